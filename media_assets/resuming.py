"""
Background work that was promised and is nowhere.

A web process may be killed between recording a master and asking for its
previews; a worker, in the middle of making them. What lacks its likeness and
waits in no queue is asked for again.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from media_assets import jobs, queued, renditions
from media_assets.delivery import orders as packages
from media_assets.derivatives.recipes import recipes_for
from media_assets.derivatives.tasks import make_derivative
from media_assets.metadata.tasks import make_public_copy
from media_assets.models import (
    DerivativeJob,
    EditorialImage,
    EditorialMedia,
    EditorialRendition,
    FileMetadata,
    InspectionReport,
    PieceVersion,
    ProcessingState,
    PublicState,
)
from media_assets.tasks import inspect_version, prepare_media, prepare_renditions, prepare_version


def resume() -> int:
    """Ask again for all that is missing; returns how many tasks were queued."""
    _give_up_on_versions()
    prepared = EditorialRendition.objects.filter(image=OuterRef("pk"), filter_spec=renditions.OPEN_GRAPH)
    inspected = InspectionReport.objects.filter(version=OuterRef("pk")).exclude(state__in=_UNFINISHED)
    awaited = InspectionReport.objects.filter(version=OuterRef("pk"), state__in=_UNFINISHED)
    return (
        _resume_derivatives()
        + packages.resume()
        + _queue(prepare_version, PieceVersion.objects.filter(processing__in=_UNFINISHED))
        + _queue(inspect_version, PieceVersion.objects.filter(~Exists(inspected) | Exists(awaited)))
        + _queue(prepare_renditions, EditorialImage.objects.exclude(Exists(prepared)))
        + _queue(make_public_copy, FileMetadata.objects.filter(public_state=PublicState.DUE))
        + _queue(prepare_media, EditorialMedia.objects.filter(Q(duration=0) | Q(type="video", thumbnail="")))
    )


def _resume_derivatives():
    """Derivatives that were promised and wait in no queue; versions from before there were any are given theirs."""
    for version in PieceVersion.objects.filter(_without_jobs()).select_related("piece"):
        DerivativeJob.objects.bulk_create(
            [DerivativeJob(version=version, recipe=recipe) for recipe in recipes_for(version)], ignore_conflicts=True
        )
    fault = _("It could not be made because of a fault of the system.")
    return jobs.resume(DerivativeJob.objects.all(), make_derivative, fault)


def _without_jobs():
    return Q(kind__in=("pdf", "image", "audio", "video")) & ~Q(
        Exists(DerivativeJob.objects.filter(version=OuterRef("pk")))
    )


_UNFINISHED = (ProcessingState.PENDING, ProcessingState.RUNNING)


def _queue(task, wanting):
    """Queue the task for each object that wants it and has not got it queued, nor failed at it."""
    known = queued.subjects(queued.waiting(task)) | queued.subjects(queued.failed(task))
    missing = [pk for pk in wanting.order_by("pk").values_list("pk", flat=True) if pk not in known]
    for pk in missing:
        task.enqueue(pk)
    return len(missing)


def _give_up_on_versions():
    """A version whose work failed for good, without time to say so, does not wait for ever."""
    lost = queued.subjects(queued.failed(prepare_version)) - queued.subjects(queued.waiting(prepare_version))
    PieceVersion.objects.filter(pk__in=lost, processing__in=_UNFINISHED).update(
        processing=ProcessingState.FAILED,
        processing_message=_("The previews could not be made because of a fault of the system."),
    )
