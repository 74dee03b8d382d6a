"""A version that a piece uses cannot be deleted by itself, but goes when its piece goes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media_assets", "0004_free_licence_named_in_the_credit")]
    operations = [
        migrations.AlterField(
            model_name="piece",
            name="current_version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="media_assets.pieceversion",
                verbose_name="master",
            ),
        )
    ]
