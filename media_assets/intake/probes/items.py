"""
Whether the items of an AVIF or HEIC are listed as every program reads them (ISO/IEC 23008-12 and 14496-12, 8.11).

Readers that forgive a box whose length, version or handler is not what it must be are few.
"""

import struct

#: Boxes that a file of pictures has in its ``meta``, and the newest version of each that is read everywhere.
_NEEDED = {b"hdlr": 0, b"pitm": 1, b"iloc": 2, b"iinf": 2, b"iprp": None}
_FULL = {b"ispe": 0, b"ipma": 1}
_HOLDERS = (b"ipco",)
_WIDTHS = (0, 4, 8)
_COLOURS = (b"nclx", b"rICC", b"prof")
#: One of these is named by the file itself, beside its first brand.
_BRANDS = {b"mif1", b"msf1", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"avif", b"avis"}
_MOST_BOXES = 20_000
_MOST_META = 16 * 1024 * 1024


def items_fit(file, size) -> bool:
    """Whether the open file of so many bytes has a ``meta`` box in which all stands as it must; a sequence has none."""
    try:
        found = _outermost(file, size)
        if found is None:
            return False
        kind, body = found
        return kind == b"moov" or _meta_fits(body, size)
    except (struct.error, IndexError, ValueError):
        return False


def _outermost(file, size):
    """The ``meta`` box of a picture, or of a sequence of them its ``moov``: kind and content."""
    at, sequence = 0, None
    while at + 8 <= size:
        file.seek(at)
        length, kind = struct.unpack(">I4s", file.read(8))
        if kind == b"ftyp":
            brands = file.read(min(length, 4096) - 8)[8:]
            if not _BRANDS & {brands[each : each + 4] for each in range(0, len(brands), 4)}:
                return None
            file.seek(at + 8)
        if kind == b"meta":
            # Without a length of its own it would end with the file, which other programs do not take.
            return (kind, file.read(length - 8)) if 8 < length <= _MOST_META else None
        length = length or size - at
        sequence = (kind, b"") if kind == b"moov" else sequence
        at += length if length != 1 else int.from_bytes(file.read(8), "big")
    return sequence


def _meta_fits(body, size):
    if body[:4] != bytes(4):
        return False
    inside = dict(_boxes(body[4:]))
    for kind, newest in _NEEDED.items():
        if kind not in inside or (newest is not None and (inside[kind][0] > newest or any(inside[kind][1:4]))):
            return False
    handler = inside[b"hdlr"]
    return (
        handler[8:12] == b"pict"
        and handler[-1] == 0
        and _is_listed(inside[b"pitm"], inside[b"iinf"])
        and _properties_fit(inside[b"iprp"])
        and _places_fit(inside[b"iloc"], size)
    )


def _is_listed(primary, listed):
    """Whether the item that is the picture is one of those that are described, and not a hidden one."""
    number = int.from_bytes(primary[4 : 8 if primary[0] else 6], "big")
    described = _boxes(listed[8 if listed[0] else 6 :])
    return number in {
        int.from_bytes(entry[4 : 8 if entry[0] == 3 else 6], "big")
        for kind, entry in described
        if kind == b"infe" and not entry[3] & 1
    }


def _boxes(body):
    """Kind and content of each box in there, which together fill it."""
    at, boxes = 0, []
    while at < len(body):
        length, kind = struct.unpack_from(">I4s", body, at)
        if length < 8 or at + length > len(body) or len(boxes) >= _MOST_BOXES:
            raise ValueError
        boxes.append((kind, body[at + 8 : at + length]))
        at += length
    return boxes


def _properties_fit(body):
    return all(_properties_fit(inside) if kind in _HOLDERS else _fits(kind, inside) for kind, inside in _boxes(body))


def _fits(kind, property_):
    if kind == b"colr":
        return property_[:4] in _COLOURS
    if kind == b"pixi":
        return not any(property_[:4]) and len(property_) == 5 + property_[4]
    return kind not in _FULL or property_[0] <= _FULL[kind]


def _places_fit(body, size):
    """Whether the bytes of each item are in the file (14496-12, 8.11.3), where they are kept in it."""
    version, (widths, more) = body[0], body[4:6]
    offset, length, base = widths >> 4, widths & 15, more >> 4
    index = more & 15 if version else 0
    if not {offset, length, base, index} <= set(_WIDTHS):
        return False
    wide = 4 if version == 2 else 2
    at = 6
    items, at = _number(body, at, wide)
    for _item in range(items):
        at += wide
        method, at = _number(body, at, 2) if version else (0, at)
        at += 2
        start, at = _number(body, at, base)
        extents, at = _number(body, at, 2)
        for _extent in range(extents):
            at += index
            begin, at = _number(body, at, offset)
            count, at = _number(body, at, length)
            if method & 15 == 0 and start + begin + count > size:
                return False
    return True


def _number(body, at, wide):
    if at + wide > len(body):
        raise ValueError
    return int.from_bytes(body[at : at + wide], "big"), at + wide
