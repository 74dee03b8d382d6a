"""
A PDF that is ready for the press with one value in it changed for another.

Each entry of each of its dictionaries is taken away, or given a value that does not belong there: another kind, a
number out of all measure, a reference to nobody or to itself. Programs that read leniently differ most on these.
"""

import io
from decimal import Decimal
from functools import cache, partial

import pikepdf

from tests.media_assets.corpus_hostile.papers_full import whole

#: What takes the place of a value, by the name that its file bears; ``owner`` is the object that holds it.
_VALUES = {
    "nothing": lambda pdf, value, owner: None,
    "minus": lambda pdf, value, owner: -7,
    "zero": lambda pdf, value, owner: 0,
    "huge": lambda pdf, value, owner: 2_147_483_647,
    "beyond": lambda pdf, value, owner: 99_999_999_999,
    "fine": lambda pdf, value, owner: Decimal("0.0000001"),
    "word": lambda pdf, value, owner: pikepdf.Name.Nada,
    "string": lambda pdf, value, owner: pikepdf.String("hola"),
    "row": lambda pdf, value, owner: pikepdf.Array([]),
    "rows": lambda pdf, value, owner: pikepdf.Array([pikepdf.Array([pikepdf.Array([1])]), pikepdf.Name.A, -1e30]),
    "book": lambda pdf, value, owner: pikepdf.Dictionary(),
    "itself": lambda pdf, value, owner: owner,
    "page": lambda pdf, value, owner: pdf.pages[0].obj,
    "stream": lambda pdf, value, owner: pdf.make_stream(b"\xff\0(hola"),
    "yes": lambda pdf, value, owner: True,
    "other": lambda pdf, value, owner: _other(value),
}


def _other(value):
    """Of the same kind and not the same: as far below nothing, backward, or cut."""
    if isinstance(value, pikepdf.Array):
        return pikepdf.Array(list(reversed(list(value)))[: max(1, len(value) - 1)])
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | Decimal):
        return value * 16 + 5
    if isinstance(value, pikepdf.Name):
        return pikepdf.Name(str(value) + "x")
    return pikepdf.String("x" * 300)


@cache
def places() -> tuple:
    """``(number of object, keys that lead to the entry)`` of every entry of every dictionary."""
    with pikepdf.open(io.BytesIO(whole())) as pdf:
        numbers = [each.objgen[0] for each in pdf.objects if each.is_indirect]
        return tuple((number, way) for number in numbers for way in _ways(pdf.get_object(number, 0), ()))


def _ways(thing, before):
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if isinstance(thing, pikepdf.Dictionary):
        entries = thing.items()
    elif isinstance(thing, pikepdf.Array):
        # The first of a row stands for the others.
        entries = enumerate(thing) if len(thing) and len(thing) < 5 else list(enumerate(thing))[:1]
    else:
        return
    for key, value in entries:
        # What qpdf writes by itself, and of its own kind.
        if key in ("/Length", "/ADBE"):
            continue
        way = (*before, key)
        yield way
        if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
            yield from _ways(value, way)


def swapped(number, way, kind) -> bytes:
    """The PDF with another value in that entry."""
    with pikepdf.open(io.BytesIO(whole())) as pdf:
        owner = holder = pdf.get_object(number, 0)
        for key in way[:-1]:
            holder = holder[key]
        value = _VALUES[kind](pdf, holder[way[-1]], owner)
        if value is not None:
            holder[way[-1]] = value
        elif isinstance(way[-1], int):
            holder[way[-1]] = pikepdf.Array([])
        else:
            del holder[way[-1]]
        buffer = io.BytesIO()
        pdf.save(
            buffer,
            static_id=True,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            fix_metadata_version=False,
        )
        return buffer.getvalue()


def _name(number, way, kind):
    said = "-".join(str(key).strip("/") for key in way)
    return f"swapped-{number}-{said}-{kind}.pdf"


def all_of_them():
    """Every value in every place: thousands, by the names of their files."""
    return {_name(*place, kind): partial(swapped, *place, kind) for place in places() for kind in _VALUES}


def _some():
    """One value for each place, each kind of value in its turn."""
    kinds = tuple(_VALUES)
    turns = ((place, kinds[number * 7 % len(kinds)]) for number, place in enumerate(places()))
    return {_name(*place, kind): partial(swapped, *place, kind) for place, kind in turns}


SWAPPED = _some()
