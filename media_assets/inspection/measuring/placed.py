"""What a page places: pictures, forms, gradients and patterns (ISO 32000-2, 8.7 to 8.10)."""

from dataclasses import replace

import pikepdf

from media_assets.inspection.measuring import colours, functions, geometry
from media_assets.inspection.measuring.functions import numbers
from media_assets.inspection.measuring.paths import Paths
from media_assets.inspection.measuring.state import State

#: Kinds of gradients (ISO 32000-2, 8.7.4.3), and those that are nothing without a function.
_SHADINGS, _OF_FUNCTIONS = range(1, 8), (1, 2, 3)


class Placed(Paths):
    """Places things, each measured where it lands."""

    def __init__(self, walk, resources, state, depth):
        super().__init__(walk.ledger, resources, state)
        self.walk, self.depth, self.outside = walk, depth, walk.nesting

    def save(self):
        super().save()
        self.walk.nesting += 1
        self.ledger.nested(self.walk.nesting)

    def restore(self):
        super().restore()
        # A stream cannot restore what was saved outside of it.
        self.walk.nesting = max(self.outside, self.walk.nesting - 1)

    # -- Patterns and gradients ---------------------------------------------------

    def paint_pattern(self, pattern, box):
        if "/Shading" in pattern:
            self._shade(pattern["/Shading"], box)
        elif isinstance(pattern, pikepdf.Stream) and pattern.objgen not in self.walk.patterns_seen:
            self.walk.patterns_seen.add(pattern.objgen)
            state = State(ctm=_matrix(pattern, self.state.ctm), clip=box)
            self.walk.form(pattern, pattern.get("/Resources"), state, self.depth + 1)
        elif not isinstance(pattern, pikepdf.Stream):
            raise ValueError("neither a gradient nor tiles")

    def shading(self, name):
        if self.state.clip:
            self._shade(self.resources["/Shading"][str(name)], self.state.clip)

    def _shade(self, shading, box):
        kind = int(shading["/ShadingType"])
        if kind not in _SHADINGS or (kind in _OF_FUNCTIONS and shading.get("/Function") is None):
            raise ValueError("a gradient of no kind, or of nothing")
        space = colours.read(shading["/ColorSpace"], self.resources)
        self.ledger.colour(space, box)
        ends = list(functions.ends_of(shading.get("/Function")))
        for values in ends:
            self.ledger.area_of_ink(space.ink(values), box)
        if ends and not self.state.transparent:
            self.ledger.grounds.lay_box(box, any(space.is_coloured(values) for values in ends))
        self.note_effects(box, False, space, (1,))

    # -- Pictures and forms -------------------------------------------------------

    def place(self, name):
        thing = self.resources["/XObject"][str(name)]
        if not isinstance(thing, pikepdf.Stream):
            raise ValueError("nothing to place")
        kind = str(thing.get("/Subtype"))
        if kind == "/Image":
            self._image(thing, str(name)[1:])
        elif kind == "/Form":
            inner = replace(self.state, ctm=_matrix(thing, self.state.ctm))
            if "/BBox" in thing:
                left, bottom, right, top = numbers(thing["/BBox"])
                corners = ((left, bottom), (right, bottom), (left, top), (right, top))
                box = geometry.box_around(geometry.transformed(inner.ctm, corners))
                inner.clip = geometry.intersection(inner.clip, box) if inner.clip else None
            self.walk.form(thing, thing.get("/Resources", self.resources), inner, self.depth + 1)
        else:
            # Fragments of PostScript run on a press and show on no screen; other kinds are none.
            raise ValueError("neither a picture nor a form")

    def inline_image(self, image):
        self._image(image.obj, "", inline=image)

    def _image(self, image, name, inline=None):
        box = self.visible(geometry.box_around(geometry.transformed(self.state.ctm, geometry.UNIT_SQUARE)))
        if box is None:
            return
        width, height = int(_either(image, "/Width", "/W", 0)), int(_either(image, "/Height", "/H", 0))
        across, down = (side * self.ledger.unit for side in geometry.lengths(self.state.ctm))
        stencil = bool(_either(image, "/ImageMask", "/IM", False))
        given = _either(image, "/ColorSpace", "/CS", None)
        space = self.state.fill_ink[0] if stencil or given is None else colours.read(given, self.resources)
        bits = 1 if stencil else int(_either(image, "/BitsPerComponent", "/BPC", 8))
        if not self._is_all_there(inline or image, width, height, space.components, bits):
            self.ledger.damage(name or "INLINE IMAGE")
        if "/SMask" in image and not self._mask_is_all_there(image["/SMask"]):
            self.ledger.damage("/SMask")
        self.ledger.colour(space, box)
        self.ledger.image_count += 1
        if across > 0 and down > 0:
            dpi = [width / across * 25.4, height / down * 25.4]
            self.ledger.images.append(
                {
                    **(self.ledger.place(box) or {"page": self.ledger.page, "box": []}),
                    "name": name,
                    "pixels": [width, height],
                    "dpi": round(min(dpi), 1),
                    "space": space.family,
                    "stencil": stencil,
                    "bits": bits,
                    "flat": width * height <= 4,
                }
            )
        if inline is None and space.family in ("cmyk", "spot") and not stencil:
            self._ink_of(image, space, across, down)
        if "/SMask" in image:
            self.ledger.note("transparency", box)
        elif not stencil and "/Mask" not in image and not self.state.transparent:
            self.ledger.grounds.lay_box(box, space.family != "grey")
        self.note_effects(box, self.state.fill_overprints, space, (1,))

    def _is_all_there(self, image, width, height, components, bits):
        if width < 1 or height < 1:
            return False
        known = self.walk.image_inks
        is_inline = isinstance(image, pikepdf.PdfInlineImage)
        if not is_inline and not known.is_whole(image, width, height, components):
            return False
        return known.has_its_pixels(image, width * (components or 1), bits, height)

    def _mask_is_all_there(self, mask):
        size = int(mask.get("/Width", 0)), int(mask.get("/Height", 0))
        return self._is_all_there(mask, *size, 1, int(mask.get("/BitsPerComponent", 8)))

    def _ink_of(self, image, space, across, down):
        found = self.walk.image_inks.heaviest(image, space, across, down)
        if found is None:
            return
        ink, (x, y) = found
        half = 0.5 / max(self.ledger.unit * geometry.scale(self.state.ctm), 1e-9)
        corners = [(x - half, 1 - y - half), (x + half, 1 - y + half)]
        spot = geometry.box_around(geometry.transformed(self.state.ctm, corners))
        if self.visible(spot):
            self.ledger.area_of_ink(ink, _at_least(spot, 1.0 / self.ledger.unit))


def _matrix(thing, ctm):
    own = numbers(thing["/Matrix"]) if "/Matrix" in thing else geometry.IDENTITY
    return geometry.times(own, ctm) if len(own) == 6 else ctm


def _either(image, long, short, otherwise):
    return image.get(long, image.get(short, otherwise))


def _at_least(box, side):
    """The box grown about its middle to a square of that side."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return x - side / 2, y - side / 2, x + side / 2, y + side / 2
