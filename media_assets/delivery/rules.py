"""
What may leave the house in a package, for whom, and by whose hand.

Asked twice: when the package is prepared (``judge``), and each time that somebody comes
to take it (``may_still_go``), because rights end, consents are withdrawn and pieces are
taken back while a link is open.
"""

from dataclasses import dataclass, field

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from media_assets.inspection.fitness import Verdict, is_fit
from media_assets.models import Channel, Licence, Piece, PieceState, PieceVersion, ReceiverKind, Standing
from media_assets.models.licences import OPEN_LICENCES
from media_assets.rights import allowed_in_its_medium, rights_hold_on
from organization import roles
from organization.decisions import ALLOWED, Decision, refused

#: The channels whose masters each receiver can use.
CHANNELS = {
    ReceiverKind.PRINTER: (Channel.PRINT,),
    ReceiverKind.BROADCASTER: (Channel.RADIO, Channel.TV),
    ReceiverKind.PRESS: tuple(Channel),
    ReceiverKind.SITE: (Channel.WEB,),
}
#: Those who work before the day of the piece; the others would have it out at once.
BEFOREHAND = (ReceiverKind.PRINTER, ReceiverKind.BROADCASTER)
#: Those who show to everybody what they get: nothing private in the file goes to them.
SHOW_TO_EVERYBODY = (ReceiverKind.PRESS, ReceiverKind.SITE)
#: What the office may hand on for others to use as their own: its work, and works that anybody may use.
FOR_THE_PRESS = OPEN_LICENCES | {Licence.OWN}

MOST_PIECES = 60
#: One package is made by one task of the queue, which has a quarter of an hour.
MOST_BYTES = 20 * 1024**3

NOT_OUT = {
    PieceState.DRAFT: gettext_lazy("It has not been approved."),
    PieceState.IN_REVIEW: gettext_lazy("It is still in review."),
    PieceState.EXPIRED: gettext_lazy("Its time is over and it was taken out."),
    PieceState.WITHDRAWN: gettext_lazy("It was withdrawn."),
}


# -- People ------------------------------------------------------------------------


def may_deliver(user) -> Decision:
    """Those who make the pieces, who answer for them, and who run the office; no reviewer sends what they judge."""
    if _runs_everything(user) or roles.holds(user, roles.DESIGNERS, roles.APPROVERS, roles.ADMINISTRATORS):
        return ALLOWED
    return refused(_("Packages are prepared by the designers, the direction and the administrators."))


def may_look(user) -> Decision:
    """Who delivers, and the legal office, which answers for the rights; without the links for the latter."""
    if may_deliver(user) or roles.holds(user, roles.LEGAL_REVIEWERS):
        return ALLOWED
    return refused(_("Deliveries are for those who prepare them and for the legal office."))


def may_see_addresses(user) -> bool:
    """From where a package was taken is personal data: for who answers for the house."""
    return _runs_everything(user) or roles.holds(user, roles.APPROVERS, roles.ADMINISTRATORS)


def may_revoke(user, delivery) -> Decision:
    """Who prepared it, and whoever answers for the rights or for the house, while there is something to end."""
    if delivery.standing in (Standing.REVOKED, Standing.CLOSED, Standing.EXPIRED):
        return refused(_("It is not open any more."))
    answers = roles.holds(user, roles.APPROVERS, roles.ADMINISTRATORS, roles.LEGAL_REVIEWERS)
    if answers or _runs_everything(user) or (delivery.prepared_by_id == user.pk and may_deliver(user)):
        return ALLOWED
    return refused(_("Who prepared it, the direction, the legal office or the administrators end a delivery."))


def _runs_everything(user):
    return user.is_active and user.is_superuser


# -- Pieces ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outgoing:
    """
    A piece as the office let it out: its content as it was approved, and the version bound to it.

    ``not_before`` is the hour before which nobody may show it, where that is still to come.
    """

    piece: Piece
    version: PieceVersion | None
    not_before: object = None


@dataclass
class Judgement:
    """What the rules say of one piece that somebody wants to deliver."""

    piece: Piece
    decision: Decision
    outgoing: Outgoing | None = field(default=None)


def as_let_out(piece, now=None) -> Outgoing | None:
    """The published content of the piece, or what is approved and waits for its hour; None where there is neither."""
    now = now or timezone.now()
    if piece.live and not piece.expired and (piece.expire_at is None or piece.expire_at > now):
        return Outgoing(piece, piece.current_version)
    if piece.live or piece.expired or (scheduled := piece.scheduled_revision) is None:
        return None
    approved = scheduled.as_object()
    return Outgoing(approved, approved.current_version, scheduled.approved_go_live_at)


def judge(piece, receiver_kind, now=None) -> Judgement:
    """Whether the piece may be packed for that kind of receiver now, and what of it would be packed."""
    now = now or timezone.now()
    outgoing = as_let_out(piece, now)
    if outgoing is None:
        return Judgement(piece, _why_not_out(piece, now))
    if outgoing.version is None:
        return Judgement(piece, refused(_("It has no master.")))
    decision = _may_be_used_by(outgoing, receiver_kind, now)
    return Judgement(piece, decision and is_fit(outgoing.version), outgoing)


def may_still_go(item, receiver_kind, now=None) -> Decision:
    """
    Whether what was packed may still be taken.

    A master that is being inspected anew was fit when it was packed: it stays so until a
    finding says otherwise.
    """
    now = now or timezone.now()
    if item.piece is None or item.version is None:
        return refused(_("It is not in the library any more."))
    outgoing = as_let_out(item.piece, now)
    if outgoing is None:
        return _why_not_out(item.piece, now)
    if outgoing.version is None or outgoing.version.pk != item.version_id:
        return refused(_("Another version has taken the place of the one in this package."))
    decision = _may_be_used_by(outgoing, receiver_kind, now)
    if decision and _blocking(item.version):
        return is_fit(item.version)
    return decision


def gets_clean_copies(receiver_kind) -> bool:
    """
    Whether the receiver gets copies without coordinates and serial numbers in the place of the masters.

    A printer or a station gets the master bit for bit: it works with that very file, and shows it to nobody.
    """
    return receiver_kind in SHOW_TO_EVERYBODY


def too_much(judgements) -> str:
    """Why so many pieces do not fit into one package, or nothing."""
    if len(judgements) > MOST_PIECES:
        return _("A package takes up to %(most)d pieces: make several.") % {"most": MOST_PIECES}
    weight = sum(each.outgoing.version.size for each in judgements if each.outgoing and each.outgoing.version)
    if weight > MOST_BYTES:
        return _("The masters weigh %(weight)s and a package takes up to %(most)s: make several.") % {
            "weight": filesizeformat(weight),
            "most": filesizeformat(MOST_BYTES),
        }
    return ""


def _why_not_out(piece, now) -> Decision:
    state = PieceState.EXPIRED if piece.live else piece.state
    if state in (PieceState.EXPIRED, PieceState.WITHDRAWN):
        rights = rights_hold_on(piece, timezone.localdate(now))
        if not rights:
            return rights
    return refused(NOT_OUT.get(state, NOT_OUT[PieceState.DRAFT]))


def _blocking(version):
    """``Verdict.blocking`` of the newest report, read from what was prefetched of the version."""
    report = max(version.inspections.all(), key=lambda each: each.pk, default=None)
    return Verdict(report, {waiver.key: waiver for waiver in version.waivers.all()}).blocking


def _may_be_used_by(outgoing, receiver_kind, now) -> Decision:
    """Rights, consents, medium, licence and hour: what does not depend on the file."""
    piece = outgoing.piece
    if piece.channel not in CHANNELS[receiver_kind]:
        channel = str(piece.get_channel_display()).lower()
        return refused(_("This receiver takes no pieces of this channel: %(channel)s.") % {"channel": channel})
    if not (decision := rights_hold_on(piece, timezone.localdate(now))):
        return decision
    if not (decision := allowed_in_its_medium(piece)):
        return decision
    if receiver_kind == ReceiverKind.PRESS and piece.licence not in FOR_THE_PRESS:
        licence = piece.get_licence_display()
        return refused(
            _("Its licence is not the office's to hand on to the press: %(licence)s.") % {"licence": licence}
        )
    if outgoing.not_before and outgoing.not_before > now and receiver_kind not in BEFOREHAND:
        hour = date_format(timezone.localtime(outgoing.not_before), "j \\d\\e F \\d\\e Y, H:i")
        return refused(_("It goes out on %(hour)s: until then only printers and stations get it.") % {"hour": hour})
    return ALLOWED
