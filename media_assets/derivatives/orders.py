"""
Asking for derivatives, following them, cancelling them, and keeping what came out.

The row of the job is the promise: it is written with what it follows from, the queue
only says when. A job changes hands by one conditional update, so that two workers
never make the same thing, and its products replace the former ones in one transaction:
whoever is killed in between leaves the former ones whole.
"""

import logging
import tempfile
from functools import partial
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.db.models import Q
from django.tasks import TaskResultStatus
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from media_assets.derivatives import process
from media_assets.derivatives.recipes import STEMS, bounds_of, recipes_for
from media_assets.intake import bounded
from media_assets.metadata import statements
from media_assets.models import (
    PRODUCTS,
    DerivativeJob,
    DerivativeKind,
    JobState,
    PieceDerivative,
    Recipe,
)
from media_assets.models.derivative_jobs import UNFINISHED
from media_assets.models.versions import derivative_path
from media_assets.storage import StorageDown, at_hand
from media_assets.tasks import make_derivative

logger = logging.getLogger(__name__)


class NotMade(Exception):
    """The derivative could not be made; the message says why, for the log."""


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
    """Nobody wants the job any more; a worker that is at it notices within a second or two."""
    waiting = DerivativeJob.objects.filter(pk=job.pk, state=JobState.PENDING)
    if waiting.update(state=JobState.CANCELLED, finished_at=timezone.now()):
        return True
    running = DerivativeJob.objects.filter(pk=job.pk, state=JobState.RUNNING)
    return bool(running.update(cancel_requested=True))


def is_approved(version) -> bool:
    """Whether the office has let this master out: it is the published one, or the one that is scheduled."""
    piece = version.piece
    if piece.live and piece.current_version_id == version.pk:
        return True
    scheduled = piece.scheduled_revision if piece.approved_schedule else None
    return scheduled is not None and str(scheduled.content.get("current_version")) == str(version.pk)


def lift_mark(version) -> bool:
    """The proof of what has been approved is made again without its mark; it never gets it back."""
    if not is_approved(version):
        return False
    return _restart(DerivativeJob.objects.filter(version=version, recipe=Recipe.PROOF, is_marked=True), is_marked=False)


def _restart(jobs, **changes) -> bool:
    started = False
    for pk in jobs.values_list("pk", flat=True):
        fresh = {"state": JobState.PENDING, "progress": 0, "cancel_requested": False, "message": "", "claimed_by": ""}
        if jobs.filter(pk=pk).update(**fresh, finished_at=None, **changes):
            started = True
            _enqueue(pk)
    return started


def _enqueue(pk):
    transaction.on_commit(partial(make_derivative.enqueue, pk))


def claim(job_id, claimant) -> DerivativeJob | None:
    """The job, now this worker's own; None where it is finished, cancelled or in better hands."""
    alive = {str(pk) for pk in DBTaskResult.objects.filter(status__in=_QUEUED).values_list("pk", flat=True)}
    abandoned = Q(state=JobState.RUNNING) & (Q(claimed_by=claimant) | ~Q(claimed_by__in=alive))
    free = DerivativeJob.objects.filter(Q(state=JobState.PENDING) | abandoned, pk=job_id)
    if free.filter(cancel_requested=True).update(state=JobState.CANCELLED, finished_at=timezone.now()):
        return None
    if not free.update(state=JobState.RUNNING, claimed_by=claimant, progress=0):
        return None
    return DerivativeJob.objects.select_related("version__piece").get(pk=job_id)


_QUEUED = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def carry_out(job_id, claimant) -> None:
    """Make what the job asks for. Harmless to repeat."""
    job = claim(job_id, claimant)
    if job is None:
        return
    try:
        with at_hand(job.version.file) as path, tempfile.TemporaryDirectory(prefix="derivatives-") as out:
            _keep(job, _make(job, path, out), Path(out))
    except process.Stopped:
        _mine(job).update(state=JobState.CANCELLED, finished_at=timezone.now())
    except NotMade as failure:
        logger.warning("Derivative %s of version %s was not made: %s", job.recipe, job.version_id, failure)
        _fail(job, _("It could not be made from this file. The master is stored and whole."))
    except StorageDown:
        # The queue tries it again when the store is back.
        _mine(job).update(state=JobState.PENDING)
        raise
    except FileNotFoundError:
        _fail(job, _("The master file is missing from the store. Tell the systems office."))
        raise
    except Exception:
        _fail(job, _("It could not be made because of a fault of the system."))
        raise


def _make(job, path, out):
    version, bounds = job.version, bounds_of(job)
    job.is_marked = job.is_marked and not is_approved(version)
    request = {
        "path": str(path),
        "extension": version.file.name.rpartition(".")[2],
        "kind": version.kind,
        "recipe": job.recipe,
        "out": out,
        "mark": _("PROOF") if job.is_marked else "",
        "statement": statements.of_piece(version.piece).as_dict(),
        "widths": list(version.piece.format.widths_of_the_set),
    }
    try:
        answer = process.watch(
            "media_assets.derivatives",
            request,
            seconds=bounds.seconds,
            memory=bounds.memory,
            processors=bounds.processors,
            tell=lambda per_cent: _mine(job).update(progress=per_cent),
            stopped=lambda: not _mine(job).filter(cancel_requested=False).exists(),
        )
    except bounded.TooDemanding as error:
        raise NotMade("it asks for too much time or memory") from error
    except bounded.Broken as error:
        raise NotMade(f"the decoder broke: {error}") from error
    if "failed" in answer:
        raise NotMade(answer["failed"])
    return answer["made"]


def _mine(job):
    """The row while it is this worker's: who lost the job to a cancellation or a new order changes nothing."""
    return DerivativeJob.objects.filter(pk=job.pk, state=JobState.RUNNING, claimed_by=job.claimed_by)


def _fail(job, message):
    _mine(job).update(state=JobState.FAILED, message=message, finished_at=timezone.now())


def _keep(job, made, out):
    """Put the products in the place of the former ones, all at once or not at all."""
    _sweep(job)
    products = []
    try:
        for each in made:
            product = PieceDerivative(
                version=job.version,
                kind=DerivativeKind(each["kind"]),
                position=each["position"],
                mime=each["mime"],
                width=each.get("width"),
                height=each.get("height"),
            )
            with (out / each["name"]).open("rb") as file:
                product.size = (out / each["name"]).stat().st_size
                product.file.save(each["name"], File(file), save=False)
            products.append(product)
        _replace(job, products)
    except BaseException:
        for product in products:
            product.file.storage.delete(product.file.name)
        raise


@transaction.atomic
def _replace(job, products):
    if not _mine(job).filter(cancel_requested=False).select_for_update().exists():
        raise process.Stopped
    before = PieceDerivative.objects.filter(version=job.version, kind__in=PRODUCTS[job.recipe])
    stale = [derivative.file for derivative in before]
    before.delete()
    for product in products:
        product.save()
    done = {"state": JobState.DONE, "progress": 100, "is_marked": job.is_marked, "message": ""}
    if not _mine(job).filter(cancel_requested=False).update(**done, finished_at=timezone.now()):
        raise process.Stopped
    for file in stale:
        transaction.on_commit(partial(file.storage.delete, file.name))


def _sweep(job):
    """Take away what a worker stored and was killed before it could put on record."""
    storage = PieceDerivative._meta.get_field("file").storage
    folder = derivative_path(PieceDerivative(version=job.version), "").rstrip("/")
    try:
        names = storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    known = set(job.version.derivatives.values_list("file", flat=True))
    for name in names:
        if name.startswith(STEMS[job.recipe]) and f"{folder}/{name}" not in known:
            storage.delete(f"{folder}/{name}")
