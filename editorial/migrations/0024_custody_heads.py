"""
The database itself keeps where the record of each content ends, and lets that only grow.

Every new entry moves the head of its content in the same statement, whoever inserts it. A head
names an entry that exists and follows the one that it named before; it is never taken away.
Records that exist already get the head that they have now.
"""

from django.db import migrations, models

ENTRIES = "editorial_custodyentry"
HEADS = "editorial_custodyhead"
ONLY_GROWS = "The head of a chain of custody only grows"
GENESIS = "0" * 64

FILL = f"""
INSERT INTO {HEADS} (content_label, object_id, sequence, hash)
SELECT entry.content_label, entry.object_id, entry.sequence, entry.hash FROM {ENTRIES} entry
WHERE entry.sequence = (
    SELECT MAX(other.sequence) FROM {ENTRIES} other
    WHERE other.content_label = entry.content_label AND other.object_id = entry.object_id
)
"""

OF_THE_SAME = "content_label = NEW.content_label AND object_id = NEW.object_id"
MOVE = f"UPDATE {HEADS} SET sequence = NEW.sequence, hash = NEW.hash WHERE {OF_THE_SAME}"
BEGIN = f"""
INSERT INTO {HEADS} (content_label, object_id, sequence, hash)
SELECT NEW.content_label, NEW.object_id, NEW.sequence, NEW.hash
WHERE NOT EXISTS (SELECT 1 FROM {HEADS} WHERE {OF_THE_SAME})
"""
NAMES_AN_ENTRY = f"""
EXISTS (
    SELECT 1 FROM {ENTRIES} WHERE {OF_THE_SAME}
    AND sequence = NEW.sequence AND hash = NEW.hash AND previous_hash = %s
)
"""
IS_FIRST = f"NEW.sequence = 1 AND {NAMES_AN_ENTRY % f"'{GENESIS}'"}"
IS_NEXT = f"""
NEW.id = OLD.id AND NEW.content_label = OLD.content_label AND NEW.object_id = OLD.object_id
AND NEW.sequence = OLD.sequence + 1 AND {NAMES_AN_ENTRY % "OLD.hash"}
"""


def _function(name, body):
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def _refusal(name, unless=None):
    refuse = f"RAISE EXCEPTION '{ONLY_GROWS}' USING ERRCODE = 'restrict_violation';"
    return _function(name, f"IF NOT ({unless}) THEN {refuse} END IF; RETURN NEW;" if unless else refuse)


SEAL = {
    "postgresql": [
        _refusal("custody_head_is_first", IS_FIRST),
        _refusal("custody_head_is_next", IS_NEXT),
        _function("custody_moves_its_head", f"{MOVE}; {BEGIN}; RETURN NULL;"),
        f"""
        CREATE TRIGGER custody_head_first BEFORE INSERT ON {HEADS}
        FOR EACH ROW EXECUTE FUNCTION custody_head_is_first()
        """,
        f"""
        CREATE TRIGGER custody_head_next BEFORE UPDATE ON {HEADS}
        FOR EACH ROW EXECUTE FUNCTION custody_head_is_next()
        """,
        f"""
        CREATE TRIGGER custody_head_moves AFTER INSERT ON {ENTRIES}
        FOR EACH ROW EXECUTE FUNCTION custody_moves_its_head()
        """,
    ],
    "sqlite": [
        f"""
        CREATE TRIGGER custody_head_first BEFORE INSERT ON {HEADS} WHEN NOT ({IS_FIRST})
        BEGIN SELECT RAISE(ABORT, '{ONLY_GROWS}'); END
        """,
        f"""
        CREATE TRIGGER custody_head_next BEFORE UPDATE ON {HEADS} WHEN NOT ({IS_NEXT})
        BEGIN SELECT RAISE(ABORT, '{ONLY_GROWS}'); END
        """,
        f"CREATE TRIGGER custody_head_moves AFTER INSERT ON {ENTRIES} BEGIN {MOVE}; {BEGIN}; END",
    ],
}
UNSEAL = {
    "postgresql": [
        f"DROP TRIGGER IF EXISTS custody_head_moves ON {ENTRIES}",
        f"DROP TRIGGER IF EXISTS custody_head_next ON {HEADS}",
        f"DROP TRIGGER IF EXISTS custody_head_first ON {HEADS}",
        *(
            f"DROP FUNCTION IF EXISTS {name}()"
            for name in ("custody_moves_its_head", "custody_head_is_next", "custody_head_is_first")
        ),
    ],
    "sqlite": [f"DROP TRIGGER IF EXISTS custody_head_{name}" for name in ("moves", "next", "first")],
}
CLOSE = {
    "postgresql": [
        _refusal("custody_heads_stay"),
        f"""
        CREATE TRIGGER custody_head_stays BEFORE DELETE ON {HEADS}
        FOR EACH ROW EXECUTE FUNCTION custody_heads_stay()
        """,
        f"""
        CREATE TRIGGER custody_heads_stay BEFORE TRUNCATE ON {HEADS}
        FOR EACH STATEMENT EXECUTE FUNCTION custody_heads_stay()
        """,
    ],
    "sqlite": [
        f"CREATE TRIGGER custody_head_stays BEFORE DELETE ON {HEADS} BEGIN SELECT RAISE(ABORT, '{ONLY_GROWS}'); END"
    ],
}
OPEN_AGAIN = {
    "postgresql": [
        f"DROP TRIGGER IF EXISTS custody_head_stays ON {HEADS}",
        f"DROP TRIGGER IF EXISTS custody_heads_stay ON {HEADS}",
        "DROP FUNCTION IF EXISTS custody_heads_stay()",
    ],
    "sqlite": ["DROP TRIGGER IF EXISTS custody_head_stays"],
}


def run(statements):
    def execute(apps, schema_editor):
        for statement in statements.get(schema_editor.connection.vendor, []):
            schema_editor.execute(statement)

    return execute


close = run(CLOSE)
open_again = run(OPEN_AGAIN)


class Migration(migrations.Migration):
    dependencies = [("editorial", "0023_notices_of_files")]
    operations = [
        migrations.CreateModel(
            name="CustodyHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content_label", models.CharField(max_length=100)),
                ("object_id", models.CharField(max_length=64)),
                ("sequence", models.PositiveIntegerField()),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("content_label", "object_id"), name="custody_head_once_per_content")
                ],
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunPython(run(SEAL), run(UNSEAL)),
        migrations.RunPython(close, open_again),
    ]
