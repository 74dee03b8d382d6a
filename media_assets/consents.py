"""The consents of the people shown: who may read them, how one is added, withdrawn, set aside."""

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from media_assets.models import Consent, Piece
from organization import roles
from organization.decisions import ALLOWED, Decision, refused

#: Characters: less is no reason.
SHORTEST_REASON = 12

#: Sent with ``piece`` when what its consents amount to was written on it.
consents_summed_up = Signal()


class ConsentRefused(Exception):
    """What was asked may not be done; the message says why."""


def may_read_consents(user, piece) -> Decision:
    """
    Those who gather the consents and those who answer for them; nobody else, because they are personal data.

    Designers see those of the pieces they made or uploaded to.
    """
    if user.is_superuser and user.is_active:
        return ALLOWED
    if roles.holds(user, roles.LEGAL_REVIEWERS, roles.APPROVERS):
        return ALLOWED
    if roles.holds(user, roles.DESIGNERS) and _works_on(user, piece):
        return ALLOWED
    return refused(_("The consents are personal data: the legal office, the direction and who makes the piece see them."))


def may_add_consent(user, piece) -> Decision:
    return may_read_consents(user, piece)


def may_close_consent(user) -> Decision:
    """Only the legal office and the direction say that a consent does not count any more."""
    if roles.holds(user, roles.LEGAL_REVIEWERS, roles.APPROVERS):
        return ALLOWED
    return refused(_("Only the legal office and the direction may close a consent."))


def why_withdrawn(piece, reader) -> str:
    """The words in which the last consent was taken back, for who may read them; otherwise, and without one, nothing."""
    if not may_read_consents(reader, piece):
        return ""
    withdrawn = piece.consents.that_count().filter(revoked_on__isnull=False)
    return withdrawn.order_by("revoked_on", "pk").values_list("closing_reason", flat=True).last() or ""


def record_consent(consent, *, user) -> Consent:
    """Put a signed consent on record; ``consent`` is valid and not saved. Raises ``ConsentRefused``."""
    if not (decision := may_add_consent(user, consent.piece)):
        raise ConsentRefused(str(decision.reason))
    consent.recorded_by = user
    with transaction.atomic():
        consent.save(force_insert=True)
        # The name of the person stays in the row: the record is read by more people.
        log(instance=consent.piece, action="media_assets.consent.record", user=user, data={"consent": consent.pk})
        sum_up(consent.piece)
    return consent


def withdraw_consent(consent, *, user, reason, day=None) -> None:
    """The person takes their leave back: from that day on the piece may not be used. Raises ``ConsentRefused``."""
    with transaction.atomic():
        _close(consent, user, reason, "media_assets.consent.withdraw", revoked_on=day or timezone.localdate())


def set_aside_consent(consent, *, user, reason) -> None:
    """The piece does not show the person any more, so that their leave is not needed. Raises ``ConsentRefused``."""
    with transaction.atomic():
        _close(consent, user, reason, "media_assets.consent.set_aside", set_aside_at=timezone.now())


def sum_up(piece) -> None:
    """Write on the piece what its consents amount to (``Piece.consents_*``)."""
    counting = list(piece.consents.that_count())
    stand = bool(counting) and all(consent.revoked_on is None for consent in counting)
    ends = [consent.valid_until for consent in counting if consent.valid_until]
    summed = {
        "consents_stand": stand,
        "consents_from": max((consent.valid_from for consent in counting), default=None),
        "consents_until": min(ends, default=None),
    }
    Piece.objects.filter(pk=piece.pk).update(**summed)
    for name, value in summed.items():
        setattr(piece, name, value)
    consents_summed_up.send(sender=Piece, piece=piece)


def _works_on(user, piece):
    return piece.created_by_id == user.pk or piece.versions.filter(uploaded_by=user).exists()


def _close(consent, user, reason, action, **changes):
    if not (decision := may_close_consent(user)):
        raise ConsentRefused(str(decision.reason))
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise ConsentRefused(_("Write the reason in a sentence: it stays on record."))
    # One row, once: who comes second finds it closed.
    closed = Consent.objects.filter(pk=consent.pk, set_aside_at=None)
    if "revoked_on" in changes:
        closed = closed.filter(revoked_on=None)
    if not closed.update(closed_by=user, closing_reason=reason, **changes):
        raise ConsentRefused(_("This consent was closed before."))
    consent.refresh_from_db()
    log(instance=consent.piece, action=action, user=user, data={"consent": consent.pk})
    sum_up(consent.piece)
