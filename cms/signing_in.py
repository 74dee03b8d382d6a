"""The form with which people enter the desk."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm


class HouseLoginForm(LoginForm):
    """Wagtail's, with the name of the password's field, which it leaves in English."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
