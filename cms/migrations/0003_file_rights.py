"""
Rights over images, documents and media, where Wagtail looks for them.

Whatever the custom model is called, Wagtail and wagtailmedia ask for the permissions
of their own ``image``, ``document`` and ``media``. In Wagtail "add" includes changing
what one uploaded oneself; "change" reaches everybody's and includes deleting.
"""

from django.db import migrations

FILES = {
    "wagtailimages.image": "editorialimage",
    "wagtaildocs.document": "editorialdocument",
    "wagtailmedia.media": "editorialmedia",
}
#: role -> actions over the files of the whole house
RIGHTS = {
    "Redacción": ["add", "choose"],
    "Diseño": ["add", "change", "choose"],
    "Corrección": ["choose"],
    "Jurídica": ["choose"],
    "Dirección": ["add", "change", "choose"],
    # The crest of the site is an image.
    "Administración": ["add", "choose"],
}
#: wagtailmedia knows no permission to choose: whoever enters the admin chooses.
ABSENT = {("wagtailmedia.media", "choose")}


def grant(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    Collection = apps.get_model("wagtailcore", "Collection")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")

    GroupCollectionPermission.objects.filter(permission__content_type__app_label="media_assets").delete()
    root = Collection.objects.get(depth=1)
    for role, actions in RIGHTS.items():
        group = Group.objects.get(name=role)
        for label in FILES:
            app_label, model = label.split(".")
            content_type, _created = ContentType.objects.get_or_create(app_label=app_label, model=model)
            for action in actions:
                if (label, action) in ABSENT:
                    continue
                permission, _created = Permission.objects.get_or_create(
                    content_type=content_type,
                    codename=f"{action}_{model}",
                    defaults={"name": f"Can {action} {model}"},
                )
                GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def revoke(apps, schema_editor):
    apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(
        group__name__in=RIGHTS, permission__content_type__app_label__in=[label.split(".")[0] for label in FILES]
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0002_role_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailmedia", "0001_initial"),
    ]
    operations = [migrations.RunPython(grant, revoke)]
