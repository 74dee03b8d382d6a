"""
Work that a row promises, such as a derivative to be made or a package to be packed.

The row is the promise; the queue only says when. It is written with what it follows from and changes hands
by one conditional update, so that two workers never do the same thing; who lost it to a cancellation
or a new order changes nothing any more. Such a row has ``state``, ``progress`` (per cent), ``cancel_requested``,
``message``, ``claimed_by`` (the entry of the queue that works on it) and ``finished_at``.
"""

from django.db.models import Q
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from media_assets import queued
from media_assets.models import JobState
from media_assets.models.derivative_jobs import UNFINISHED

_ANEW = {
    "state": JobState.PENDING,
    "progress": 0,
    "cancel_requested": False,
    "message": "",
    "claimed_by": "",
    "finished_at": None,
}
_CALLED_OFF = Q(cancel_requested=True)
_QUEUED = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def promise_again(rows, **changes) -> int:
    """The rows wait as if nobody had ever begun; returns how many. Whoever asks puts them into the queue."""
    return rows.update(**_ANEW, **changes)


def cancel(rows) -> bool:
    """Nobody wants these any more; a worker that is at one notices within a second or two."""
    if end(rows.filter(state=JobState.PENDING), JobState.CANCELLED):
        return True
    return bool(rows.filter(state=JobState.RUNNING).update(cancel_requested=True))


def claim(row, claimant, *, unwanted=_CALLED_OFF) -> bool:
    """
    Whether the work, a query of one row, is this worker's now; not where it is finished or in better hands.

    What answers to ``unwanted`` is cancelled instead. Who gets a task back after a crash claims by the same name.
    """
    alive = {str(pk) for pk in DBTaskResult.objects.filter(status__in=_QUEUED).values_list("pk", flat=True)}
    abandoned = Q(state=JobState.RUNNING) & (Q(claimed_by=claimant) | ~Q(claimed_by__in=alive))
    free = row.filter(Q(state=JobState.PENDING) | abandoned)
    if end(free.filter(unwanted), JobState.CANCELLED):
        return False
    return bool(free.update(state=JobState.RUNNING, claimed_by=claimant, progress=0))


def held(job):
    """The row while it is this worker's."""
    return type(job).objects.filter(pk=job.pk, state=JobState.RUNNING, claimed_by=job.claimed_by)


def put_back(job, message="") -> None:
    """It could not be begun; the queue tries it again. The message says meanwhile what it waits for."""
    held(job).update(state=JobState.PENDING, progress=0, message=message[:300])


def end(rows, state, message="") -> int:
    """The work is over, with a message for who asked for it; returns how many rows that was true of."""
    return rows.update(state=state, message=message[:300], finished_at=timezone.now())


def resume(rows, task, fault) -> int:
    """
    Queue again what was promised and waits in no queue; returns how many.

    What the queue gave up on, without time to say so, has failed: ``fault`` is its message.
    """
    waiting, failed = queued.subjects(queued.waiting(task)), queued.keys(queued.failed(task))
    lost = rows.filter(state__in=UNFINISHED).exclude(pk__in=waiting)
    end(lost.filter(claimed_by__in=failed), JobState.FAILED, fault)
    forgotten = list(lost.order_by("pk").values_list("pk", flat=True))
    for pk in forgotten:
        task.enqueue(pk)
    return len(forgotten)
