"""The forms with which people enter the desk, and ask for another password."""

import hashlib

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm, PasswordResetForm

from cms.tasks import send_password_letter
from organization.pace import SIGN_INS, seconds_to_wait

#: Seconds in which an address is written to once, however often it is asked for; and before what else waits for the worker.
BETWEEN_LETTERS, FIRST = 300, 100


class HouseLoginForm(LoginForm):
    """
    Wagtail's, with the name of the password's field, which it leaves in English.

    A visitor who tries many names is asked to wait before any password is looked at; django-axes
    shuts the door to who tries many passwords on one.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")

    def clean(self):
        if self.request is not None and seconds_to_wait(self.request, SIGN_INS):
            raise ValidationError(
                _("There were many attempts to sign in from your connection. Please try again in a minute."),
                code="too_many",
            )
        return super().clean()


class HousePasswordResetForm(PasswordResetForm):
    """
    Wagtail's, whose letter the worker sends.

    The answer takes as long for an address without an account, and a mail server that is slow holds up nobody.
    """

    def save(self, *, use_https=False, **options):
        email = self.cleaned_data["email"]
        asked = f"cms.password-letter.{hashlib.sha256(email.lower().encode()).hexdigest()}"
        if cache.add(asked, True, BETWEEN_LETTERS):
            send_password_letter.using(priority=FIRST).enqueue(email, use_https)
