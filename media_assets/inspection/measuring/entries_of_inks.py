"""Whether functions, colour spaces and gradients are described as the standard says (ISO 32000-2, 7.10, 8.6, 8.7.4)."""

import pikepdf

from media_assets.inspection.measuring import functions
from media_assets.inspection.measuring.kinds import (
    Misfit,
    array,
    book,
    demand,
    flag,
    is_stream,
    matrix,
    name,
    number,
    numbers,
    of,
    one_of,
    optional,
    pairs,
    rectangle,
    so_many,
    stream,
    string,
    whole,
)

_DEEPEST = 8
_PLAIN = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4, "/Pattern": 0, "/G": 1, "/RGB": 3, "/CMYK": 4}
_MEASURED = {"/CalGray": 1, "/CalRGB": 3, "/Lab": 3}
_BITS = one_of(1, 2, 4, 8, 12, 16, 24, 32)


def function(value, inputs=None, depth=0):
    """How many numbers a function gives, or None where it does not say; ``inputs`` is how many it should take."""
    demand(depth < _DEEPEST)
    functions.check(book(value))
    kind = of(value, "/FunctionType", one_of(0, 2, 3, 4))
    taken = len(of(value, "/Domain", pairs)) // 2
    demand(inputs is None or taken == inputs, "/Domain")
    given = optional(value, "/Range", pairs)
    outputs = len(given) // 2 if given else None
    if kind == 0:
        of(value, "/Range", pairs)
        sides = of(value, "/Size", so_many(taken))
        demand(all(isinstance(side, int) and side > 0 for side in sides), "/Size")
        of(value, "/BitsPerSample", _BITS)
        optional(value, "/Encode", so_many(2 * taken))
        optional(value, "/Decode", so_many(2 * outputs))
        optional(value, "/Order", one_of(1, 3))
    elif kind == 4:
        stream(value)
        of(value, "/Range", pairs)
    elif kind == 2:
        demand(taken == 1, "/Domain")
        of(value, "/N", number)
        least, most = (optional(value, key, numbers) for key in ("/C0", "/C1"))
        lengths = {len(ends) for ends in (least, most) if ends is not None} or {1}
        demand(len(lengths) == 1, "/C1")
        outputs = lengths.pop()
    else:
        outputs = _stitched(value, taken, depth)
    return outputs


def _stitched(value, taken, depth):
    demand(taken == 1, "/Domain")
    parts = list(of(value, "/Functions", array))
    demand(parts, "/Functions")
    try:
        outputs = {function(part, 1, depth + 1) for part in parts}
    except ValueError as error:
        raise Misfit("/Functions") from error
    bounds = of(value, "/Bounds", so_many(len(parts) - 1))
    least, most = value["/Domain"][0], value["/Domain"][1]
    demand(all(a <= b for a, b in zip([least, *bounds], [*bounds, most], strict=True)), "/Bounds")
    of(value, "/Encode", so_many(2 * len(parts)))
    demand(len(outputs) == 1, "/Functions")
    return outputs.pop()


def space(value, depth=0):
    """How many components a colour space has; a name that is none of the standard's stands for another resource."""
    demand(depth < _DEEPEST)
    if isinstance(value, pikepdf.Name):
        demand(not depth or str(value) in _PLAIN, str(value))
        return _PLAIN.get(str(value))
    parts = list(array(value))
    demand(parts)
    kind = str(name(parts[0]))
    if kind in _PLAIN:
        if kind == "/Pattern" and len(parts) > 1:
            space(parts[1], depth + 1)
        return _PLAIN[kind]
    if kind in _MEASURED:
        of(book(parts[1]), "/WhitePoint", so_many(3))
        optional(parts[1], "/BlackPoint", so_many(3))
        optional(parts[1], "/Matrix", so_many(9))
        return _MEASURED[kind]
    if kind == "/ICCBased":
        count = of(stream(parts[1]), "/N", one_of(1, 3, 4))
        optional(parts[1], "/Range", so_many(2 * count))
        if parts[1].get("/Alternate") is not None:
            demand(space(parts[1]["/Alternate"], depth + 1) in (count, None), "/Alternate")
        return count
    if kind in ("/Indexed", "/I"):
        return _indexed(parts, depth)
    demand(kind in ("/Separation", "/DeviceN"), kind)
    names = [parts[1]] if kind == "/Separation" else list(array(parts[1]))
    demand(names and all(isinstance(each, pikepdf.Name) for each in names), kind)
    inks = space(parts[2], depth + 1)
    demand(inks != 0, kind)
    outputs = function(parts[3], len(names))
    demand(None in (inks, outputs) or inks == outputs, f"{kind} /Range")
    if len(parts) > 4:
        book(parts[4])
    return len(names)


def _indexed(parts, depth):
    demand(len(parts) == 4, "/Indexed")
    demand(not isinstance(parts[1], pikepdf.Array) or str(parts[1][0]) not in ("/Indexed", "/Pattern"), "/Indexed")
    demand(space(parts[1], depth + 1) != 0, "/Indexed")
    demand(0 <= whole(parts[2]) <= 255, "/Indexed")
    demand(is_stream(parts[3]) or string(parts[3]) is not None, "/Indexed")
    return 1


def shading(value):
    """A gradient of one of the seven kinds (8.7.4.5)."""
    kind = of(book(value), "/ShadingType", one_of(1, 2, 3, 4, 5, 6, 7))
    inks = of(value, "/ColorSpace", space)
    demand(inks != 0, "/ColorSpace")
    optional(value, "/Background", numbers if inks is None else so_many(inks))
    optional(value, "/BBox", rectangle)
    optional(value, "/AntiAlias", flag)
    if kind > 3:
        _mesh(value, kind, inks)
    else:
        _sloped(value, kind)
    if value.get("/Function") is not None:
        of(value, "/Function", lambda given: _colours(given, 2 if kind == 1 else 1, inks))


def _sloped(value, kind):
    of(value, "/Function", lambda given: given)
    if kind == 1:
        optional(value, "/Domain", so_many(4))
        optional(value, "/Matrix", matrix)
        return
    of(value, "/Coords", so_many(4 if kind == 2 else 6))
    optional(value, "/Domain", so_many(2))
    optional(value, "/Extend", lambda ends: [flag(end) for end in array(ends)])


def _mesh(value, kind, inks):
    stream(value)
    of(value, "/BitsPerCoordinate", _BITS)
    of(value, "/BitsPerComponent", one_of(1, 2, 4, 8, 12, 16))
    if kind == 5:
        of(value, "/VerticesPerRow", lambda count: demand(whole(count) >= 2))
    else:
        of(value, "/BitsPerFlag", one_of(2, 4, 8))
    ends = of(value, "/Decode", pairs)
    parts = 1 if value.get("/Function") is not None else inks
    demand(parts is None or len(ends) == 4 + 2 * parts, "/Decode")


def _colours(given, inputs, inks):
    if isinstance(given, pikepdf.Array):
        demand(len(given) and (inks is None or len(given) == inks))
        for part in given:
            demand(function(part, inputs) in (1, None))
        return
    outputs = function(given, inputs)
    demand(None in (outputs, inks) or outputs == inks)
