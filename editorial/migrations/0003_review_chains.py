"""The default review chains of section 5 of the design; an office changes them in the admin."""

from django.db import migrations

STEPS = {
    "style": ("Corrección de estilo", ["Corrección"]),
    "design": ("Revisión de diseño", ["Diseño"]),
    # A designer never approves their own piece; where there is one designer, the management looks.
    "piece_design": ("Revisión de diseño de la pieza", ["Diseño", "Dirección"]),
    "legal": ("Revisión jurídica", ["Jurídica"]),
    "final": ("Aprobación final", ["Dirección"]),
}
CHAINS = [
    ("Páginas del sitio", ["style", "final"], ["inicio"]),
    ("Boletines", ["style", "final"], ["boletines"]),
    ("Publicaciones", ["style", "design", "legal", "final"], ["publicaciones"]),
    ("Campañas", ["style", "design", "legal", "final"], ["campanas"]),
    ("Programas", ["style", "legal", "final"], ["radio", "television"]),
]
PIECE_CHAIN = ("Piezas", ["piece_design", "legal", "final"])
WAGTAIL_DEFAULT = "Moderators approval"


def install(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    Page = apps.get_model("wagtailcore", "Page")
    Task = apps.get_model("wagtailcore", "Task")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    WorkflowContentType = apps.get_model("wagtailcore", "WorkflowContentType")
    ReviewStep = apps.get_model("editorial", "ReviewStep")

    Workflow.objects.filter(name=WAGTAIL_DEFAULT).delete()
    Task.objects.filter(name=WAGTAIL_DEFAULT).delete()

    step_type, _created = ContentType.objects.get_or_create(app_label="editorial", model="reviewstep")
    steps = {}
    for key, (name, group_names) in STEPS.items():
        steps[key] = ReviewStep.objects.create(name=name, active=True, content_type=step_type)
        steps[key].groups.set(Group.objects.filter(name__in=group_names))

    def chain(name, keys):
        workflow = Workflow.objects.create(name=name, active=True)
        for order, key in enumerate(keys):
            WorkflowTask.objects.create(workflow=workflow, task_id=steps[key].pk, sort_order=order)
        return workflow

    for name, keys, slugs in CHAINS:
        workflow = chain(name, keys)
        for page in Page.objects.filter(slug__in=slugs, depth__in=(2, 3)):
            WorkflowPage.objects.create(workflow=workflow, page=page)
    piece_type, _created = ContentType.objects.get_or_create(app_label="media_assets", model="piece")
    WorkflowContentType.objects.create(workflow=chain(*PIECE_CHAIN), content_type=piece_type)


def remove(apps, schema_editor):
    names = [name for name, *_rest in CHAINS] + [PIECE_CHAIN[0]]
    apps.get_model("wagtailcore", "Workflow").objects.filter(name__in=names).delete()
    apps.get_model("editorial", "ReviewStep").objects.filter(name__in=[name for name, _g in STEPS.values()]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0002_site_tree"),
        ("media_assets", "0001_library"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(install, remove)]
