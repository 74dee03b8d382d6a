from django.db import migrations

ROLES = ["Redacción", "Diseño", "Corrección", "Jurídica", "Dirección", "Administración"]
WAGTAIL_DEFAULTS = ["Editors", "Moderators"]


def create_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    # Wagtail's own groups may publish anything: the roles of the office take their place.
    Group.objects.filter(name__in=WAGTAIL_DEFAULTS, user__isnull=True).delete()
    for name in ROLES:
        Group.objects.get_or_create(name=name)


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES, user__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("organization", "0001_departments_and_topics"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]
    operations = [migrations.RunPython(create_roles, remove_roles)]
