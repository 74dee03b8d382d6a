"""
Whether what pages draw with is described as the standard says (ISO 32000-2, clauses 7 to 11).

Programs that read leniently differ most where an entry is of another kind than it should be, or is missing: some guess,
some leave the object out, and some stop. Each rule looks at one dictionary and raises ``Misfit`` with the
key at fault; ``Entries`` goes through the resources of a document, each thing once.
"""

import pikepdf

from media_assets.inspection.measuring import entries_of_inks, entries_of_letters, entries_of_streams
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
    rectangle,
    stream,
    whole,
)

#: Things of one document that are looked at.
MOST_THINGS = 50_000
#: Of its side: one that is larger than every sheet is drawn by nobody.
LARGEST_TILE = 100_000
_PREDICTORS = (1, 2, 10, 11, 12, 13, 14, 15)


class Entries:
    """Goes through resources; ``tell`` is called with the name of each thing at fault."""

    def __init__(self, tell):
        self.tell, self.seen, self.count = tell, set(), 0

    def check(self, resources):
        """Everything under resources, of which what was seen before is known."""
        if not isinstance(resources, pikepdf.Dictionary) or not self._is_new(resources):
            return
        for kind, rule in _RULES.items():
            things = resources.get(kind)
            if things is None:
                continue
            if not isinstance(things, pikepdf.Dictionary):
                self.tell(kind)
                continue
            for key, thing in things.items():
                self._one(key, thing, rule)

    def _one(self, key, thing, rule):
        if self._is_new(thing):
            self.ask(rule, thing, key)

    def ask(self, rule, thing, key=""):
        """Hold one thing against its rule."""
        try:
            rule(thing)
        except Misfit as misfit:
            self.tell(f"{key} {misfit}".strip())
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError, pikepdf.PdfError):
            self.tell(key or "/Page")

    def _is_new(self, thing):
        self.count += 1
        if self.count > MOST_THINGS:
            return False
        if isinstance(thing, pikepdf.Object) and thing.is_indirect:
            if thing.objgen in self.seen:
                return False
            self.seen.add(thing.objgen)
        return True


def page(described):
    """The entries of a page that are not its resources (7.7.3.3)."""
    optional(described, "/Group", group)
    optional(described, "/Contents", entries_of_streams.drawn)
    turned = described.get("/Rotate", 0)
    if not isinstance(turned, int) or turned % 90:
        raise Misfit("/Rotate")
    for note in described.get("/Annots", None) or ():
        if not isinstance(note, pikepdf.Dictionary):
            raise Misfit("/Annots")


def catalogue(root):
    """Layers, of which viewers ask before they draw (8.11.4)."""
    layers = root.get("/OCProperties")
    if layers is None:
        return
    demand(isinstance(layers, pikepdf.Dictionary), "/OCProperties")
    of(layers, "/OCGs", array)
    of(layers, "/D", book)
    for key in ("/ON", "/OFF", "/Order"):
        optional(layers["/D"], key, array)
    optional(layers["/D"], "/BaseState", name)
    demand(all(isinstance(layer, pikepdf.Dictionary) for layer in layers["/OCGs"]), "/OCGs")


def group(described):
    """A group of transparency (11.6.6)."""
    book(described)
    optional(described, "/CS", entries_of_inks.space)
    for key in ("/I", "/K"):
        optional(described, key, flag)


def placed(thing):
    """A form or a picture (8.9.5, 8.10.2)."""
    stream(thing)
    kind = thing.get("/Subtype")
    if kind == "/Form":
        form(thing)
    elif kind == "/Image":
        picture(thing)


def form(thing):
    entries_of_streams.packed(thing)
    of(thing, "/BBox", rectangle)
    optional(thing, "/FormType", one_of(1))
    optional(thing, "/Matrix", matrix)
    optional(thing, "/Resources", book)
    optional(thing, "/Group", group)


def picture(thing, is_mask=False):
    for key in ("/Width", "/Height"):
        of(thing, key, lambda value: demand(whole(value) > 0))
    for key in ("/ImageMask", "/Interpolate"):
        optional(thing, key, flag)
    optional(thing, "/Intent", name)
    optional(thing, "/Decode", numbers)
    optional(thing, "/Matte", numbers)
    if thing.get("/ImageMask") is not True:
        optional(thing, "/ColorSpace", entries_of_inks.space)
        optional(thing, "/BitsPerComponent", one_of(1, 2, 4, 8, 16))
    _coding(thing)
    if (soft := thing.get("/SMask")) is not None:
        demand(not is_mask and is_stream(soft), "/SMask")
        picture(soft, is_mask=True)
    if (mask := thing.get("/Mask")) is not None:
        if is_stream(mask):
            demand(not is_mask, "/Mask")
            picture(mask, is_mask=True)
        else:
            of(thing, "/Mask", numbers)


def _coding(thing):
    filters, said = thing.get("/Filter"), thing.get("/DecodeParms")
    names = list(filters) if isinstance(filters, pikepdf.Array) else [filters] if filters is not None else []
    demand(all(isinstance(each, pikepdf.Name) for each in names), "/Filter")
    parameters = list(said) if isinstance(said, pikepdf.Array) else [said]
    for each in parameters:
        if each is None:
            continue
        demand(isinstance(each, pikepdf.Dictionary), "/DecodeParms")
        optional(each, "/Predictor", one_of(*_PREDICTORS))
        for key in ("/Colors", "/Columns", "/BitsPerComponent"):
            optional(each, key, lambda value: demand(whole(value) > 0))
        for key in ("/K", "/Rows", "/DamagedRowsBeforeError", "/EarlyChange", "/ColorTransform"):
            optional(each, key, whole)
        for key in ("/EndOfLine", "/EncodedByteAlign", "/EndOfBlock", "/BlackIs1"):
            optional(each, key, flag)
        optional(each, "/JBIG2Globals", stream)


def state(thing):
    """A dictionary of graphics state (8.4.5)."""
    book(thing)
    for key in ("/LW", "/ML", "/FL", "/SM", "/CA", "/ca"):
        optional(thing, key, number)
    for key in ("/LC", "/LJ"):
        optional(thing, key, lambda value: demand(whole(value) in (0, 1, 2)))
    for key in ("/OP", "/op", "/SA", "/AIS", "/TK"):
        optional(thing, key, flag)
    optional(thing, "/OPM", whole)
    optional(thing, "/RI", name)
    optional(thing, "/D", _dashes)
    optional(thing, "/Font", _font_and_size)
    optional(thing, "/BM", lambda value: [name(each) for each in value] if _is_row(value) else name(value))
    optional(thing, "/SMask", _soft_mask)


def _is_row(value):
    return isinstance(value, pikepdf.Array)


def _dashes(value):
    demand(_is_row(value) and len(value) == 2)
    numbers(value[0])
    number(value[1])


def _font_and_size(value):
    demand(_is_row(value) and len(value) == 2)
    entries_of_letters.font(value[0])
    number(value[1])


def _soft_mask(value):
    if isinstance(value, pikepdf.Name):
        return
    book(value)
    of(value, "/S", one_of("/Alpha", "/Luminosity"))
    of(value, "/G", stream)
    form(value["/G"])
    optional(value, "/BC", numbers)
    if (transfer := value.get("/TR")) is not None and not isinstance(transfer, pikepdf.Name):
        of(value, "/TR", entries_of_inks.function)


def pattern(thing):
    """Tiles, or a gradient to paint with (8.7.3, 8.7.4)."""
    kind = whole(book(thing).get("/PatternType"))
    demand(kind in (1, 2), "/PatternType")
    optional(thing, "/Matrix", matrix)
    if kind == 1:
        stream(thing)
        of(thing, "/PaintType", one_of(1, 2))
        optional(thing, "/TilingType", one_of(1, 2, 3))
        of(thing, "/BBox", _tile)
        for key in ("/XStep", "/YStep"):
            of(thing, key, lambda value: demand(number(value) != 0))
        optional(thing, "/Resources", book)
    else:
        of(thing, "/Shading", entries_of_inks.shading)
        optional(thing, "/ExtGState", state)


def _tile(box):
    left, bottom, right, top = rectangle(box)
    demand(0 < abs(right - left) <= LARGEST_TILE and 0 < abs(top - bottom) <= LARGEST_TILE)


_RULES = {
    "/ColorSpace": entries_of_inks.space,
    "/ExtGState": state,
    "/Font": entries_of_letters.font,
    "/Pattern": pattern,
    "/Shading": entries_of_inks.shading,
    "/XObject": placed,
}
