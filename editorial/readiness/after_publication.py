"""What is owed to those who read an earlier version."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from editorial import corrections
from editorial.readiness.findings import Finding, Severity


def correction(content, moment):
    """A bulletin that was public says what was put right in it (*fe de erratas*)."""
    from editorial.models import BulletinPage

    if not isinstance(content, BulletinPage):
        return
    for note in corrections.misdated_notes(content, moment.day):
        yield Finding(
            "correction-misdated",
            Severity.BLOCKS,
            _("A correction is dated %(day)s: the bulletin was not public yet, or that day is still to come.")
            % {"day": date_format(note.date)},
            _("Corrections (fe de erratas)"),
            _("Write the day on which readers see the note, from the first publication on."),
            "corrections",
        )
    if corrections.lacks_note(content):
        yield Finding(
            "correction-missing",
            Severity.BLOCKS,
            _("The bulletin was public and now says something else, without a note of correction."),
            _("Corrections (fe de erratas)"),
            _("Add a correction that says what was published and what is right, or undo the change."),
            "corrections",
        )
