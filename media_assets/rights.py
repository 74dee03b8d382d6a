"""Whether the rights over a work, and the consents of the people it shows, hold on a day."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from organization.decisions import ALLOWED, Decision, refused


def rights_hold_on(piece, day: date) -> Decision:
    """
    Whether the office may use the piece on that day; all limits are inclusive.

    ``PieceQuerySet.with_current_rights`` says the same of rows, and no query is made here.
    """
    if piece.rights_from and day < piece.rights_from:
        return refused(_("The rights start on %(day)s.") % {"day": date_format(piece.rights_from)})
    if piece.rights_until and day > piece.rights_until:
        return refused(_("The rights ended on %(day)s.") % {"day": date_format(piece.rights_until)})
    return consents_hold_on(piece, day)


def period_is_sane(rights_from: date | None, rights_until: date | None) -> Decision:
    """
    Whether rights may be given for these days: they end no earlier than they start, and may be open at either side.

    Rights of one day start and end on it; the constraint of ``Piece`` says the same of rows.
    """
    if rights_from and rights_until and rights_until < rights_from:
        return refused(_("The rights would end before they start."))
    return ALLOWED


def consents_hold_on(piece, day: date) -> Decision:
    """
    Whether everybody who can be recognised in the piece allows it that day.

    A picture of a person is personal data: its use needs leave given beforehand
    (Ley 1581 de 2012, art. 9), and that of a minor the leave of who has their legal care
    (art. 7; Decreto 1377 de 2013, art. 12).
    """
    if not piece.shows_people:
        return ALLOWED
    if not piece.consents_stand:
        return refused(_("The consent of a person shown is missing or was withdrawn."))
    if day < piece.consents_from:
        return refused(_("The consents start on %(day)s.") % {"day": date_format(piece.consents_from)})
    if piece.consents_until and day > piece.consents_until:
        return refused(_("A consent ended on %(day)s.") % {"day": date_format(piece.consents_until)})
    return ALLOWED


def allowed_in_its_medium(piece) -> Decision:
    """Whether the rights were given for the channel of the piece; none named means every medium."""
    if piece.rights_media and piece.channel not in piece.rights_media:
        return refused(
            _("The rights were not given for %(medium)s.") % {"medium": str(piece.get_channel_display()).lower()}
        )
    return ALLOWED
