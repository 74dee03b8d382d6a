"""
The worker's queue, mended: a task whose worker was killed, or which the store of files failed, is run again.

The queue marks a task as running and, when its worker dies, leaves it so for
ever. A worker here has a name that tells where it runs, so that the next one to
start can see who is gone.
"""

import os
import socket
from datetime import timedelta

from django.tasks import TaskResultStatus
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.models import DBTaskResult

from media_assets.queued import STORE_FAULT
from media_assets.storage import StorageDown, ensure_storage_answers

#: No task of the house runs longer: the bounds of their processes are far below.
LONGEST = timedelta(minutes=15)
#: A task that took so many workers down with it is not tried again.
ATTEMPTS = 3
#: For so long a task is tried again after the store of files failed it, and so long after each failure at the least.
STORE_MISSED, BREATH = timedelta(days=7), timedelta(minutes=1)


class WorkerLost(Exception):
    """Every worker that tried the task was killed."""


def worker_name() -> str:
    """The name of this process among the workers of all machines, at most 64 characters."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{get_random_string(8)}"


def requeue_abandoned(now=None) -> int:
    """Give back to the queue what dead workers were doing; returns how many tasks."""
    now = now or timezone.now()
    requeued = 0
    for task in DBTaskResult.objects.running():
        if not _is_abandoned(task, now):
            continue
        if len(task.worker_ids) >= ATTEMPTS:
            task.set_failed(WorkerLost(f"{len(task.worker_ids)} workers were lost in this task"))
        else:
            requeued += DBTaskResult.objects.filter(
                pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at
            ).update(status=TaskResultStatus.READY)
    return requeued


def try_again(now=None) -> int:
    """Give back to the queue what failed because the store of files was down, once it answers; returns how many tasks."""
    now = now or timezone.now()
    failed = DBTaskResult.objects.failed().filter(
        exception_class_path=STORE_FAULT, enqueued_at__gt=now - STORE_MISSED, finished_at__lt=now - BREATH
    )
    if not failed.exists():
        return 0
    try:
        ensure_storage_answers()
    except StorageDown:
        return 0
    return failed.update(
        status=TaskResultStatus.READY,
        worker_ids=[],
        started_at=None,
        finished_at=None,
        exception_class_path="",
        traceback="",
    )


def _is_abandoned(task, now):
    if task.started_at is None or now - task.started_at > LONGEST:
        return True
    host, _colon, rest = task.worker_ids[-1].partition(":")
    return host == socket.gethostname()[:40] and not _is_alive(rest.partition(":")[0])


def _is_alive(pid):
    """Whether another process of this machine has that number; a restarted container has ours."""
    if not pid.isdigit() or int(pid) == os.getpid():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
