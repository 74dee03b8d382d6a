"""Checklists for the steps of the default chains, and a list of reasons for sending work back."""

from django.db import migrations

CHECKLISTS = {
    "Corrección de estilo": [
        "Ortografía, nombres propios, cargos y cifras verificados",
        "Titular y entradilla dicen lo mismo que el cuerpo",
        "Lenguaje claro, incluyente y sin siglas sin explicar",
    ],
    "Revisión jurídica": [
        "Derechos de autor y licencias vigentes para los medios y el territorio",
        "Consentimientos de las personas que aparecen; acudiente si hay menores",
        "No hay propaganda electoral ni promoción personal de servidores públicos",
    ],
    "Aprobación final": [
        "El contenido corresponde a lo que la dependencia solicitó",
        "Embargo, fecha y voceros confirmados",
    ],
}
REASONS = [
    "Ortografía o redacción",
    "Dato, nombre o cifra por verificar",
    "Falta o falla una fuente",
    "Diseño o piezas por corregir",
    "Derechos o consentimientos incompletos",
    "Accesibilidad: textos alternativos, subtítulos o transcripción",
    "No corresponde a lo solicitado",
    "Fecha, embargo u oportunidad",
    "Otro motivo",
]
#: Approvers see the list as everybody does; who sets up the office changes it.
KEEPERS = ["Administración", "Dirección"]


def plant(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ReviewStep = apps.get_model("editorial", "ReviewStep")
    RejectionReason = apps.get_model("editorial", "RejectionReason")
    for name, points in CHECKLISTS.items():
        # What an office has written for itself stays.
        ReviewStep.objects.filter(name=name, checklist="").update(checklist="\n".join(points))
    for order, name in enumerate(REASONS):
        RejectionReason.objects.get_or_create(name=name, defaults={"sort_order": order})
    content_type, _created = ContentType.objects.get_or_create(app_label="editorial", model="rejectionreason")
    for action in ("add", "change", "delete", "view"):
        permission, _created = Permission.objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_rejectionreason",
            defaults={"name": f"Can {action} rejectionreason"},
        )
        for group in Group.objects.filter(name__in=KEEPERS):
            group.permissions.add(permission)


def clear(apps, schema_editor):
    ReviewStep = apps.get_model("editorial", "ReviewStep")
    for name, points in CHECKLISTS.items():
        ReviewStep.objects.filter(name=name, checklist="\n".join(points)).update(checklist="")
    apps.get_model("editorial", "RejectionReason").objects.filter(name__in=REASONS).delete()
    Permission = apps.get_model("auth", "Permission")
    held = Permission.objects.filter(content_type__app_label="editorial", content_type__model="rejectionreason")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=KEEPERS):
        group.permissions.remove(*held)


class Migration(migrations.Migration):
    dependencies = [("editorial", "0013_checklists_and_reasons")]
    operations = [migrations.RunPython(plant, clear)]
