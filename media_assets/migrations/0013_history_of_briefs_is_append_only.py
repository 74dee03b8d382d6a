"""The database itself refuses to change or delete a step of a brief, or what was said of it."""

from django.db import migrations

TABLES = ("media_assets_briefstep", "media_assets_briefmessage")
SAYS = "The history of a brief is append-only"

POSTGRESQL = [
    f"""
    CREATE FUNCTION brief_history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    *(
        f"""
        CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION brief_history_is_append_only()
        """
        for table in TABLES
    ),
]
POSTGRESQL_REVERSE = [
    *(f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}" for table in TABLES),
    "DROP FUNCTION IF EXISTS brief_history_is_append_only()",
]
SQLITE = [
    f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    for table in TABLES
    for act in ("update", "delete")
]
SQLITE_REVERSE = [f"DROP TRIGGER IF EXISTS {table}_no_{act}" for table in TABLES for act in ("update", "delete")]


def run(statements):
    def execute(apps, schema_editor):
        for statement in statements.get(schema_editor.connection.vendor, []):
            schema_editor.execute(statement)

    return execute


close = run({"postgresql": POSTGRESQL, "sqlite": SQLITE})
open_again = run({"postgresql": POSTGRESQL_REVERSE, "sqlite": SQLITE_REVERSE})


class Migration(migrations.Migration):
    dependencies = [("media_assets", "0012_briefs")]
    operations = [migrations.RunPython(close, open_again)]
