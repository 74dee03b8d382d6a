"""
The worker's queue, mended: a task whose worker was killed is run again.

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

#: No task of the house runs longer: the bounds of their processes are far below.
LONGEST = timedelta(minutes=15)
#: A task that took so many workers down with it is not tried again.
ATTEMPTS = 3


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
