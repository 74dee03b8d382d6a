"""The default chains begin with the readiness step; the legal office keeps the electoral blackouts."""

from django.db import migrations
from django.db.models import F

STEP = "Comprobación de requisitos"
CHAINS = ["Páginas del sitio", "Boletines", "Publicaciones", "Campañas", "Programas", "Piezas"]
RIGHTS = {
    "Jurídica": {
        "blackoutperiod": ["add", "change", "delete", "view"],
        "blackoutexception": ["add", "change", "delete", "view"],
    },
    "Dirección": {"blackoutperiod": ["view"], "blackoutexception": ["view"]},
    "Administración": {"blackoutperiod": ["add", "change", "view"], "blackoutexception": ["view"]},
}


def install(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ReadinessStep = apps.get_model("editorial", "ReadinessStep")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")

    step_type, _created = ContentType.objects.get_or_create(app_label="editorial", model="readinessstep")
    step = ReadinessStep.objects.create(name=STEP, active=True, content_type=step_type)
    for workflow in Workflow.objects.filter(name__in=CHAINS):
        WorkflowTask.objects.filter(workflow=workflow).update(sort_order=F("sort_order") + 1)
        WorkflowTask.objects.create(workflow=workflow, task_id=step.pk, sort_order=0)
    for role, models in RIGHTS.items():
        group = Group.objects.filter(name=role).first()
        for model, actions in models.items():
            content_type, _created = ContentType.objects.get_or_create(app_label="editorial", model=model)
            for action in actions:
                permission, _created = Permission.objects.get_or_create(
                    content_type=content_type,
                    codename=f"{action}_{model}",
                    defaults={"name": f"Can {action} {model}"},
                )
                if group:
                    group.permissions.add(permission)


def remove(apps, schema_editor):
    apps.get_model("editorial", "ReadinessStep").objects.filter(name=STEP).delete()
    Permission = apps.get_model("auth", "Permission")
    held = Permission.objects.filter(
        content_type__app_label="editorial", content_type__model__in=["blackoutperiod", "blackoutexception"]
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=RIGHTS):
        group.permissions.remove(*held)


class Migration(migrations.Migration):
    dependencies = [("editorial", "0009_readiness_and_blackout")]
    operations = [migrations.RunPython(install, remove)]
