"""Asking for a package, asking again, and calling off."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from media_assets import jobs
from media_assets.delivery.tasks import pack_delivery
from media_assets.models import Delivery, JobState


def enqueue(delivery):
    transaction.on_commit(partial(pack_delivery.enqueue, delivery.pk))


def pack_again(delivery) -> bool:
    """Pack once more what failed or was cancelled and is not over."""
    ended = Delivery.objects.filter(pk=delivery.pk, state__in=(JobState.FAILED, JobState.CANCELLED))
    if not jobs.promise_again(ended.not_over_at(timezone.now())):
        return False
    enqueue(delivery)
    return True


def cancel(delivery) -> bool:
    """Nobody wants the package any more."""
    return jobs.cancel(Delivery.objects.filter(pk=delivery.pk))


def resume() -> int:
    """Ask again for what was promised and waits in no queue; returns how many."""
    return jobs.resume(Delivery.objects.all(), pack_delivery, _("It failed because of a fault of the system."))
