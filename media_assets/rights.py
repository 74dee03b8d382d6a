"""Whether the rights over a work hold on a day."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from organization.decisions import ALLOWED, Decision, refused


def rights_hold_on(piece, day: date) -> Decision:
    """Whether the office may use the piece on that day; both limits are inclusive."""
    if piece.rights_from and day < piece.rights_from:
        return refused(_("The rights start on %(day)s.") % {"day": date_format(piece.rights_from)})
    if piece.rights_until and day > piece.rights_until:
        return refused(_("The rights ended on %(day)s.") % {"day": date_format(piece.rights_until)})
    return ALLOWED
