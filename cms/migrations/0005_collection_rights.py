"""Who administers the house keeps its collections: Wagtail asks for that right on the collection itself."""

from django.db import migrations

ROLE = "Administración"
ACTIONS = ["add", "change", "delete"]


def grant(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    content_type, _created = ContentType.objects.get_or_create(app_label="wagtailcore", model="collection")
    group = apps.get_model("auth", "Group").objects.get(name=ROLE)
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for action in ACTIONS:
        permission, _created = Permission.objects.get_or_create(
            content_type=content_type, codename=f"{action}_collection", defaults={"name": f"Can {action} collection"}
        )
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
            group=group, collection=root, permission=permission
        )


def revoke(apps, schema_editor):
    apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(
        group__name=ROLE, permission__content_type__app_label="wagtailcore"
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("cms", "0004_search_entries")]
    operations = [migrations.RunPython(grant, revoke)]
