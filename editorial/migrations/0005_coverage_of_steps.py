"""What each step of the default chains answers for, and so which edits bring it back."""

from django.db import migrations

COVERAGE = {
    "Corrección de estilo": {"covers_text"},
    "Revisión de diseño": {"covers_design"},
    "Revisión de diseño de la pieza": {"covers_design"},
    "Revisión jurídica": {"covers_text", "covers_design", "covers_rights"},
}
FIELDS = ("covers_text", "covers_design", "covers_rights", "covers_schedule")


def set_coverage(apps, schema_editor):
    ReviewStep = apps.get_model("editorial", "ReviewStep")
    for name, covered in COVERAGE.items():
        ReviewStep.objects.filter(name=name).update(**{field: field in covered for field in FIELDS})


class Migration(migrations.Migration):
    dependencies = [("editorial", "0004_bind_approvals_to_revisions")]
    operations = [migrations.RunPython(set_coverage, migrations.RunPython.noop)]
