"""
How a stored file leaves the house: whole, in part, or not again (RFC 9110).

Works with any Django storage: it asks for the size, the time of the last change
and an open file, and reads that in chunks. A bucket gives itself what is kept or played,
at an address that it signs. A store that is down is told to the reader by
``media_assets.middleware``. Nothing here decides who may read.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import Storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, parse_http_date_safe, quote_etag

from media_assets.views.long_answers import placed

CHUNK_BYTES = 64 * 1024
#: How long a cache may show a public file before it asks again: a withdrawal closes within this.
PUBLIC_SECONDS = 300

PUBLIC = f"public, max-age={PUBLIC_SECONDS}"
PRIVATE = "private, no-cache"
#: An address of the bucket opens the file to whoever has it: nobody keeps it, nobody is told whence they came.
LED_AWAY = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer"}

#: Seconds that the address of a recording is good for the office: its player asks for parts there, also after a pause.
PLAYING_SECONDS = 3600
#: The same for everybody: no longer than a cache may show what is public, so that a withdrawal closes both at once.
#: The player of the public pages asks the door again by itself (cms/static/rotativa/js/player.js).
PUBLIC_PLAYING_SECONDS = PUBLIC_SECONDS

#: Types of what the library accepts, for files whose facts are not on record.
TYPES = {
    "avif": "image/avif",
    "csv": "text/csv; charset=utf-8",
    "flac": "audio/flac",
    "gif": "image/gif",
    "heic": "image/heic",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "m4a": "audio/mp4",
    "mov": "video/quicktime",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "wav": "audio/wav",
    "webm": "video/webm",
    "webp": "image/webp",
}

#: Prefixes of what a browser shows by itself without running anything of the file's.
SHOWN = ("image/", "audio/", "video/", "application/pdf", "text/plain", "text/vtt")

#: Prefixes of what a player reads bit by bit, as long as somebody listens.
PLAYED = ("audio/", "video/")

# A file opened by its own address is a document of this site: it may draw itself and no more.
PLAIN_POLICY = (
    "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)
# Browsers' own readers of PDF are plug-ins and do not start in a sandbox.
PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
MARKUP_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file known by its place only."""

    storage: Storage
    name: str


def type_by_name(name: str) -> str:
    """The content type of a file known by its name only."""
    return TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def serve(request, file, *, content_type, filename, everybody, attachment=False, checksum=""):
    """
    Answer with a stored file, or with what the request's conditions ask.

    ``file`` is a ``FieldFile`` or a ``Stored``. ``everybody`` says that no user was asked, so that shared caches may keep the
    answer; ``checksum`` names the content where it is on record.
    """
    size, modified = _measure(file)
    attachment = attachment or not content_type.startswith(SHOWN)
    if (attachment or content_type.startswith(PLAYED)) and is_given_by_bucket(request, file.storage):
        return _signed(file, content_type, filename, seconds=_good_for(attachment, everybody))
    etag = quote_etag(checksum or hashlib.sha256(f"{file.name}\n{size}\n{modified}".encode()).hexdigest()[:40])
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": PUBLIC if everybody else PRIVATE,
        "Content-Security-Policy": _policy(content_type),
        "ETag": etag,
        "Last-Modified": http_date(modified),
        "X-Content-Type-Options": "nosniff",
    }
    empty = HttpResponse(headers=headers, content_type=content_type)
    answer = get_conditional_response(request, etag, modified, empty)
    if answer is not empty:
        return answer

    headers["Content-Disposition"] = content_disposition_header(attachment, filename)
    if request.method == "HEAD":
        return HttpResponse(headers=headers | {"Content-Length": str(size)}, content_type=content_type)

    wanted = None
    if _range_applies(request.headers.get("If-Range"), etag, modified):
        try:
            wanted = parse_range(request.headers.get("Range", ""), size)
        except UnsatisfiableRange:
            headers["Content-Range"] = f"bytes */{size}"
            return HttpResponse(status=416, headers=headers, content_type=content_type)
    first, last = wanted or (0, size - 1)
    length = last - first + 1
    headers["Content-Length"] = str(length)
    if wanted:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    try:
        content = placed(request, length, partial(_content, file, first, length if wanted else None))
    except OSError as gone:
        raise Http404 from gone
    return StoredFileResponse(content, status=206 if wanted else 200, headers=headers, content_type=content_type)


def is_given_by_bucket(request, storage) -> bool:
    """
    Whether what is kept or played is given by the bucket itself, at an address that it signs.

    Recordings above all: whoever listens would hold a thread of the house as long as it takes,
    and eight of them the whole site. What is shown stays at the address of the house, also from
    a bucket: comparisons read pixels, captions must come from the page's own origin, a drawing
    must keep our policy. A signature is for GET alone, and HEAD costs nothing here.
    """
    return request.method == "GET" and getattr(storage, "querystring_auth", False)


def lead_to_bucket(file, *, content_type, filename):
    """
    Lead to the bucket, which gives the file, or the part asked for, as a download.

    For who has passed every rule and is on record already: the address asks no more.
    """
    # A missing file and a server that is down are told here, in words, and not by the bucket.
    _measure(file)
    return _signed(file, content_type, filename)


def _good_for(attachment, everybody):
    """Seconds for which a recording may be asked for at its address; None: as any download."""
    if attachment:
        return None
    return PUBLIC_PLAYING_SECONDS if everybody else PLAYING_SECONDS


def _signed(file, content_type, filename, *, seconds=None):
    """Lead to the bucket: to play for so many seconds, else to keep."""
    said = {
        "ResponseContentDisposition": content_disposition_header(seconds is None, filename),
        "ResponseContentType": content_type,
        "ResponseCacheControl": LED_AWAY["Cache-Control"],
    }
    return HttpResponseRedirect(file.storage.url(file.name, parameters=said, expire=seconds), headers=LED_AWAY)


def _measure(file):
    """The size in bytes and the second of the last change; a bucket tells both in one answer."""
    storage = file.storage
    try:
        if hasattr(storage, "stat"):
            size, modified = storage.stat(file.name)
        else:
            size, modified = storage.size(file.name), storage.get_modified_time(file.name)
    except (OSError, ValueError, SuspiciousFileOperation) as gone:
        raise Http404 from gone
    return size, int(modified.timestamp())


def _content(file, first, length):
    """What the answer reads from. A bucket sends the part alone; on disk the rest is passed over."""
    if hasattr(file.storage, "stream"):
        return file.storage.stream(file.name, first, length)
    opened = file.storage.open(file.name, "rb")
    return opened if length is None else Portion(opened, first, length)


class StoredFileResponse(FileResponse):
    """A stream whose headers have all been said already."""

    block_size = CHUNK_BYTES

    def set_headers(self, filelike):
        """Keep what ``serve`` said: a guess from the stored name would be worse."""


class Portion:
    """``length`` bytes of an open file from ``first`` on, with what a response asks of a file."""

    def __init__(self, file, first, length):
        file.seek(first)
        self._file = file
        self._left = length

    def read(self, size=-1):
        wanted = self._left if size < 0 else min(size, self._left)
        data = self._file.read(wanted)
        self._left -= len(data)
        return data

    def close(self):
        self._file.close()


class UnsatisfiableRange(ValueError):
    """The range asked for lies wholly outside the file."""


def parse_range(header: str, size: int) -> tuple[int, int] | None:
    """
    The first and last byte asked for, or None where the whole file is the answer.

    One range of bytes is honoured. Several, another unit and a header that means
    nothing are ignored, as RFC 9110 (14.2) lets a server do.
    """
    match = re.fullmatch(r"bytes=[ \t]*(\d{0,19})-(\d{0,19})[ \t]*", header.strip(), re.ASCII | re.IGNORECASE)
    if not match or match.group(1) == match.group(2) == "":
        return None
    first, last = match.groups()
    if not first:
        length = min(int(last), size)
        if length == 0:
            raise UnsatisfiableRange
        return size - length, size - 1
    start = int(first)
    end = int(last) if last else size - 1
    if last and end < start:
        return None
    if start >= size:
        raise UnsatisfiableRange
    return start, min(end, size - 1)


def _range_applies(if_range, etag, modified):
    """Whether the part that the client holds is of this very file (RFC 9110, 13.1.5)."""
    if not if_range:
        return True
    if if_range.startswith(('"', "W/")):
        return if_range == etag
    return parse_http_date_safe(if_range) == modified


def _policy(content_type):
    if content_type == "application/pdf":
        return PDF_POLICY
    if "xml" in content_type or "html" in content_type:
        return MARKUP_POLICY
    return PLAIN_POLICY
