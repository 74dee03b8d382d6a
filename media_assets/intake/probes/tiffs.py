"""
How the pictures of a TIFF are kept: all there, and in a way that every program reads (TIFF 6.0).

A TIFF may keep pixels in more ways than anybody reads. Those of photographs for the press are
named here; the others open in one program and in the next one not.
"""

import math
import struct

from media_assets.intake.probes import Refused

WIDTH, HEIGHT, BITS, CODING, COLOURS = 256, 257, 258, 259, 262
STRIPS, SAMPLES, ROWS, LENGTHS, PLANES = 273, 277, 278, 279, 284
TILE_WIDTH, TILE_HEIGHT, TILES, TILE_LENGTHS, FORMAT = 322, 323, 324, 325, 339

#: None, fax, LZW, JPEG, deflate under both of its numbers, and PackBits.
_PLAIN, _JPEG = 1, 7
_CODINGS = {_PLAIN, 2, 3, 4, 5, _JPEG, 8, 32773, 32946}
_NAMES_OF_CODINGS = {6: "JPEG (1992)", 34925: "LZMA", 34926: "ZSTD", 50000: "ZSTD", 50001: "WebP", 50002: "JPEG XL"}
#: White or black is nothing, RGB, a palette, inks, and what a JPEG inside is kept in.
_COLOURS, _LAB = {0, 1, 2, 3, 5, 6}, {8, 9, 10}
_EXPECTED = "RGB, CMYK, 8/16 bits, LZW, ZIP"
_MANY_PLANES = 2
_NUMBERS = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q"}
#: Kinds that the numbers of a picture are kept in, each of them one number, and the values that are known (TIFF 6.0, part 1).
_SHORT, _SHORT_OR_LONG, _RATIONAL = (3,), (3, 4), (5,)
_ORIENTATION, _FILL, _ACROSS, _DOWN, _UNIT, _PREDICTOR = 274, 266, 282, 283, 296, 317
_SINGLE = {
    WIDTH: (_SHORT_OR_LONG, None),
    HEIGHT: (_SHORT_OR_LONG, None),
    CODING: (_SHORT, None),
    COLOURS: (_SHORT, None),
    _FILL: (_SHORT, range(1, 3)),
    _ORIENTATION: (_SHORT, range(1, 9)),
    SAMPLES: (_SHORT, None),
    ROWS: (_SHORT_OR_LONG, None),
    _ACROSS: (_RATIONAL, None),
    _DOWN: (_RATIONAL, None),
    PLANES: (_SHORT, range(1, 3)),
    _UNIT: (_SHORT, range(1, 4)),
    _PREDICTOR: (_SHORT, range(1, 4)),
}
#: What no picture is without, and where pixels may begin: after the header.
_NEEDED, _FIRST_PLACE = (WIDTH, HEIGHT, CODING, COLOURS), 8
MOST_DIRECTORIES, MOST_ENTRIES, MOST_STRIPS = 10_000, 4096, 1_000_000


def strips_fit(file, size) -> bool:
    """Whether each directory of a TIFF leads to another or to the end, and all its strips and tiles are there."""
    try:
        return all(_is_all_there(file, size, order, entries) for order, entries in _directories(file))
    except (struct.error, OverflowError):
        return False


def check_common(path):
    """Raise ``Refused`` for a way of keeping pixels that not every program reads."""
    with open(path, "rb") as file:
        if _is_big(file):
            raise _uncommon("BigTIFF")
        for order, entries in _directories(file):
            told = _Values(file, order, entries)
            if not _is_in_order(told):
                raise Refused("unreadable")
            if found := _what_is_uncommon(told):
                raise _uncommon(found)


def _is_in_order(told):
    """Whether the entries are sorted, and the numbers of the picture of the kind and the values they must be."""
    tags = list(told.entries)
    if tags != sorted(tags) or not all(tag in told for tag in _NEEDED):
        return False
    for tag, (kinds, known) in _SINGLE.items():
        kind, count, _place = told.entries.get(tag, (kinds[0], 1, 0))
        if kind not in kinds or count != 1 or (known and tag in told and told.one(tag, 0) not in known):
            return False
    places, lengths = (TILES, TILE_LENGTHS) if TILES in told else (STRIPS, LENGTHS)
    return lengths in told and min(told.all(places)) >= _FIRST_PLACE


def _uncommon(found):
    return Refused("not_what_it_says", "codec", extension="tif", found=found, expected=_EXPECTED)


def _what_is_uncommon(told):
    coding, colours = told.one(CODING, _PLAIN), told.one(COLOURS, 0)
    if coding not in _CODINGS:
        return _NAMES_OF_CODINGS.get(coding, str(coding))
    if colours not in _COLOURS:
        return "Lab" if colours in _LAB else str(colours)
    if any(form != 1 for form in told.all(FORMAT, (1,))) or max(told.all(BITS, (1,))) > 16:
        return f"{max(told.all(BITS, (1,)))} bits"
    if told.one(PLANES, 1) != 1 and told.one(SAMPLES, 1) > 1:
        return "planar"
    if TILES in told and (told.one(TILE_WIDTH, 0) % 16 or told.one(TILE_HEIGHT, 0) % 16):
        return f"{told.one(TILE_WIDTH, 0)} x {told.one(TILE_HEIGHT, 0)}"
    return ""


def _is_all_there(file, size, order, entries):
    told = _Values(file, order, entries)
    if TILES in told:
        sides = told.one(TILE_WIDTH, 0), told.one(TILE_HEIGHT, 0)
        places, lengths = told.all(TILES), told.all(TILE_LENGTHS, ())
    elif STRIPS in told:
        # Some readers take strips of no rows for one strip of all; those of libtiff and MuPDF open nothing.
        sides = told.one(WIDTH, 0), min(told.one(ROWS, 1 << 32), told.one(HEIGHT, 0))
        places, lengths = told.all(STRIPS), told.all(LENGTHS, ())
    else:
        return True
    if min(sides) < 1 or (lengths and len(lengths) < len(places)):
        return False
    planes = told.one(SAMPLES, 1) if told.one(PLANES, 1) == _MANY_PLANES else 1
    across = math.ceil(told.one(WIDTH, 0) / sides[0])
    if len(places) < across * math.ceil(told.one(HEIGHT, 0) / sides[1]) * planes:
        return False
    if not all(place + length <= size for place, length in zip(places, lengths or [0] * len(places), strict=False)):
        return False
    coding = told.one(CODING, _PLAIN)
    if coding == _PLAIN and lengths:
        return _is_as_long_as_it_says(told, sides, lengths, planes)
    return coding != _JPEG or all(map(_ends_as_a_jpeg(file), places, lengths))


def _is_as_long_as_it_says(told, sides, lengths, planes):
    """Of pixels that are not packed; the last strip may have fewer rows."""
    bits = told.one(BITS, 1) * (1 if planes > 1 else told.one(SAMPLES, 1))
    row = math.ceil(sides[0] * bits / 8)
    if TILES in told:
        return all(length >= row * sides[1] for length in lengths)
    left = told.one(HEIGHT, 0) % sides[1] or sides[1]
    per_plane = len(lengths) // planes
    return all(
        length >= row * (left if number % per_plane == per_plane - 1 else sides[1])
        for number, length in enumerate(lengths[: per_plane * planes])
    )


def _ends_as_a_jpeg(file):
    def ends(place, length):
        file.seek(place + max(0, length - 16))
        return b"\xff\xd9" in file.read(min(16, length))

    return ends


# -- Reading directories ---------------------------------------------------------


class _Values:
    """The numbers that a directory tells. Raises ``struct.error`` where they are none."""

    def __init__(self, file, order, entries):
        self.file, self.order, self.entries = file, order, entries

    def __contains__(self, tag):
        return tag in self.entries

    def all(self, tag, otherwise=None):
        if tag not in self.entries and otherwise is not None:
            return otherwise
        kind, count, place = self.entries.get(tag, (0, 0, 0))
        if kind not in _NUMBERS or not 0 < count <= MOST_STRIPS:
            raise struct.error("no numbers")
        self.file.seek(place)
        return _unpacked(self.file, f"{self.order}{count}{_NUMBERS[kind]}")

    def one(self, tag, otherwise):
        return self.all(tag, (otherwise,))[0]


def _order(file):
    file.seek(0)
    return "<" if file.read(2) == b"II" else ">"


def _is_big(file):
    order = _order(file)
    return struct.unpack(f"{order}H", file.read(2))[0] == 43


def _directories(file):
    """Byte order and entries of each. Raises ``struct.error`` for a ring, or where there is none."""
    order, big, seen = _order(file), _is_big(file), set()
    file.seek(8 if big else 4)
    at = _unpacked(file, order + ("Q" if big else "I"))[0]
    while at or not seen:
        if not at or at in seen or len(seen) > MOST_DIRECTORIES:
            raise struct.error("a ring, or nothing")
        seen.add(at)
        entries, at = _directory(file, at, order, big)
        yield order, entries


def _directory(file, at, order, big):
    """Entries by tag as (kind, count, place of the value), and where the next directory is."""
    counting, entry, following = ("Q", "HHQ", "Q") if big else ("H", "HHI", "I")
    file.seek(at)
    count = _unpacked(file, order + counting)[0]
    if count > MOST_ENTRIES:
        raise struct.error("too many entries")
    entries, inline = {}, 8 if big else 4
    for _number in range(count):
        tag, kind, values = _unpacked(file, order + entry)
        place = file.tell()
        told = _unpacked(file, order + ("Q" if big else "I"))[0]
        width = struct.calcsize(f"={_NUMBERS.get(kind, 'I')}")
        if tag in entries:
            raise struct.error("an entry twice")
        entries[tag] = (kind, values, place if values * width <= inline else told)
    return entries, _unpacked(file, order + following)[0]


def _unpacked(file, layout):
    return struct.unpack(layout, file.read(struct.calcsize(layout)))
