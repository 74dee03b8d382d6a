"""What the receiver may do with the pieces, as the text that goes with them."""

import textwrap

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from media_assets.models import Channel, Licence, ReceiverKind
from media_assets.models.licences import OPEN_LICENCES

NAME = "LICENCIA.txt"
WIDTH = 78

#: What each receiver gets the pieces for. The licence of each piece says the rest.
PURPOSE = {
    ReceiverKind.PRINTER: gettext_lazy(
        "The receiver may print these pieces for the office that delivers them, in the number and manner of its order. "
        "Copies beyond the order, changes to the pieces and handing them on to others need the written consent of the "
        "office."
    ),
    ReceiverKind.BROADCASTER: gettext_lazy(
        "The receiver may broadcast these pieces whole and unchanged, on its own stations and channels, in the schedule "
        "agreed with the office that delivers them. Cuts, changes and handing them on to others need the written consent "
        "of the office."
    ),
    ReceiverKind.PRESS: gettext_lazy(
        "The receiver may publish these pieces to inform of what they are about, with the line of credit beside each. "
        "They may not be used to advertise, nor in a way that changes their meaning."
    ),
    ReceiverKind.SITE: gettext_lazy(
        "The receiver may show these pieces on its own sites and platforms, whole and unchanged, for the time agreed with "
        "the office that delivers them. Changes and handing them on to others need the written consent of the office."
    ),
}
#: The licences that people know by a shorter name, for a line of credit.
SHORT = {
    Licence.CC_BY: "CC BY 4.0",
    Licence.CC_BY_SA: "CC BY-SA 4.0",
    Licence.CC_BY_NC_ND: "CC BY-NC-ND 4.0",
    Licence.CC0: "CC0",
}


def credit_line(piece, office="") -> str:
    """The line to print beside the piece: who made it, whose it is, under which licence."""
    makers = "; ".join(dict.fromkeys(f"{credit.role}: {credit.name}" for credit in piece.credits.all()))
    owner = piece.rights_owner or office
    if piece.licence in OPEN_LICENCES:
        whose = " / ".join(filter(None, (owner, SHORT.get(piece.licence, ""))))
    else:
        whose = f"© {owner}" if owner else ""
    return ". ".join(filter(None, (makers, whose))) or piece.title


def media_of(piece) -> str:
    """The media for which the rights were given, in words."""
    if not piece.rights_media:
        return _("all media")
    return ", ".join(str(Channel(medium).label).lower() for medium in Channel.values if medium in piece.rights_media)


def rights_rows(outgoing, office="") -> list[tuple[str, str]]:
    """Label and value of what the licence of one piece says, in the order of the trade."""
    piece = outgoing.piece
    licence = str(piece.get_licence_display())
    if piece.licence_url:
        licence = f"{licence} ({piece.licence_url})"
    rows = [
        (_("Licence"), licence),
        (_("Owner"), piece.rights_owner or office),
        (_("Territory"), piece.rights_territory),
        (_("Media of use"), media_of(piece)),
        (_("From"), _day(piece.rights_from)),
        (_("Last day of use"), _day(piece.last_day_of_use) or _("no end")),
        (_("Not before"), moment(outgoing.not_before) if outgoing.not_before else ""),
        (_("Credit to print"), credit_line(piece, office)),
    ]
    if piece.shows_people:
        rows.append((_("People shown"), _("They gave their consent for the use described here, and for no other.")))
    return [(str(label), str(value)) for label, value in rows if value]


def licence_text(delivery, packed, office) -> str:
    """
    The whole text. ``packed`` are pairs of the path of a master in the package and its ``Outgoing``.
    """
    receiver = " · ".join(filter(None, (delivery.receiver_name, delivery.receiver_contact)))
    parts = [
        _("LICENCE OF USE"),
        _("Delivery %(number)d, of %(day)s") % {"number": delivery.pk, "day": _day(timezone.localdate())},
        "",
        *_rows([(_("Delivers"), office.names), (_("Receives"), receiver)]),
        "",
        *_wrapped(str(PURPOSE[delivery.receiver_kind])),
    ]
    for number, (path, outgoing) in enumerate(packed, 1):
        title = f"{number}. {outgoing.piece.title}"
        parts += ["", title, "-" * min(len(title), WIDTH)]
        parts += _rows([(_("File"), path), *rights_rows(outgoing, office.office)])
    parts += [
        "",
        *_wrapped(
            _(
                "After the last day of use the piece may not be printed, broadcast or shown again. If the office "
                "takes a piece back before, the receiver stops using it as soon as it is told."
            )
        ),
    ]
    if office.contacts:
        parts += ["", _("Questions: %(contacts)s") % {"contacts": office.contacts}]
    return "\n".join(parts) + "\n"


def encoded(text: str) -> bytes:
    """UTF-8 with its mark and Windows line ends: every editor of a workshop opens it with its accents."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def moment(at) -> str:
    return date_format(timezone.localtime(at), "j \\d\\e F \\d\\e Y, H:i")


def _day(day) -> str:
    return date_format(day, "j \\d\\e F \\d\\e Y") if day else ""


def _rows(rows):
    return [f"{label}: {' '.join(value.split())}" for label, value in rows if value]


def _wrapped(text):
    return textwrap.wrap(text, WIDTH)
