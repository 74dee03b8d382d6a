"""The background work of derivatives. It may run twice without harm."""

from django.tasks import task

from media_assets.derivatives.making import carry_out


@task(backend="background", takes_context=True)
def make_derivative(context, job_id):
    """Make what a job asks for, unless it was cancelled or another worker is at it."""
    carry_out(job_id, str(context.task_result.id))
