"""
What each role may do in the admin, least privilege first (section 2 of the design).

Approval is not here: it comes from the groups of each review step.
"""

from django.db import migrations

SECTIONS = ["boletines", "publicaciones", "campanas", "radio", "television"]

#: role -> {"pages": (slugs, actions), "files": actions, "models": {app.model: actions}}
RIGHTS = {
    "Redacción": {
        "pages": (SECTIONS, ["add", "change"]),
        "files": ["add", "choose"],
        "models": {"media_assets.piece": ["view"]},
    },
    "Diseño": {
        "files": ["add", "change", "choose"],
        "models": {"media_assets.piece": ["add", "change", "view"], "media_assets.pieceformat": ["view"]},
    },
    "Corrección": {"files": ["choose"], "models": {"media_assets.piece": ["view"]}},
    "Jurídica": {"files": ["choose"], "models": {"media_assets.piece": ["view"]}},
    "Dirección": {
        "pages": (["inicio"], ["add", "change", "publish", "lock", "unlock", "bulk_delete"]),
        "files": ["add", "change", "choose"],
        "models": {
            "media_assets.piece": ["add", "change", "delete", "view", "publish", "lock", "unlock"],
            "media_assets.pieceformat": ["view"],
        },
    },
    "Administración": {
        "pages": (["inicio"], ["add", "change"]),
        "files": ["choose"],
        "models": {
            "auth.user": ["add", "change", "delete", "view"],
            "auth.group": ["view"],
            "cms.officesettings": ["change"],
            "media_assets.piece": ["view"],
            "media_assets.pieceformat": ["add", "change", "delete", "view"],
            "organization.department": ["add", "change", "delete", "view"],
            "organization.topic": ["add", "change", "delete", "view"],
            "wagtailcore.collection": ["add", "change", "delete", "view"],
            "wagtailcore.site": ["change", "view"],
            "wagtailcore.task": ["add", "change", "view"],
            "wagtailcore.workflow": ["add", "change", "view"],
            "wagtailredirects.redirect": ["add", "change", "delete", "view"],
        },
    },
}
FILES = ["media_assets.editorialimage", "media_assets.editorialdocument", "media_assets.editorialmedia"]
CHOOSE = {"editorialimage": "choose_image", "editorialdocument": "choose_document"}


def grant(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    Collection = apps.get_model("wagtailcore", "Collection")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    Page = apps.get_model("wagtailcore", "Page")

    def permission(label, action, codename=None):
        """The permission, made here when the migration runs before Django has made it."""
        app_label, model = label.split(".")
        content_type, _created = ContentType.objects.get_or_create(app_label=app_label, model=model)
        found, _created = Permission.objects.get_or_create(
            content_type=content_type,
            codename=codename or f"{action}_{model}",
            defaults={"name": f"Can {action} {model}"},
        )
        return found

    access = permission("wagtailadmin.admin", "access", "access_admin")
    root = Collection.objects.get(depth=1)
    for role, rights in RIGHTS.items():
        group = Group.objects.get(name=role)
        group.permissions.add(access)
        for label, actions in rights["models"].items():
            group.permissions.add(*(permission(label, action) for action in actions))
        for label in FILES:
            model = label.split(".")[1]
            for action in rights["files"]:
                if action == "choose" and model not in CHOOSE:
                    continue
                codename = CHOOSE.get(model) if action == "choose" else None
                GroupCollectionPermission.objects.get_or_create(
                    group=group, collection=root, permission=permission(label, action, codename)
                )
        slugs, actions = rights.get("pages", ([], []))
        for page in Page.objects.filter(slug__in=slugs, depth__in=(2, 3)):
            for action in actions:
                GroupPagePermission.objects.get_or_create(
                    group=group, page=page, permission=permission("wagtailcore.page", action)
                )


def revoke(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=RIGHTS):
        group.permissions.clear()
        apps.get_model("wagtailcore", "GroupPagePermission").objects.filter(group=group).delete()
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(group=group).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_office_settings"),
        ("editorial", "0002_site_tree"),
        ("organization", "0002_roles"),
        ("media_assets", "0001_library"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailredirects", "0001_initial"),
        ("wagtailusers", "0001_initial"),
    ]
    operations = [migrations.RunPython(grant, revoke)]
