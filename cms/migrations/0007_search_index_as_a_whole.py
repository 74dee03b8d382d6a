"""
PostgreSQL finds words in the title or the body together, and needs an index of both together.

Modelsearch puts the question to ``title || body``; its own indexes are of each alone, which
the planner cannot use for it: every search read the whole table.
"""

from django.db import migrations

NAME = "cms_search_title_and_body"
TABLE = "wagtailsearch_indexentry"


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX IF NOT EXISTS {NAME} ON {TABLE} USING gin ((title || body))")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {NAME}")


class Migration(migrations.Migration):
    dependencies = [("cms", "0006_index_changes"), ("wagtailsearch", "0010_add_text_fields")]

    operations = [migrations.RunPython(make, drop)]
