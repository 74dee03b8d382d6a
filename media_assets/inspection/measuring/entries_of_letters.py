"""Whether fonts are described as the standard says (ISO 32000-2, 9.5 to 9.8)."""

import pikepdf

from media_assets.inspection.measuring.entries_of_streams import packed
from media_assets.inspection.measuring.kinds import (
    array,
    book,
    demand,
    is_number,
    is_stream,
    matrix,
    name,
    number,
    numbers,
    of,
    one_of,
    optional,
    rectangle,
    so_many,
    stream,
    string,
    whole,
)
from media_assets.inspection.measuring.letters import has_a_map, is_whole_truetype, opens

_SIMPLE = ("/Type1", "/MMType1", "/TrueType", "/Type3")
#: What a program of ``/FontFile3`` may be (9.9.1, table 124).
_COMPACT = ("/Type1C", "/CIDFontType0C", "/OpenType")
_MEASURES = ("/ItalicAngle", "/Ascent", "/Descent", "/Leading", "/CapHeight", "/XHeight", "/StemV", "/StemH")


def font(thing):
    """A font of any kind."""
    kind = of(book(thing), "/Subtype", one_of("/Type0", *_SIMPLE))
    optional(thing, "/BaseFont", name)
    if (words := thing.get("/ToUnicode")) is not None:
        demand(is_stream(words) or isinstance(words, pikepdf.Name), "/ToUnicode")
    if kind == "/Type0":
        _of_many_letters(thing)
        return
    for key in ("/FirstChar", "/LastChar"):
        optional(thing, key, lambda value: demand(0 <= whole(value) <= 255))
    optional(thing, "/Widths", numbers)
    optional(thing, "/Encoding", _encoding)
    letters = optional(thing, "/FontDescriptor", descriptor)
    if kind == "/TrueType" and letters is not None:
        # The letters of a simple font are found by its own map (9.6.5.4).
        demand(has_a_map(letters), "/FontDescriptor /FontFile2")
    if kind == "/Type3":
        _drawn(thing)


def _drawn(thing):
    of(thing, "/FontMatrix", matrix)
    of(thing, "/FontBBox", rectangle)
    of(thing, "/CharProcs", book)
    of(thing, "/Encoding", lambda value: value)
    demand(all(map(is_stream, thing["/CharProcs"].values())), "/CharProcs")
    optional(thing, "/Resources", book)


def _encoding(value):
    if isinstance(value, pikepdf.Name):
        return
    optional(book(value), "/BaseEncoding", name)
    for each in optional(value, "/Differences", array) or ():
        demand(is_number(each) or isinstance(each, pikepdf.Name), "/Differences")


def _of_many_letters(thing):
    encoding = thing.get("/Encoding")
    demand(isinstance(encoding, pikepdf.Name) or is_stream(encoding), "/Encoding")
    inside = list(of(thing, "/DescendantFonts", array))
    demand(len(inside) == 1, "/DescendantFonts")
    letters = inside[0]
    of(book(letters), "/Subtype", one_of("/CIDFontType0", "/CIDFontType2"))
    optional(letters, "/BaseFont", name)
    system = of(letters, "/CIDSystemInfo", book)
    for key in ("/Registry", "/Ordering"):
        of(system, key, string)
    of(system, "/Supplement", whole)
    of(letters, "/FontDescriptor", descriptor)
    optional(letters, "/DW", number)
    optional(letters, "/W", _widths)
    optional(letters, "/DW2", so_many(2))
    optional(letters, "/W2", array)
    if (glyphs := letters.get("/CIDToGIDMap")) is not None:
        demand(is_stream(glyphs) or isinstance(glyphs, pikepdf.Name), "/CIDToGIDMap")


def _widths(value):
    """A number and a row of widths, or a first, a last and the width of all between (9.7.4.3)."""
    left = list(array(value))
    while left:
        demand(is_number(left[0]) and len(left) > 1)
        if isinstance(left[1], pikepdf.Array):
            numbers(left[1])
            left = left[2:]
        else:
            demand(len(left) > 2 and is_number(left[1]) and is_number(left[2]))
            left = left[3:]


def descriptor(value) -> bytes | None:
    """Measures of a font, and the font itself, which is returned where it is TrueType."""
    book(value)
    optional(value, "/FontName", name)
    optional(value, "/Flags", whole)
    optional(value, "/FontBBox", rectangle)
    for key in _MEASURES:
        optional(value, key, number)
    optional(value, "/FontFile", program)
    if (letters := optional(value, "/FontFile2", program)) is not None:
        demand(is_whole_truetype(letters), "/FontFile2")
    if optional(value, "/FontFile3", program) is not None:
        of(value["/FontFile3"], "/Subtype", one_of(*_COMPACT))
    return letters


def program(value) -> bytes:
    """The letters themselves."""
    letters = packed(stream(value)).read_bytes()
    demand(opens(letters))
    return letters
