"""What the queue knows of the background work that was promised: what waits, and what failed for good."""

from django.db.models import Q
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from media_assets.storage import StorageDown

#: How the queue writes down that the store of files was down: such a task is given back to it by ``cms.background``.
STORE_FAULT = f"{StorageDown.__module__}.{StorageDown.__qualname__}"
_FAILED = Q(status=TaskResultStatus.FAILED)
_BY_THE_STORE = Q(exception_class_path=STORE_FAULT)


def waiting(task):
    """Entries of the task that will be done: queued, under way, or failed only by a store that was down."""
    alive = Q(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING))
    return _entries(task).filter(alive | _FAILED & _BY_THE_STORE)


def failed(task):
    """Entries of the task that nobody tries again."""
    return _entries(task).filter(_FAILED).exclude(_BY_THE_STORE)


def subjects(entries) -> set:
    """The ids of what such entries are about."""
    return {entry["args"][0] for entry in entries.values_list("args_kwargs", flat=True)}


def keys(entries) -> set[str]:
    """The names of the entries themselves, by which a worker claims."""
    return {str(pk) for pk in entries.values_list("pk", flat=True)}


def _entries(task):
    return DBTaskResult.objects.filter(task_path=task.module_path)
