"""The acts of the office on a delivery: to prepare one, and to end it."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from media_assets.delivery import orders, rules
from media_assets.models import Delivery, DeliveryItem, JobState, Letter
from media_assets.storage import StorageDown

PREPARED, REVOKED = "media_assets.delivery.prepare", "media_assets.delivery.revoke"
#: Days that a link may be open, and is unless somebody says otherwise.
DAYS, USUAL_DAYS = (2, 7, 15, 30), 7
#: By what two deliveries of the same pieces are told apart.
SAME = ("receiver_kind", "receiver_name", "receiver_contact", "receiver_email", "note")
#: What one person asks for twice within this is one delivery: a button was pressed twice.
ONE_MOMENT = timedelta(seconds=20)
#: Characters: less is no reason.
SHORTEST_REASON = 12

#: Sent once when the rules close a package, with ``delivery``, ``piece`` (or None) and ``reason``.
delivery_closed = Signal()


@dataclass
class DeliveryRefused(Exception):
    """What was asked may not be done. ``pieces`` names each piece that may not go, with its reason."""

    reason: str = ""
    pieces: list = field(default_factory=list)

    def __str__(self):
        return self.reason or "; ".join(f"«{piece}»: {reason}" for piece, reason in self.pieces)


@transaction.atomic
def prepare(delivery, pieces, *, user, days=USUAL_DAYS, write_to_receiver=False, now=None) -> Delivery:
    """
    Put a delivery on record and have it packed; ``delivery`` says for whom and is not saved.

    Raises ``DeliveryRefused``, with every piece that may not go.
    """
    now = now or timezone.now()
    if not (decision := rules.may_deliver(user)):
        raise DeliveryRefused(str(decision.reason))
    if not pieces:
        raise DeliveryRefused(_("Choose at least one piece."))
    judgements = [rules.judge(piece, delivery.receiver_kind, now) for piece in pieces]
    if refused := [(each.piece, str(each.decision.reason)) for each in judgements if not each.decision]:
        raise DeliveryRefused(pieces=refused)
    if reason := rules.too_much(judgements):
        raise DeliveryRefused(reason)
    if already := _asked_twice(delivery, judgements, user, now):
        return already
    delivery.prepared_by, delivery.prepared_at = user, now
    delivery.expires_at = now + timedelta(days=days)
    if write_to_receiver and delivery.receiver_email:
        delivery.letter, delivery.letter_due_at = Letter.QUEUED, now
    delivery.save(force_insert=True)
    DeliveryItem.objects.bulk_create(
        DeliveryItem(
            delivery=delivery,
            position=place,
            piece=each.piece,
            version=each.outgoing.version,
            title=each.outgoing.piece.title,
            version_number=each.outgoing.version.number,
            size=each.outgoing.version.size,
            sha256=each.outgoing.version.sha256,
        )
        for place, each in enumerate(judgements, 1)
    )
    for each in judgements:
        said = {"delivery": delivery.pk, "receiver": delivery.receiver_name, "version": each.outgoing.version.number}
        log(instance=each.piece, action=PREPARED, user=user, data=said)
    orders.enqueue(delivery)
    return delivery


def _asked_twice(delivery, judgements, user, now):
    """The same delivery, asked for by the same person a moment ago, or None; two of their requests take turns."""
    get_user_model().objects.select_for_update(of=("self",)).get(pk=user.pk)
    asked = {name: getattr(delivery, name) for name in SAME}
    lately = Delivery.objects.filter(prepared_by=user, prepared_at__gt=now - ONE_MOMENT, **asked).order_by("-pk")
    versions = [each.outgoing.version.pk for each in judgements]
    for former in lately.not_over_at(now).exclude(state=JobState.CANCELLED):
        if list(former.items.order_by("position").values_list("version_id", flat=True)) == versions:
            return former
    return None


@transaction.atomic
def revoke(delivery, *, user, reason) -> None:
    """End a delivery and its link at once. Raises ``DeliveryRefused``."""
    if not (decision := rules.may_revoke(user, delivery)):
        raise DeliveryRefused(str(decision.reason))
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise DeliveryRefused(_("Write the reason in a sentence: the receiver reads it, and it stays on record."))
    open_still = Delivery.objects.filter(pk=delivery.pk, revoked_at=None, closed_at=None)
    if not open_still.update(revoked_at=timezone.now(), revoked_by=user, revoked_reason=reason):
        raise DeliveryRefused(_("It is not open any more."))
    for item in delivery.items.select_related("piece"):
        if item.piece:
            said = {"delivery": delivery.pk, "receiver": delivery.receiver_name, "reason": reason}
            log(instance=item.piece, action=REVOKED, user=user, data=said)
    delivery.refresh_from_db()
    transaction.on_commit(lambda: remove_package(delivery))


@transaction.atomic
def close(delivery, item, reason) -> None:
    """What the rules found at the door: the package is closed for good, and the office is told once."""
    said = f"«{item.title}»: {reason}"
    open_still = Delivery.objects.filter(pk=delivery.pk, revoked_at=None, closed_at=None)
    if open_still.update(closed_at=timezone.now(), closed_reason=said):
        delivery.refresh_from_db()
        delivery_closed.send(sender=Delivery, delivery=delivery, piece=item.piece, reason=said)
        transaction.on_commit(lambda: remove_package(delivery))


def remove_package(delivery) -> bool:
    """Take the file of a delivery that is over out of the store; its record stays. Whether it is gone."""
    if not delivery.file:
        return True
    try:
        default_storage.delete(delivery.file.name)
    except (OSError, StorageDown):
        # The scheduler comes round again.
        return False
    Delivery.objects.filter(pk=delivery.pk, removed_at=None).update(removed_at=timezone.now())
    return True
