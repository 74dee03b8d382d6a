"""
Files made from a published page, kept in the private store until the page changes.

A file is named by the revision that it shows and by a mark of all else it depends
on, so that an old one is never taken for the present one; whoever asks for a file
that is not there yet makes it, one at a time.
"""

import hashlib
import logging
import os
import tempfile
import time
from pathlib import Path

from django.core.cache import cache
from django.core.files.base import File
from django.core.files.storage import default_storage

logger = logging.getLogger(__name__)

#: The longest that making one file may take before another process tries (seconds): what one
#: that was killed leaves behind is over by then.
LOCK_SECONDS = 120
#: How long one that needs another's file waits for it.
PATIENCE_SECONDS = 15
LOOK_AGAIN_SECONDS = 0.25


class NotReady(Exception):
    """The file is being made; the reader is asked to come back."""


class PreparedFile:
    """
    One kind of file, one per page.

    ``make(page, file)`` writes the content into an open file; ``mark(page)`` gives
    plain values, whatever the content depends on beyond the revision.
    """

    def __init__(self, folder, extension, make, mark):
        self.folder = folder
        self.extension = extension
        self._make = make
        self._mark = mark

    def mark(self, page) -> str:
        """Names the content: another revision, address or circumstance is another mark."""
        parts = (page.live_revision_id, page.last_published_at, page.url_path, *self._mark(page))
        digest = hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:20]
        return f"{page.live_revision_id or 0}-{digest}"

    def name(self, page) -> str:
        return f"{self._folder_of(page)}/{self.mark(page)}.{self.extension}"

    def ready(self, page) -> str | None:
        """The stored name of the page's file, or None while it has not been made."""
        name = self.name(page)
        return name if default_storage.exists(name) else None

    def ensure(self, page, *, wait_seconds=0) -> str:
        """The stored name, made now if need be. While another process makes it: wait so long, then ``NotReady``."""
        name = self.name(page)
        lock = f"prepared:{name}"
        deadline = time.monotonic() + wait_seconds
        while not default_storage.exists(name):
            if cache.add(lock, True, LOCK_SECONDS):
                try:
                    self._store(page, name)
                finally:
                    cache.delete(lock)
            elif time.monotonic() >= deadline:
                raise NotReady(name)
            else:
                time.sleep(LOOK_AGAIN_SECONDS)
        return name

    def open(self, page):
        """The page's file, open for reading; made now if need be."""
        return default_storage.open(self.ensure(page, wait_seconds=PATIENCE_SECONDS), "rb")

    def forget(self, page, but=None):
        """Delete what was made for the page, except the file of that name."""
        folder = self._folder_of(page)
        try:
            _folders, files = default_storage.listdir(folder)
        except (FileNotFoundError, NotADirectoryError):
            return
        for file in files:
            if f"{folder}/{file}" != but:
                default_storage.delete(f"{folder}/{file}")

    def _folder_of(self, page):
        return f"{self.folder}/{page.pk}"

    def _store(self, page, name):
        with tempfile.TemporaryFile() as content:
            self._make(page, content)
            content.seek(0)
            _put(name, content)
        self.forget(page, but=name)


def _put(name, content):
    """Store whole or not at all: a process that dies while it writes leaves nothing under the name."""
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:
        # The name says the content: what a slower process stores again is the same file.
        default_storage.replace(name, File(content))
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            while chunk := content.read(1024 * 1024):
                file.write(chunk)
        os.replace(part, path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
