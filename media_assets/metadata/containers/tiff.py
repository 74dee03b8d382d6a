"""
TIFF 6.0: the metadata stands in the same directories as the picture.

The copy has the directories written anew at its end, with the entries that a picture
needs; the bytes of all other values are blanked where they lie, so that nothing of them
is left for who looks between the lines.
"""

import mmap
import shutil
import struct

from media_assets.metadata import exif, iptc
from media_assets.metadata.containers import CannotClean, Found
from media_assets.metadata.said import Private
from media_assets.metadata.statement import artists, packet

#: Beyond this, reading the directories of a scan would read the scan.
LARGEST = 2 * 1024**3
#: What it takes to show a page: sizes, layout, compression, colour. By number, TIFF 6.0 and its technical notes.
_KEPT = {
    *(254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284),
    *(286, 287, 290, 291, 292, 293, 296, 297, 301, 317, 318, 319, 320, 321, 322, 323, 324, 325, 332, 333, 334, 336),
    *(337, 338, 339, 340, 341, 347, 512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532, 34675),
}


def look(path) -> Found:
    block = _block(path)
    found = Found(exif=block.data, is_tiff=True)
    if words := block.value(exif.XMP):
        found.xmp.append(bytes(words))
    if records := block.value(exif.IPTC):
        found.iim = _in_order(block, bytes(records))
    if resources := block.value(exif.PHOTOSHOP):
        inner, digest, thumbnail = iptc.from_photoshop(bytes(resources))
        found.iim, found.iim_digest = found.iim or inner, digest
        if thumbnail:
            found.private.add(Private.THUMBNAIL)
    return found


def _in_order(block, records):
    """Some programs write the records as numbers of four bytes, in the order of the file."""
    entry = next((e for e in block.entries if e.tag == exif.IPTC and e.directory == "0"), None)
    if entry and entry.kind == 4 and block.order == "<" and records[:1] != b"\x1c" and records[3:4] == b"\x1c":
        return b"".join(records[at : at + 4][::-1] for at in range(0, len(records), 4))
    return records


def _block(path):
    with open(path, "rb") as file:
        if not 8 <= file.seek(0, 2) <= LARGEST:
            raise CannotClean("no TIFF, or too large")
        # A scan is larger than the memory that reading its directories deserves.
        return exif.Block(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def clean(source, target, statement):
    block = _block(source)
    pages = [each for each in block.directories if each[3].isdigit()]
    if not block.whole or not pages:
        raise CannotClean("its directories cannot be read")
    shutil.copyfile(source, target)
    with open(target, "r+b") as file:
        kept = [e for e in block.entries if e.directory.isdigit() and e.tag in _KEPT]
        needed = _needed(block, kept)
        for entry in block.entries:
            if entry not in kept and entry.size > 4 and not _overlaps(entry.value_at, entry.size, needed):
                _blank(file, entry.value_at, entry.size)
        for at, count, _next, _name in block.directories:
            _blank(file, at, 2 + 12 * count + 4)
        _write_directories(file, block, pages, kept, statement)


def _needed(block, kept):
    """The stretches of the file that hold the picture and the values that stay, in order."""
    stretches = [(e.value_at, e.value_at + e.size) for e in kept if e.size > 4]
    for name in {e.directory for e in kept}:
        for starts, lengths in ((273, 279), (324, 325), (513, 514)):
            offsets, sizes = (_numbers(block, kept, name, tag) for tag in (starts, lengths))
            stretches += [(a, a + n) for a, n in zip(offsets, sizes, strict=False)]
    return sorted(stretches)


def _numbers(block, kept, name, tag):
    entry = next((e for e in kept if e.directory == name and e.tag == tag), None)
    if entry is None or entry.kind not in (3, 4):
        return []
    form = "H" if entry.kind == 3 else "I"
    return struct.unpack_from(f"{block.order}{entry.count}{form}", block.data, entry.value_at)


def _overlaps(at, size, stretches):
    return any(start < at + size and at < end for start, end in stretches)


def _blank(file, at, size):
    file.seek(at)
    file.write(bytes(size))


def _write_directories(file, block, pages, kept, statement):
    order, link = block.order, 4
    for number, (_at, _count, _next, name) in enumerate(pages):
        records = [(e.tag, block.data[e.record_at : e.record_at + 12]) for e in kept if e.directory == name]
        if number == 0 and statement:
            for tag, data in (
                (exif.ARTIST, artists(statement)[:250].encode()),
                (exif.COPYRIGHT, statement.copyright[:250].encode()),
            ):
                if len(data) > 3:
                    where = _append(file, data + b"\0")
                    records.append((tag, struct.pack(f"{order}HHII", tag, 2, len(data) + 1, where)))
            words = packet(statement)
            records.append((exif.XMP, struct.pack(f"{order}HHII", exif.XMP, 1, len(words), _append(file, words))))
        directory = struct.pack(f"{order}H", len(records)) + b"".join(r for _tag, r in sorted(records)) + bytes(4)
        at = _append(file, directory)
        file.seek(link)
        file.write(struct.pack(f"{order}I", at))
        link = at + len(directory) - 4


def _append(file, data):
    at = file.seek(0, 2)
    if at & 1:
        file.write(b"\0")
        at += 1
    file.write(data)
    return at
