"""Text of a page: its fonts, its size, and the inks of what is small (ISO 32000-2, 9)."""

from dataclasses import replace

import pikepdf

from media_assets.inspection.measuring import geometry
from media_assets.inspection.measuring.functions import numbers
from media_assets.inspection.measuring.placed import Placed

#: Points up to which inks that do not meet exactly make a text hard to read.
SMALL_TEXT = 14
MOST_FONTS = 500
_BLACK_ENOUGH, _TINT = 0.85, 0.05
#: Modes of rendering in which glyphs are filled, and those in which their outline is stroked.
_FILLED, _STROKED = (0, 2, 4, 6), (1, 2, 5, 6)


class Lettering(Placed):
    """Sets text; glyphs are not measured, the place of a text is where it starts."""

    def __init__(self, walk, resources, state, depth):
        super().__init__(walk, resources, state, depth)
        self.text = self.line = geometry.IDENTITY

    def begin_text(self):
        self.text = self.line = geometry.IDENTITY

    def move_text(self, x, y):
        self.line = geometry.times((1, 0, 0, 1, float(x), float(y)), self.line)
        self.text = self.line

    def move_text_and_lead(self, x, y):
        self.state.leading = -float(y)
        self.move_text(x, y)

    def next_line(self):
        self.move_text(0, -self.state.leading)

    def set_leading(self, leading):
        self.state.leading = float(leading)

    def text_matrix(self, *matrix):
        self.text = self.line = tuple(map(float, matrix))

    def set_font(self, name, size):
        self.state.font, self.state.font_size = self.resources["/Font"][str(name)], float(size)

    def set_render(self, mode):
        self.state.render = int(mode)

    def show_text(self, operator):
        if operator in ("'", '"'):
            self.next_line()
        matrix = geometry.times(self.text, self.state.ctm)
        x, y = geometry.apply(matrix, 0, 0)
        size = abs(self.state.font_size) * geometry.scale(matrix)
        box = self.visible((x, y, x + max(size, 0.1), y + max(size, 0.1)))
        if box is None:
            return
        if self.state.font is not None:
            note_font(self.ledger, self.state.font)
            if self.state.font.get("/Subtype") == "/Type3":
                self._glyphs(self.state.font, matrix)
        if self.state.render in _FILLED:
            self._ink(box, size, self.state.fill_ink, self.state.fill_overprints)
        if self.state.render in _STROKED:
            self._ink(box, size, self.state.stroke_ink, self.state.stroke_overprints)
            self.note_line(box)

    def _glyphs(self, font, matrix):
        """What glyphs that are drawings paint, once for each font (ISO 32000-2, 9.6.4)."""
        key = font.objgen if font.is_indirect else font.unparse()
        if key in self.walk.glyphs_seen:
            return
        self.walk.glyphs_seen.add(key)
        size = self.state.font_size
        ctm = geometry.times(numbers(font["/FontMatrix"]), geometry.times((size, 0, 0, size, 0, 0), matrix))
        for glyph in font["/CharProcs"].values():
            self.walk.form(glyph, font.get("/Resources", self.resources), replace(self.state, ctm=ctm), self.depth + 1)

    def _ink(self, box, size, ink, overprints):
        space, values = ink
        self.ledger.colour(space, box)
        points = size * self.ledger.unit / geometry.MM_PER_POINT
        if points <= SMALL_TEXT:
            if _is_rich_black(space, values):
                self.ledger.note("rich_black_text", box, points=round(points, 1))
            elif self._knocks_out(box, size, ink, overprints):
                self.ledger.note("knocked_out_text", box, points=round(points, 1))
        if not (overprints and space.is_black_alone(values)):
            # Black text over colour is what overprint is for.
            self.note_effects(box, overprints, space, values)
        elif self.state.transparent:
            self.ledger.note("transparency", box)

    def _knocks_out(self, box, size, ink, overprints):
        """Whether a black text cuts its shape out of the colour below it."""
        space, values = ink
        if not space.is_black_alone(values) or self.state.transparent:
            return False
        if overprints and space.spares(self.state.nonzero_mode):
            return False
        return self.ledger.grounds.is_coloured(box[0] + 0.3 * size, box[1] + 0.3 * size)


def note_font(ledger, font):
    """Write a font down once: its name without the tag of its subset, and whether the file carries it."""
    if not isinstance(font, pikepdf.Dictionary):
        return
    key = font.objgen if font.is_indirect else font.unparse()
    if key in ledger.fonts or len(ledger.fonts) > MOST_FONTS:
        return
    kind = str(font.get("/Subtype"))
    inner = font["/DescendantFonts"][0] if kind == "/Type0" and "/DescendantFonts" in font else font
    descriptor = inner.get("/FontDescriptor")
    carried = kind == "/Type3" or (
        descriptor is not None and any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))
    )
    name = str(font.get("/BaseFont", kind))[1:].partition("+")
    ledger.fonts[key] = {"name": name[2] or name[0], "embedded": bool(carried), "page": ledger.page}


def _is_rich_black(space, values):
    """A black that is meant to be black and is printed in four inks; RGB black becomes one."""
    if space.family == "cmyk" and len(values) == 4:
        return values[3] >= _BLACK_ENOUGH and all(value > _TINT for value in values[:3])
    return space.family == "rgb" and len(values) == 3 and max(values) < 0.02
