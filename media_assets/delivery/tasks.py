"""The background work of deliveries. It may run twice without harm."""

from django.tasks import task


@task(backend="background", takes_context=True)
def pack_delivery(context, delivery_id):
    """Make the package of a delivery, unless it was cancelled or another worker is at it."""
    from media_assets.delivery.packing import carry_out

    carry_out(delivery_id, str(context.task_result.id))
