"""Asking for derivatives, asking again, and calling off."""

from functools import partial

from django.db import transaction

from media_assets import jobs
from media_assets.derivatives.recipes import is_approved, recipes_for
from media_assets.derivatives.tasks import make_derivative
from media_assets.models import DerivativeJob, Recipe
from media_assets.models.derivative_jobs import UNFINISHED


def order(version, recipes=None) -> list[DerivativeJob]:
    """Ask for the derivatives of a version that nobody has asked for yet."""
    asked = []
    for recipe in recipes_for(version) if recipes is None else recipes:
        job, is_new = DerivativeJob.objects.get_or_create(version=version, recipe=recipe)
        if is_new:
            asked.append(job)
            _enqueue(job.pk)
    return asked


def order_again(job) -> bool:
    """Make once more what was finished, failed or cancelled; what is under way goes on."""
    return _restart(DerivativeJob.objects.filter(pk=job.pk).exclude(state__in=UNFINISHED))


def cancel(job) -> bool:
    """Nobody wants the job any more."""
    return jobs.cancel(DerivativeJob.objects.filter(pk=job.pk))


def lift_mark(version) -> bool:
    """The proof of what has been approved is made again without its mark; it never gets it back."""
    if not is_approved(version):
        return False
    return _restart(DerivativeJob.objects.filter(version=version, recipe=Recipe.PROOF, is_marked=True), is_marked=False)


def _restart(wanted, **changes) -> bool:
    started = False
    for pk in wanted.values_list("pk", flat=True):
        if jobs.promise_again(wanted.filter(pk=pk), **changes):
            started = True
            _enqueue(pk)
    return started


def _enqueue(pk):
    transaction.on_commit(partial(make_derivative.enqueue, pk))
