"""What `manage.py check --deploy` says of this house beside Django's own warnings."""

from django.conf import settings
from django.core.checks import Tags, Warning, register

from media_assets.inspection import rips

# Whoever reads the log reads what they would have sent: the links that set a new password among it.
WRITES_LETTERS_DOWN = "django.core.mail.backends.console.EmailBackend"


@register(Tags.security, deploy=True)
def letters_leave_the_house(app_configs, **kwargs):
    """A warning where letters are printed into the log instead of being sent."""
    if settings.MAILERS["default"]["BACKEND"] != WRITES_LETTERS_DOWN:
        return []
    return [
        Warning(
            "EMAIL_URL is not set: letters, with links that set new passwords, are printed into the log and reach nobody.",
            hint="Set EMAIL_URL to the mail server, as docs/configuration.md says.",
            id="rotativa.W001",
        )
    ]


@register(Tags.files, deploy=True)
def programs_draw(app_configs, **kwargs):
    """A warning for each program that draws PDF where it is installed and does not draw one."""
    return [
        Warning(
            f"{program} is installed and does not draw a page that every program draws: it is asked for no PDF.",
            hint="Install its package anew, with all that the package recommends, or remove it.",
            id="rotativa.W002",
        )
        for program in rips.do_not_draw()
    ]
