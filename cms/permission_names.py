"""
The names of permissions in the language of the office.

Django writes them into the database in English, and the form of a group reads them to
who cannot see its table. Their codes stay; only what people read is put in words.
"""

from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

#: What each model's own permissions let people do.
BY_ACTION = {
    "add": gettext_noop("Can add %(model)s"),
    "change": gettext_noop("Can change %(model)s"),
    "delete": gettext_noop("Can delete %(model)s"),
    "view": gettext_noop("Can view %(model)s"),
    "choose": gettext_noop("Can choose %(model)s"),
    "publish": gettext_noop("Can publish %(model)s"),
    "lock": gettext_noop("Can lock %(model)s"),
    "unlock": gettext_noop("Can unlock %(model)s"),
}
#: What libraries call permissions of their own.
BY_CODE = {
    "access_admin": gettext_noop("Can access Wagtail admin"),
    "bulk_delete_page": gettext_noop("Delete pages with children"),
    "lock_page": gettext_noop("Lock/unlock pages you've locked"),
    "publish_page": gettext_noop("Publish any page"),
    "unlock_page": gettext_noop("Unlock any page"),
}


def name_permissions(app_config, **kwargs):
    """After a migration, once the last app has its permissions; harmless to repeat."""
    migrated = [config for config in apps.get_app_configs() if config.models_module is not None]
    if app_config is not migrated[-1]:
        return
    from django.contrib.auth.models import Permission

    changed = []
    with translation.override(settings.LANGUAGE_CODE):
        for permission in Permission.objects.select_related("content_type"):
            name = name_of(permission)
            if name and name != permission.name:
                permission.name = name
                changed.append(permission)
    Permission.objects.bulk_update(changed, ["name"])


def name_of(permission) -> str:
    """The name in the language in force, at most as long as the column; nothing for what is not known."""
    if said := BY_CODE.get(permission.codename):
        return gettext(said)
    model = permission.content_type.model_class()
    said = BY_ACTION.get(permission.codename.partition("_")[0])
    if model is None or said is None or permission.codename.partition("_")[2] != model._meta.model_name:
        return ""
    return (gettext(said) % {"model": model._meta.verbose_name})[:255]
