"""The site's work in the background."""

from urllib.parse import urlsplit

from django.conf import settings
from django.tasks import task
from wagtail.admin.forms.auth import PasswordResetForm

from cms.search import healing

LETTER = "wagtailadmin/account/password_reset"


@task(backend="background")
def heal_search():
    """Bring the search engine's index in step with the database."""
    healing.heal()


@task(backend="background")
def send_password_letter(email, use_https):
    """Write to the accounts of an address how they get another password; to an address without any, nothing."""
    form = PasswordResetForm({"email": email})
    if form.is_valid():
        form.save(
            domain_override=urlsplit(settings.SITE_URL).netloc,
            use_https=use_https,
            subject_template_name=f"{LETTER}/email_subject.txt",
            email_template_name=f"{LETTER}/email.txt",
        )
