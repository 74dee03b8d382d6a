"""Formats may ask for a set of sizes; those of pictures on the site ask for the widths of its pages."""

import django.core.validators
from django.db import migrations, models

SETS = {
    "banner-1200x628": "400, 800, 1200",
    "cuadrado-1080x1080": "400, 800, 1080",
    "infografia-1080x1350": "400, 800, 1080",
}


def fill(apps, schema_editor):
    for code, widths in SETS.items():
        apps.get_model("media_assets", "PieceFormat").objects.filter(code=code, set_widths="").update(set_widths=widths)


class Migration(migrations.Migration):
    dependencies = [("media_assets", "0019_inspections_are_on_record")]
    operations = [
        migrations.AddField(
            model_name="pieceformat",
            name="set_widths",
            field=models.CharField(
                blank=True,
                help_text=(
                    "For example: 400, 800, 1200. The master is made in the largest; the others are made of it."
                ),
                max_length=60,
                validators=[
                    django.core.validators.RegexValidator(
                        "^\\d+(\\s*,\\s*\\d+)*$", "Write whole numbers with commas between them."
                    )
                ],
                verbose_name="widths of the responsive set (px)",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
