from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class OrganizationConfig(AppConfig):
    # Django looks for one config in this module and finds two.
    default = True
    name = "organization"
    verbose_name = _("Organization")

    def ready(self):
        from organization.spreadsheets import keep_exports_plain

        keep_exports_plain()


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's room of users, with our rule of who gives whom which powers."""

    user_viewset = "organization.accounts.AccountViewSet"
