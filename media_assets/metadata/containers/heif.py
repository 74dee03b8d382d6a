"""
HEIC and AVIF (ISO/IEC 23008-12): EXIF and XMP are items of the file, written over where they lie.
"""

import shutil

from media_assets.metadata import xmp
from media_assets.metadata.containers import LARGEST_BLOCK, CannotClean, Found, boxes
from media_assets.metadata.said import Private
from media_assets.metadata.statement import Statement, exif_block, packet


def look(path) -> Found:
    found = Found()
    with open(path, "rb") as file:
        for kind, extents in _items(file):
            data = b"".join(_read(file, at, length) for at, length, _record in extents)
            if kind == b"Exif":
                start = 4 + int.from_bytes(data[:4], "big")
                found.exif = found.exif or data[start:].removeprefix(b"Exif\0\0")
            else:
                found.xmp.append(data)
        if any(box.kind in (b"uuid", b"udta") for box in boxes.walk(file)):
            found.private.add(Private.UNREADABLE)
    return found


def clean(source, target, statement):
    shutil.copyfile(source, target)
    with open(target, "r+b") as file:
        items = list(_items(file))
        if not any(box.kind == b"meta" for box in boxes.walk(file)):
            raise CannotClean("no picture in it")
        for kind, extents in items:
            if len(extents) != 1:
                raise CannotClean("its metadata lies in pieces")
            at, length, record = extents[0]
            if kind == b"Exif":
                whole, fitting = bytes(4) + exif_block(statement), _exif(statement, length)
            else:
                whole, fitting = packet(statement) if statement else b"", _words(statement, length)
            file.seek(at)
            if len(whole) > length and record is not None:
                # It does not fit where the former one lay: to the end, and the table says so.
                boxes.blank(file, at, length)
                _move_to_end(file, whole, record)
            else:
                file.write(fitting)
        for box in list(boxes.walk(file)):
            if box.kind in (b"uuid", b"udta"):
                boxes.free(file, box)


def _move_to_end(file, data, record):
    at = file.seek(0, 2)
    file.write((len(data) + 8).to_bytes(4, "big") + b"mdat" + data)
    file.seek(record)
    file.write((at + 8).to_bytes(4, "big") + len(data).to_bytes(4, "big"))


def _exif(statement, length):
    for block in (exif_block(statement), exif_block(Statement()) or b"II*\0\x08\0\0\0\0\0\0\0\0\0"):
        if block and len(block) + 4 <= length:
            return (bytes(4) + block).ljust(length, b"\0")
    return bytes(length)


def _words(statement, length):
    for data in (packet(statement) if statement else b"", packet(Statement())):
        if data and len(data) <= length:
            return data.ljust(length, b" ")
    return b" " * length


def _items(file):
    """
    (kind, [(offset, length, record)]) of the items of EXIF and XMP; ``record`` is where the
    file says the first two in four bytes each, or None where it says them otherwise.
    """
    names, places, stored = {}, {}, None
    for box in boxes.walk(file):
        if box.kind == b"iinf" and box.is_within(b"meta"):
            names = _names(file, box)
        elif box.kind == b"iloc" and box.is_within(b"meta"):
            places = _places(boxes.content(file, box, LARGEST_BLOCK), box.body)
        elif box.kind == b"idat" and box.is_within(b"meta"):
            stored = box
    size = file.seek(0, 2)
    for item, kind in names.items():
        if item not in places:
            continue
        method, extents = places[item]
        if method == 1 and stored:
            extents = [(stored.body + at, length, None) for at, length, _record in extents]
        elif method != 0:
            raise CannotClean("its metadata lies elsewhere")
        if any(at + length > size or length > LARGEST_BLOCK for at, length, _record in extents):
            raise CannotClean("its metadata lies outside")
        yield kind, extents


def _names(file, box):
    data = boxes.content(file, box, LARGEST_BLOCK)
    at, names = 6 if data[0] == 0 else 8, {}
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] != b"infe" or size < 16:
            break
        body = data[at + 8 : at + size]
        width = 2 if body[0] == 2 else 4
        item, kind = int.from_bytes(body[4 : 4 + width], "big"), body[6 + width : 10 + width]
        if kind == b"Exif" or (kind == b"mime" and (b"rdf+xml" in body or b"xmp" in body)):
            names[item] = kind
        at += size
    return names


def _places(data, body):
    """{item: (method, [(offset, length, record)])} of a box of locations (ISO/IEC 14496-12, 8.11.3)."""
    version = data[0]
    sizes = (data[4] >> 4, data[4] & 15, data[5] >> 4, data[5] & 15 if version else 0)
    at, places = 6, {}

    def take(width):
        nonlocal at
        value = int.from_bytes(data[at : at + width], "big")
        at += width
        return value

    wide = 4 if version == 2 else 2
    for _number in range(min(take(wide), 10_000)):
        if at >= len(data):
            break
        item, method = take(wide), take(2) & 15 if version else 0
        take(2)
        base, extents = take(sizes[2]), []
        for _extent in range(min(take(2), 1000)):
            take(sizes[3])
            record = body + at if sizes[:2] == (4, 4) and base == 0 else None
            offset = take(sizes[0])
            extents.append((base + offset, take(sizes[1]), record))
        places[item] = method, extents
    return places


def _read(file, at, length):
    file.seek(at)
    return file.read(min(length, max(LARGEST_BLOCK, xmp.LARGEST)))
