"""The database itself refuses to change or delete what the chain of custody holds."""

from django.db import migrations

TABLE = "editorial_custodyentry"

POSTGRESQL = [
    """
    CREATE FUNCTION custody_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'The chain of custody is append-only' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    f"""
    CREATE TRIGGER custody_no_change BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION custody_is_append_only()
    """,
    f"""
    CREATE TRIGGER custody_no_truncation BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION custody_is_append_only()
    """,
]
POSTGRESQL_REVERSE = [
    f"DROP TRIGGER IF EXISTS custody_no_change ON {TABLE}",
    f"DROP TRIGGER IF EXISTS custody_no_truncation ON {TABLE}",
    "DROP FUNCTION IF EXISTS custody_is_append_only()",
]
SQLITE = [
    f"""
    CREATE TRIGGER custody_no_{act} BEFORE {act.upper()} ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'The chain of custody is append-only'); END
    """
    for act in ("update", "delete")
]
SQLITE_REVERSE = [f"DROP TRIGGER IF EXISTS custody_no_{act}" for act in ("update", "delete")]


def run(statements):
    def execute(apps, schema_editor):
        for statement in statements.get(schema_editor.connection.vendor, []):
            schema_editor.execute(statement)

    return execute


close = run({"postgresql": POSTGRESQL, "sqlite": SQLITE})
open_again = run({"postgresql": POSTGRESQL_REVERSE, "sqlite": SQLITE_REVERSE})


class Migration(migrations.Migration):
    dependencies = [("editorial", "0007_custody_entry")]
    operations = [migrations.RunPython(close, open_again)]
