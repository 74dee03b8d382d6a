"""Where pages are kept: a small memory in each process before the shared cache."""

import gzip
import hashlib
import logging
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse, HttpResponseNotModified

logger = logging.getLogger(__name__)

#: Readers' browsers and proxies may keep a copy, and must ask each time whether it is still true.
REVALIDATE = "public, max-age=0, must-revalidate"
SMALLEST_TO_COMPRESS = 600


@dataclass(slots=True)
class Entry:
    """One answer, as it left the house, with the generation in which it is true."""

    generation: str
    until: float
    body: bytes
    headers: dict
    etag: str
    compressed: bytes | None = field(default=None, compare=False)

    @classmethod
    def of(cls, response, generation):
        body = bytes(response.content)
        headers = {name: value for name, value in response.items() if name.lower() not in ("content-length", "etag")}
        headers.setdefault("Cache-Control", REVALIDATE)
        if "accept-encoding" not in headers.get("Vary", "").lower():
            headers["Vary"] = f"{headers['Vary']}, Accept-Encoding" if "Vary" in headers else "Accept-Encoding"
        return cls(
            generation=generation.id,
            until=min(generation.until, time.time() + settings.PAGE_CACHE_SECONDS),
            body=body,
            headers=headers,
            etag=f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"',
        )

    def answer(self, request, state) -> HttpResponse:
        """The answer for this reader: not modified, without body, compressed, or as it is."""
        headers = self.headers | {"ETag": self.etag, "X-Page-Cache": state}
        asked = request.META.get("HTTP_IF_NONE_MATCH")
        if asked and (self.etag in asked or asked.strip() == "*"):
            headers.pop("Content-Type", None)
            response = HttpResponseNotModified()
            for name, value in headers.items():
                response[name] = value
            return response
        body = self.body
        if len(body) >= SMALLEST_TO_COMPRESS and "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
            if self.compressed is None:
                # No secret of a reader is in a public page, so that its length tells nothing (BREACH).
                self.compressed = gzip.compress(body, compresslevel=6, mtime=0)
            body = self.compressed
            headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(body))
        return HttpResponse(b"" if request.method == "HEAD" else body, headers=headers)


class Memory:
    """The last used entries of this process, bounded in number."""

    def __init__(self, limit):
        self.limit = limit
        self._entries = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key):
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
            return entry

    def put(self, key, entry):
        with self._lock:
            self._entries[key] = entry
            self._entries.move_to_end(key)
            while len(self._entries) > self.limit:
                self._entries.popitem(last=False)


class Store:
    """
    Entries by key.

    An address without parameters is one of the pages of the house: it is shared by all
    processes. One with parameters anybody may invent, so that it lives only in the
    small memory of its own, where it can push out nothing but its like.
    """

    def __init__(self):
        self.pages = Memory(500)
        self.questions = Memory(200)

    def get(self, key, generation) -> Entry | None:
        memory = self._memory(key)
        entry = memory.get(key)
        if entry is not None and self._is_true(entry, generation):
            return entry
        if memory is self.questions:
            return None
        try:
            entry = caches["pages"].get(_shared(key))
        except Exception:
            logger.warning("The page cache cannot be read", exc_info=True)
            return None
        if entry is None or not self._is_true(entry, generation):
            return None
        memory.put(key, entry)
        return entry

    def put(self, key, entry):
        memory = self._memory(key)
        memory.put(key, entry)
        if memory is self.pages:
            try:
                caches["pages"].set(_shared(key), entry, max(1, int(entry.until - time.time())))
            except Exception:
                logger.warning("The page cache cannot be written", exc_info=True)

    def _memory(self, key):
        return self.pages if key.endswith("?") else self.questions

    @staticmethod
    def _is_true(entry, generation):
        return entry.generation == generation.id and time.time() < entry.until


def _shared(key):
    return hashlib.blake2b(key.encode(), digest_size=20).hexdigest()
