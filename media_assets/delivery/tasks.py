"""The background work of deliveries. It may run twice without harm."""

from django.tasks import task

from media_assets.delivery.packing import carry_out

#: Somebody waits for a package with the telephone in hand: it goes before the likenesses of what was uploaded today.
BEFORE_OTHERS = 50


@task(backend="background", takes_context=True, priority=BEFORE_OTHERS)
def pack_delivery(context, delivery_id):
    """Make the package of a delivery, unless it was cancelled or another worker is at it."""
    carry_out(delivery_id, str(context.task_result.id))
