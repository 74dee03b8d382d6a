"""
The state of each part of the house, in words that may be published.

A part is *necessary* when readers or editors cannot work without it; the others
are reported and take nobody out of service. A fault is told by its kind and never
by its message, which may hold addresses and passwords.
"""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from cms.search import healing
from editorial.notices import sending
from editorial.scheduling import due_revisions

logger = logging.getLogger(__name__)

#: Work that waits longer than this says that nobody does it.
PATIENCE = timedelta(minutes=10)


class Trouble(Exception):
    """A part does not do its work; the message is fit for the public."""


@dataclass(frozen=True)
class Part:
    """One part of the house: how to examine it and whether it is necessary."""

    name: str
    examine: Callable[[], str]
    necessary: bool = True


@dataclass(frozen=True)
class Finding:
    name: str
    works: bool
    necessary: bool
    detail: str


@dataclass(frozen=True)
class Report:
    findings: tuple[Finding, ...]

    @property
    def is_ready(self):
        return all(finding.works for finding in self.findings if finding.necessary)

    def as_dict(self):
        return {
            "status": "ok" if self.is_ready else "unavailable",
            "components": {
                finding.name: {
                    "status": "ok" if finding.works else "down" if finding.necessary else "degraded",
                    "detail": finding.detail,
                }
                for finding in self.findings
            },
        }


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return connection.vendor


def migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise Trouble(f"{len(waiting)} unapplied")
    return "applied"


def cache() -> str:
    for name in settings.CACHES:
        key, value = f"readyz:{uuid.uuid4()}", uuid.uuid4().hex
        caches[name].set(key, value, 30)
        kept = caches[name].get(key)
        caches[name].delete(key)
        if kept != value:
            raise Trouble(f"{name} does not keep what it is given")
    return "writable"


def storage() -> str:
    for name in ("default", "renditions"):
        if ask := getattr(storages[name], "ensure_answers", None):
            # A balancer does not wait as long as a file may take.
            ask()
        kept = storages[name].save(f"readyz/{uuid.uuid4().hex}", ContentFile(b"ok"))
        storages[name].delete(kept)
    return "writable"


def search() -> str:
    works, detail = healing.state()
    if not works:
        raise Trouble(detail)
    list(get_search_backend().search("rotativa", Page.objects.live())[:1])
    return detail


def worker() -> str:
    oldest = DBTaskResult.objects.ready().aggregate(oldest=Min("enqueued_at"))["oldest"]
    waited = timezone.now() - oldest if oldest else timedelta()
    if waited > PATIENCE:
        raise Trouble(f"oldest task has waited {int(waited.total_seconds())} s")
    return f"oldest task has waited {int(waited.total_seconds())} s" if oldest else "nothing waits"


def schedule() -> str:
    now = timezone.now()
    overdue = due_revisions(now - PATIENCE).count()
    if overdue:
        raise Trouble(f"{overdue} publications are overdue")
    return "nothing is overdue"


def mail() -> str:
    stuck = sending.waiting().count()
    if stuck:
        raise Trouble(f"{stuck} letters wait for the mail server")
    return "no letter waits"


PARTS = (
    Part("database", database),
    Part("migrations", migrations),
    Part("cache", cache),
    # Pages are read from the database and from caches: a store that is down costs pictures and
    # uploads, which say so themselves, and must not cost the site.
    Part("storage", storage, necessary=False),
    Part("search", search, necessary=False),
    Part("worker", worker, necessary=False),
    Part("schedule", schedule, necessary=False),
    Part("mail", mail, necessary=False),
)


def examine(parts=PARTS) -> Report:
    """Ask every part, one after the other; a part that fails stops no other."""
    return Report(tuple(_ask(part) for part in parts))


def _ask(part) -> Finding:
    try:
        return Finding(part.name, True, part.necessary, part.examine())
    except Trouble as trouble:
        return Finding(part.name, False, part.necessary, str(trouble))
    except Exception as fault:
        logger.exception("%s does not answer", part.name)
        return Finding(part.name, False, part.necessary, type(fault).__name__)
