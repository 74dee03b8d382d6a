"""
The database itself keeps what an inspection said and what an approver answered.

A closed report and a waiver do not change; neither goes while its piece is or was before the public.
"""

from django.db import migrations

REPORTS, WAIVERS = "media_assets_inspectionreport", "media_assets_inspectionwaiver"
SAYS = "What an inspection said is on record"
CLOSED = "OLD.state IN ('done', 'failed')"
WAS_PUBLIC = """EXISTS (
    SELECT 1 FROM media_assets_pieceversion version JOIN media_assets_piece piece ON piece.id = version.piece_id
    WHERE version.id = OLD.version_id AND piece.first_published_at IS NOT NULL
)"""
#: trigger: what it stands before, on which table, and when it refuses.
REFUSALS = {
    "inspection_report_no_change": ("UPDATE", REPORTS, CLOSED),
    "inspection_report_no_deletion": ("DELETE", REPORTS, WAS_PUBLIC),
    "inspection_waiver_no_change": ("UPDATE", WAIVERS, "TRUE"),
    "inspection_waiver_no_deletion": ("DELETE", WAIVERS, WAS_PUBLIC),
}

POSTGRESQL = [
    f"""
    CREATE FUNCTION inspection_is_on_record() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    # A condition of a trigger may not ask other tables there, so that deletion has a function of its own.
    f"""
    CREATE FUNCTION inspection_of_public_piece_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {WAS_PUBLIC} THEN
            RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END $$
    """,
    *(
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({condition}) "
        "EXECUTE FUNCTION inspection_is_on_record()"
        for name, (act, table, condition) in REFUSALS.items()
        if act == "UPDATE"
    ),
    *(
        f"CREATE TRIGGER {name} BEFORE DELETE ON {table} FOR EACH ROW "
        "EXECUTE FUNCTION inspection_of_public_piece_stays()"
        for name, (act, table, _condition) in REFUSALS.items()
        if act == "DELETE"
    ),
]
POSTGRESQL_REVERSE = [
    *(f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, (_act, table, _condition) in REFUSALS.items()),
    "DROP FUNCTION IF EXISTS inspection_is_on_record()",
    "DROP FUNCTION IF EXISTS inspection_of_public_piece_stays()",
]
SQLITE = [
    f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    for name, (act, table, condition) in REFUSALS.items()
]
SQLITE_REVERSE = [f"DROP TRIGGER IF EXISTS {name}" for name in REFUSALS]


def run(statements):
    def execute(apps, schema_editor):
        for statement in statements.get(schema_editor.connection.vendor, []):
            schema_editor.execute(statement)

    return execute


close = run({"postgresql": POSTGRESQL, "sqlite": SQLITE})
open_again = run({"postgresql": POSTGRESQL_REVERSE, "sqlite": SQLITE_REVERSE})


class Migration(migrations.Migration):
    dependencies = [("media_assets", "0018_metadata_of_files")]
    operations = [migrations.RunPython(close, open_again)]
