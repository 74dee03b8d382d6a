"""
The generation of the public site: which answers kept in any process are still true.

Its token lies where every web process sees it: in a file beside the file cache, whose
``stat`` costs a reader two microseconds, or in the shared cache server. A page is kept
under the generation that was current *before* it was made, so that one made from the
old content while somebody publishes is born forgotten.
"""

import json
import logging
import os
import tempfile
import time
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as clock
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.models import Page

from media_assets.models import Piece

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Generation:
    """``until``: the moment (seconds since 1970) at which time itself changes the public site."""

    id: str
    until: float


class FileToken:
    """The token in a file of its own, replaced whole and re-read only when it is another."""

    def __init__(self, path: Path):
        self.path = path
        self._seen = None
        self._generation = None

    def read(self) -> Generation | None:
        try:
            found = os.stat(self.path)
            signature = (found.st_ino, found.st_mtime_ns, found.st_size)
            if signature != self._seen:
                self._generation = Generation(**json.loads(self.path.read_bytes()))
                self._seen = signature
            return self._generation
        except (OSError, ValueError, TypeError):
            return None

    def write(self, generation: Generation):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".generation-")
        with os.fdopen(handle, "w") as file:
            json.dump({"id": generation.id, "until": generation.until}, file)
        os.replace(name, self.path)


class CacheToken:
    """The token in the shared cache server, for houses of several machines."""

    KEY = "generation"

    def read(self) -> Generation | None:
        return caches["pages"].get(self.KEY)

    def write(self, generation: Generation):
        caches["pages"].set(self.KEY, generation, timeout=None)


class Clock:
    """Reads and starts generations."""

    @cached_property
    def token(self):
        pages = settings.CACHES["pages"]
        if pages["BACKEND"].endswith("FileBasedCache"):
            return FileToken(Path(pages["LOCATION"]).parent / "generation")
        return CacheToken()

    def current(self) -> Generation | None:
        """The generation that holds, or None when there is none or its time is over."""
        try:
            found = self.token.read()
        except Exception:
            logger.warning("The token of the page cache cannot be read", exc_info=True)
            return None
        return found if found and time.time() < found.until else None

    def start(self, until: datetime) -> Generation | None:
        """Begin a new generation: all that was kept is forgotten in every process."""
        generation = Generation(uuid.uuid4().hex, until.timestamp())
        try:
            self.token.write(generation)
        except Exception:
            # Readers are then served fresh until it can be written again; see ``PAGE_CACHE_SECONDS``.
            logger.exception("The token of the page cache cannot be written")
            return None
        return generation


clock_of_the_house = Clock()


def current() -> Generation | None:
    return clock_of_the_house.current()


def renew() -> Generation | None:
    """A generation that lasts until time changes the public site by itself."""
    return clock_of_the_house.start(next_boundary(timezone.now()))


def turn():
    """Forget every kept page at once, asking nothing of the database."""
    now = timezone.now()
    clock_of_the_house.start(min(_midnight(now), now + timedelta(seconds=settings.PAGE_CACHE_SECONDS)))


def forget(**kwargs):
    """
    Forget every kept page, now and again once the change is committed.

    The first spares this process its own old pages; the second drops what others
    made of the old content while the transaction was open. Fits a signal's receiver.
    """
    turn()
    waiting = (entry[1] for entry in connection.run_on_commit)
    if not any(function is renew for function in waiting):
        transaction.on_commit(renew)


def next_boundary(now: datetime) -> datetime:
    """
    When the public site changes without anybody's hand: the next expiry, else midnight in Bogotá.

    Rights over pieces and the period of campaigns are days, so that midnight covers
    them; what the scheduler publishes starts a generation of its own.
    """
    expiries = (
        Page.objects.filter(live=True, expire_at__gt=now)
        .order_by()
        .values_list("expire_at", flat=True)
        .union(
            Piece.objects.filter(live=True, expire_at__gt=now).order_by().values_list("expire_at", flat=True), all=True
        )
        .order_by("expire_at")
    )
    try:
        first = expiries.first()
    except DatabaseError:
        logger.exception("The next expiry cannot be read")
        first = now + timedelta(seconds=settings.PAGE_CACHE_SECONDS)
    return min(_midnight(now), first) if first else _midnight(now)


def _midnight(now: datetime) -> datetime:
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, clock.min))
