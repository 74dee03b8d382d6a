"""What is owed to those who read an earlier version."""

from django.utils.translation import gettext as _

from editorial import corrections
from editorial.readiness.findings import Finding, Severity


def correction(content, moment):
    """A bulletin that was public says what was put right in it (*fe de erratas*)."""
    from editorial.models import BulletinPage

    if isinstance(content, BulletinPage) and corrections.lacks_note(content):
        yield Finding(
            "correction-missing",
            Severity.BLOCKS,
            _("The bulletin was public and now says something else, without a note of correction."),
            _("Corrections (fe de erratas)"),
            _("Add a correction that says what was published and what is right, or undo the change."),
            "corrections",
        )
