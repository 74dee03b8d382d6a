"""Readers search in the library: from entries to pieces by an index alone."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0009_words_of_each_kind"),
        ("media_assets", "0027_collection_of_an_upload_batch"),
        ("organization", "0002_roles"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index(
                condition=models.Q(("kind", "pieza")),
                fields=["id", "piece", "opens_at", "closes_at"],
                name="search_entry_of_piece",
            ),
        ),
    ]
