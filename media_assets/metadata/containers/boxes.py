"""
Boxes of the ISO base media format (ISO/IEC 14496-12), on disk: films, sound in MP4, AVIF and HEIC.

A box is taken away by turning it into free space where it stands, so that no offset
moves and not one sample is touched.
"""

from dataclasses import dataclass

from media_assets.metadata.containers import CHUNK, CannotClean

MOST = 20_000
DEEPEST = 12
_HOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf", b"moof", b"traf", b"mvex", b"gmhd"}


@dataclass(frozen=True, slots=True)
class Box:
    """``at`` is where it starts, ``body`` where its content does, ``end`` where the next one does."""

    kind: bytes
    at: int
    body: int
    end: int
    depth: int
    parent: "Box | None" = None

    def is_within(self, kind):
        above = self.parent
        while above is not None:
            if above.kind == kind:
                return True
            above = above.parent
        return False


def walk(file):
    """Every box of the file that may hold metadata or say where it is, the outer before the inner."""
    size = file.seek(0, 2)
    budget = [MOST]
    yield from _walk(file, 0, size, None, budget)


def _walk(file, at, end, parent, budget):
    depth = 0 if parent is None else parent.depth + 1
    while at + 8 <= end:
        budget[0] -= 1
        if budget[0] < 0 or depth > DEEPEST:
            raise CannotClean("too many boxes")
        file.seek(at)
        length, kind = int.from_bytes(file.read(4), "big"), file.read(4)
        body = at + 8
        if length == 1:
            length, body = int.from_bytes(file.read(8), "big"), at + 16
        elif length == 0:
            length = end - at
        if length < body - at or at + length > end:
            return
        box = Box(kind, at, body, at + length, depth, parent)
        yield box
        if kind in _HOLDERS:
            yield from _walk(file, body, box.end, box, budget)
        elif kind == b"meta":
            yield from _walk(file, body + _version(file, body, box.end), box.end, box, budget)
        at += length


def _version(file, body, end):
    """QuickTime's ``meta`` is a plain box, ISO's has four bytes of version and flags first."""
    file.seek(body + 4)
    return 0 if body + 8 <= end and file.read(4) in (b"hdlr", b"mhdr", b"keys", b"ilst") else 4


def content(file, box, most=1024 * 1024):
    file.seek(box.body)
    return file.read(min(box.end - box.body, most))


def free(file, box):
    """The box as free space of the same length, its content blanked."""
    file.seek(box.at + 4)
    file.write(b"free")
    blank(file, box.body, box.end - box.body)


def blank(file, at, length):
    file.seek(at)
    while length > 0:
        piece = min(length, CHUNK)
        file.write(bytes(piece))
        length -= piece
