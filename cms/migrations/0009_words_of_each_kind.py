"""
On PostgreSQL the words of pieces and of search entries have indexes of their own.

Both stand in the one table of the index, each piece as the office finds it and as readers do:
by an index of all, a common word is looked up for the others in vain.
"""

from django.db import migrations

TABLE = "wagtailsearch_indexentry"
#: The kind, and what its entries are asked for.
INDEXES = {
    "cms_search_words_of_entries": (("cms", "searchentry"), "(title || body)"),
    "cms_search_words_of_pieces": (("media_assets", "piece"), "(title || body)"),
    "cms_search_starts_of_pieces": (("media_assets", "piece"), "autocomplete"),
}


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    kinds = apps.get_model("contenttypes", "ContentType").objects
    for name, ((app_label, model), words) in INDEXES.items():
        # Of a new database: Django finds it there when it comes to make the kinds.
        kind, _new = kinds.get_or_create(app_label=app_label, model=model)
        schema_editor.execute(
            f"CREATE INDEX IF NOT EXISTS {name} ON {TABLE} USING gin ({words}) WHERE content_type_id = {kind.pk}"
        )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0008_search_entries_say_their_documents"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [migrations.RunPython(make, drop)]
