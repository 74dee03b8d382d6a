"""The database itself refuses to change or delete what says who took a delivery."""

from django.db import migrations

TABLES = ("media_assets_deliverytaking", "media_assets_takingend")
ACTS = ("update", "delete")

POSTGRESQL = [
    """
    CREATE FUNCTION takings_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'The record of takings is append-only' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    *(
        f"""
        CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION takings_are_append_only()
        """
        for table in TABLES
    ),
    *(
        f"""
        CREATE TRIGGER {table}_no_truncation BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION takings_are_append_only()
        """
        for table in TABLES
    ),
]
POSTGRESQL_REVERSE = [
    *(
        f"DROP TRIGGER IF EXISTS {table}_no_{what} ON {table}"
        for table in TABLES
        for what in ("change", "truncation")
    ),
    "DROP FUNCTION IF EXISTS takings_are_append_only()",
]
SQLITE = [
    f"""
    CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table}
    BEGIN SELECT RAISE(ABORT, 'The record of takings is append-only'); END
    """
    for table in TABLES
    for act in ACTS
]
SQLITE_REVERSE = [f"DROP TRIGGER IF EXISTS {table}_no_{act}" for table in TABLES for act in ACTS]


def run(statements):
    def execute(apps, schema_editor):
        for statement in statements.get(schema_editor.connection.vendor, []):
            schema_editor.execute(statement)

    return execute


close = run({"postgresql": POSTGRESQL, "sqlite": SQLITE})
open_again = run({"postgresql": POSTGRESQL_REVERSE, "sqlite": SQLITE_REVERSE})


class Migration(migrations.Migration):
    dependencies = [("media_assets", "0015_deliveries")]
    operations = [migrations.RunPython(close, open_again)]
