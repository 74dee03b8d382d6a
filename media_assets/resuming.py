"""
Background work that was promised and is nowhere.

A web process may be killed between recording a master and asking for its
previews; a worker, in the middle of making them. What lacks its likeness and
waits in no queue is asked for again.
"""

from django.db.models import Exists, OuterRef, Q
from django.tasks import TaskResultStatus
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from media_assets import renditions
from media_assets.models import (
    EditorialImage,
    EditorialMedia,
    EditorialRendition,
    InspectionReport,
    PieceVersion,
    ProcessingState,
)
from media_assets.tasks import inspect_version, prepare_media, prepare_renditions, prepare_version

_QUEUED = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def resume() -> int:
    """Ask again for all that is missing; returns how many tasks were queued."""
    _give_up_on_versions()
    prepared = EditorialRendition.objects.filter(image=OuterRef("pk"), filter_spec=renditions.OPEN_GRAPH)
    inspected = InspectionReport.objects.filter(version=OuterRef("pk")).exclude(state__in=_UNFINISHED)
    return (
        _queue(prepare_version, PieceVersion.objects.filter(processing__in=_UNFINISHED))
        + _queue(inspect_version, PieceVersion.objects.exclude(Exists(inspected)))
        + _queue(prepare_renditions, EditorialImage.objects.exclude(Exists(prepared)))
        + _queue(prepare_media, EditorialMedia.objects.filter(Q(duration=0) | Q(type="video", thumbnail="")))
    )


_UNFINISHED = (ProcessingState.PENDING, ProcessingState.RUNNING)


def _queue(task, wanting):
    """Queue the task for each object that wants it and has not got it queued, nor failed at it."""
    known = _subjects(task, (*_QUEUED, TaskResultStatus.FAILED))
    missing = [pk for pk in wanting.order_by("pk").values_list("pk", flat=True) if pk not in known]
    for pk in missing:
        task.enqueue(pk)
    return len(missing)


def _give_up_on_versions():
    """A version whose work failed for good, without time to say so, does not wait for ever."""
    lost = _subjects(prepare_version, (TaskResultStatus.FAILED,)) - _subjects(prepare_version, _QUEUED)
    PieceVersion.objects.filter(pk__in=lost, processing__in=_UNFINISHED).update(
        processing=ProcessingState.FAILED,
        processing_message=_("The previews could not be made because of a fault of the system."),
    )


def _subjects(task, states):
    """The ids that entries of the task in the queue are about."""
    entries = DBTaskResult.objects.filter(task_path=task.module_path, status__in=states)
    return {entry["args"][0] for entry in entries.values_list("args_kwargs", flat=True)}
