"""The outermost lengths that containers declare, against what the file holds."""

import sys
from array import array

from media_assets.intake.probes import tiffs
from media_assets.intake.probes.items import items_fit
from media_assets.metadata.containers import CannotClean
from media_assets.metadata.containers.boxes import walk

#: Tables of samples (ISO/IEC 14496-12, 8.6 to 8.7): bytes before their entries, bytes of each, newest version.
_TABLES = {
    b"stts": (8, 8, 0),
    b"ctts": (8, 8, 1),
    b"stsc": (8, 12, 0),
    b"stss": (8, 4, 0),
    b"stco": (8, 4, 0),
    b"co64": (8, 8, 0),
    b"stsz": (12, 4, 0),
}
#: Entries of a table that are read at once.
_PIECE = 262_144


def fits(extension, file, size) -> bool:
    """Whether everything that the container announces ends within the file."""
    if extension in ("mp4", "mov", "m4a"):
        return _boxes_fit(file, size)
    if extension in ("heic", "avif"):
        return _boxes_fit(file, size) and items_fit(file, size)
    if extension in ("wav", "webp"):
        return _riff_fits(file, size)
    if extension == "tif":
        return tiffs.strips_fit(file, size)
    if extension == "webm":
        return _segment_fits(file, size)
    return True


def tables_fit(file) -> bool:
    """
    Whether the tables of a film hold as many entries as they say, in a version that there is.

    Some programs take as many as there are, others give up the whole film.
    """
    was_seen = False
    try:
        for box in walk(file):
            if box.kind in _TABLES and box.is_within(b"moov"):
                was_seen = True
                if not _table_fits(file, box):
                    return False
    except CannotClean:
        # More boxes than anybody looks at: a film in many fragments has its tables before them.
        return was_seen
    return True


def _table_fits(file, box):
    before, each, newest = _TABLES[box.kind]
    file.seek(box.body)
    head = file.read(before)
    if len(head) < before or head[0] > newest or any(head[1:4]):
        return False
    if box.kind == b"stsz" and any(head[4:8]):
        # All samples are of one size, and none is listed.
        return int.from_bytes(head[4:8], "big") <= file.seek(0, 2)
    entries = int.from_bytes(head[-4:], "big")
    if before + entries * each > box.end - box.body:
        return False
    return box.kind != b"stsz" or _sizes_fit(file, entries)


def _sizes_fit(file, entries):
    """Whether no sample, of those that the file tells the sizes of from here on, is larger than the whole file."""
    here = file.tell()
    size = file.seek(0, 2)
    file.seek(here)
    while entries > 0:
        piece = array("I", file.read(4 * min(entries, _PIECE)))
        if sys.byteorder == "little":
            piece.byteswap()
        if not piece or max(piece) > size:
            return False
        entries -= len(piece)
    return True


def _boxes_fit(file, size):
    """Top-level boxes of an ISO base media file (ISO 14496-12)."""
    at = 0
    while at + 8 <= size:
        file.seek(at)
        header = file.read(16)
        length = int.from_bytes(header[:4], "big")
        if length == 1:
            length = int.from_bytes(header[8:16], "big")
        elif length == 0:
            return True
        if length < 8 or at + length > size:
            return False
        at += length
    return at == size


def _riff_fits(file, size):
    """RIFF; a recorder that did not know the length in time wrote all ones."""
    file.seek(0)
    header = file.read(8)
    length = int.from_bytes(header[4:8], "little")
    return header[:4] != b"RIFF" or length == 0xFFFFFFFF or length + 8 <= size


def _segment_fits(file, size):
    """The segment of a Matroska or WebM file (RFC 8794, RFC 9559); a live one has no length."""
    file.seek(4)
    header_length = _variable(file)
    if header_length is None:
        return True
    file.seek(header_length, 1)
    if file.read(4) != b"\x18\x53\x80\x67":
        return False
    length = _variable(file)
    return length is None or file.tell() + length <= size


def _variable(file):
    """An EBML length of one to eight bytes; all ones is unknown."""
    first = file.read(1)
    if not first or not first[0]:
        return None
    extra = 8 - first[0].bit_length()
    value = (first[0] & ((1 << (7 - extra)) - 1)) << (8 * extra) | int.from_bytes(file.read(extra), "big")
    return None if value == (1 << (7 * (extra + 1))) - 1 else value
