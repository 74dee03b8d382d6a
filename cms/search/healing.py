"""
The engine's index in step with the database, whatever happened in between.

``tell`` sends the changes of one transaction, in the request that made them. ``heal``
sends what is left over and makes the index anew when the engine has none, or one of
another shape. The scheduler asks ``heal_if_needed`` and the worker does the work.
"""

import logging

from django.core.cache import cache
from django.core.management import call_command
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.search.backends import get_search_backend

from .availability import engine, is_of_engine, told
from .changes import EVERYTHING, IndexChange

logger = logging.getLogger(__name__)

#: Changes sent in one request to the engine.
BATCH = 200
#: Seconds after which the healing of a process that was killed may be taken over.
LONGEST_HEALING = 600
HEALING = "search:healing"


def search_engine():
    """The backend of ``SEARCH_URL``, or None where the database searches."""
    backend = get_search_backend()
    return backend if getattr(backend, "is_engine", False) else None


def tell(changes) -> bool:
    """Send those changes to the engine; whether it has them. One that is down costs no time twice."""
    backend = search_engine()
    if backend is None:
        changes.delete()
        return True
    if not engine.may_ask():
        return False
    try:
        if IndexChange.objects.filter(model=EVERYTHING).exists() or not backend.has_indexes():
            # An index that is being made, or has still to be, will hold what these changes say.
            return False
        _send(backend, list(changes))
    except Exception as fault:
        if not is_of_engine(fault):
            raise
        engine.failed(fault)
        return False
    engine.answered()
    return True


def heal(everything=False, out=lambda line: None) -> bool:
    """Make the engine's index as the database is; whether it is by now."""
    backend = search_engine()
    if backend is None:
        IndexChange.objects.all().delete()
        return True
    if not cache.add(HEALING, True, LONGEST_HEALING):
        out("Another process heals the index.")
        return False
    try:
        return _heal(backend, everything, out)
    except Exception as fault:
        if not is_of_engine(fault):
            raise
        engine.failed(fault)
        out(f"{told(fault)}.")
        return False
    finally:
        cache.delete(HEALING)


def _heal(backend, everything, out):
    if everything or not backend.has_indexes():
        # While this row is there, changes wait, so that none is told to the index about to go.
        IndexChange.objects.get_or_create(model=EVERYTHING, defaults={"key": ""})
    if whole := list(IndexChange.objects.filter(model=EVERYTHING).values_list("pk", flat=True)):
        out("Making the index anew…")
        call_command("update_index", backend_name="default", verbosity=0)
        IndexChange.objects.filter(pk__in=whole).delete()
    told = 0
    while batch := list(IndexChange.objects.exclude(model=EVERYTHING).order_by("pk")[:BATCH]):
        sent = _send(backend, batch)
        told += sent
        if not sent:
            break
    engine.answered()
    out(f"{told} changes told.")
    return not IndexChange.objects.exists()


def _send(backend, changes) -> int:
    """Send changes and forget those that the engine has, or will never take; returns how many."""
    kept = backend.send(changes)
    done = [change.pk for change in changes if change.pk not in kept]
    return IndexChange.objects.filter(pk__in=done).delete()[0]


def needs_healing() -> bool:
    backend = search_engine()
    if backend is None or not engine.may_ask():
        return False
    try:
        answer = IndexChange.objects.exists() or not backend.has_indexes()
    except Exception as fault:
        if not is_of_engine(fault):
            raise
        engine.failed(fault)
        return False
    engine.answered()
    return answer


def heal_if_needed():
    """Give the worker the task, unless it has it already."""
    from cms.tasks import heal_search

    waiting = DBTaskResult.objects.filter(
        task_path=heal_search.module_path, status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
    )
    if needs_healing() and not waiting.exists():
        heal_search.enqueue()


def state() -> tuple[bool, str]:
    """Whether search works as it should and who searches, in words that may be published."""
    backend = search_engine()
    if backend is None:
        return True, "the database searches"
    waiting = IndexChange.objects.count()
    if not engine.may_ask():
        return False, f"the engine does not answer, the database searches; {waiting} changes wait"
    try:
        has_indexes = backend.has_indexes()
    except Exception as fault:
        if not is_of_engine(fault):
            raise
        engine.failed(fault)
        return False, f"the engine does not answer, the database searches; {waiting} changes wait"
    engine.answered()
    if not has_indexes:
        return False, f"the engine has no index yet, the database searches; {waiting} changes wait"
    return True, f"{backend.client_name}; {waiting} changes wait"
