"""
WebM (Matroska, RFC 9559): tags and attachments become void elements where they stand.
"""

import shutil

from media_assets.metadata.containers import CannotClean, Found, boxes, positions, tags
from media_assets.metadata.said import Private

_EBML, _SEGMENT, _TAGS, _ATTACHMENTS, _INFO = 0x1A45DFA3, 0x18538067, 0x1254C367, 0x1941A469, 0x1549A966
_TITLE, _FILENAME, _PREVIOUS, _NEXT = 0x7BA9, 0x7384, 0x3C83AB, 0x3E83BB
_CLUSTER = 0x1F43B675
MOST = 200_000


def look(path) -> Found:
    found = Found()
    with open(path, "rb") as file:
        for kind, _at, body, end in _elements(file):
            if kind == _ATTACHMENTS:
                found.private.add(Private.UNREADABLE)
            elif kind == _TAGS:
                file.seek(body)
                data = file.read(min(end - body, 1024 * 1024)).lower()
                if any(mark in data for mark in (b"location", b"gps", b"latitude")):
                    found.private.add(Private.LOCATION)
                if b"serial" in data:
                    found.private.add(Private.SERIALS)
            elif kind in (_FILENAME, _PREVIOUS, _NEXT):
                found.private.add(Private.HISTORY)
    if positions.captions_tell(path, "webm"):
        # A track cannot be taken out where it stands: readers are given no such film.
        found.private.add(Private.LOCATION)
    tags.read(path, found)
    return found


def clean(source, target, statement):
    shutil.copyfile(source, target)
    with open(target, "r+b") as file:
        unwanted = [e for e in _elements(file) if e[0] in (_TAGS, _ATTACHMENTS, _TITLE, _FILENAME, _PREVIOUS, _NEXT)]
        for _kind, at, _body, end in unwanted:
            _void(file, at, end - at)


def _void(file, at, length):
    """A void element of exactly that length (RFC 8794, 11.3.2)."""
    width = 1 if length < 100 else 8
    size = length - 1 - width
    file.seek(at)
    file.write(b"\xec" + ((1 << (7 * width)) | size).to_bytes(width, "big"))
    boxes.blank(file, at + 1 + width, size)


def _elements(file):
    """(id, start, body, end) of what stands in the segment and in its information."""
    size = file.seek(0, 2)
    waiting, budget = [(0, size)], MOST
    while waiting:
        at, end = waiting.pop()
        while at < end:
            budget -= 1
            if budget < 0:
                raise CannotClean("too many elements")
            file.seek(at)
            kind, kind_width = _variable(file, keep=True)
            length, width = _variable(file, keep=False)
            if kind is None or length is None:
                break
            body = at + kind_width + width
            last = end if length == (1 << (7 * width)) - 1 else body + length
            if last > end:
                break
            if kind in (_SEGMENT, _INFO):
                waiting.append((body, last))
            else:
                yield kind, at, body, last
            at = last


def _variable(file, keep):
    first = file.read(1)
    if not first or not first[0]:
        return None, 0
    width = 9 - first[0].bit_length()
    rest = file.read(width - 1)
    if len(rest) < width - 1:
        return None, 0
    value = int.from_bytes(first + rest, "big")
    return (value if keep else value & ((1 << (7 * width)) - 1)), width
