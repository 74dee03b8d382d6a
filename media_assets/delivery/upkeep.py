"""What the scheduler does for deliveries between its rounds: files that are over go, letters leave."""

from django.utils import timezone

from media_assets.delivery.letters import send_due
from media_assets.delivery.preparing import remove_package
from media_assets.models import Delivery

IN_ONE_ROUND = 50


def tend(now=None) -> None:
    """Safe to run at any time, and by several at once."""
    now = now or timezone.now()
    remove_what_is_over(now)
    send_due(now)


def remove_what_is_over(now) -> int:
    """Take the packages of deliveries that nobody can open any more out of the store; returns how many."""
    over = Delivery.objects.over_at(now).filter(removed_at=None).exclude(file="").order_by("pk")
    return sum(remove_package(delivery) for delivery in over[:IN_ONE_ROUND])
