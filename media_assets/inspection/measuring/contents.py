"""
What the pages of a PDF paint: a walk over their content streams and those inside them.

Follows ISO 32000-2, 8 and 9, as far as a press cares: where things are, in which
colours, how fine the pictures and the lines, in which fonts. Glyphs are not
measured: the place of a text is where it starts.
"""

from dataclasses import dataclass, replace

import pikepdf

from media_assets.inspection.measuring import colours, geometry
from media_assets.inspection.measuring.colours import GREY, Space
from media_assets.inspection.measuring.images import ImageInks

#: Operators and forms of all pages together, and forms inside forms.
MOST_OPERATORS = 4_000_000
MOST_FORMS = 20_000
DEEPEST_FORM = 20
#: Points up to which four inks that do not meet exactly make a text hard to read.
SMALL_TEXT = 14

_FILL = {"f", "F", "f*"}
_STROKE = {"S", "s"}
_BOTH = {"B", "B*", "b", "b*"}
_SHOW = {"Tj", "TJ", "'", '"'}
_DEVICE = {"g": ("grey", 1), "rg": ("rgb", 3), "k": ("cmyk", 4)}
#: Points of a whole pattern of dashes: finer ones are no line but a burden, on which viewers hang.
FINEST_DASH = 0.01
_BLACK_ENOUGH, _TINT = 0.85, 0.05


class TooManyOperators(Exception):
    """The pages paint more than anybody can print."""


@dataclass
class State:
    """The graphics state, as far as it matters here."""

    ctm: tuple = geometry.IDENTITY
    clip: tuple | None = None
    fill: Space = GREY
    fill_values: tuple = (0.0,)
    fill_pattern: object = None
    stroke: Space = GREY
    stroke_values: tuple = (0.0,)
    width: float = 1.0
    dash: float | None = None
    fill_overprints: bool = False
    stroke_overprints: bool = False
    transparent: bool = False
    font: object = None
    font_size: float = 0.0
    leading: float = 0.0
    render: int = 0


class Walk:
    """One walk over one document, written down in a ledger."""

    def __init__(self, ledger):
        self.ledger = ledger
        self.operators, self.forms = 0, 0
        self.open_forms = []
        self.image_inks = ImageInks()
        self.patterns_seen = set()

    def page(self, page):
        state = State(clip=self.ledger.sheet)
        self._run(page.obj, page.obj.get("/Resources") or inherited(page.obj, "/Resources"), state, 0)

    def form(self, stream, resources, state, depth):
        """What a form or a pattern paints; one that is inside itself paints nothing there, as in viewers."""
        if stream.objgen in self.open_forms:
            return
        self.forms += 1
        if self.forms > MOST_FORMS:
            raise TooManyOperators(MOST_FORMS)
        self.open_forms.append(stream.objgen)
        self._run(stream, resources, state, depth)
        self.open_forms.pop()

    def _run(self, stream, resources, state, depth):
        if depth > DEEPEST_FORM:
            return
        run = _Run(self, resources if resources is not None else pikepdf.Dictionary(), state, depth)
        for operands, operator in pikepdf.parse_content_stream(stream):
            self.operators += 1
            if self.operators > MOST_OPERATORS:
                raise TooManyOperators(MOST_OPERATORS)
            run.do(str(operator), operands)


class _Run:
    """One content stream with its resources."""

    def __init__(self, walk, resources, state, depth):
        self.walk, self.ledger, self.resources, self.depth = walk, walk.ledger, resources, depth
        self.state, self.saved = replace(state), []
        self.points, self.clips = [], False
        self.text, self.line = geometry.IDENTITY, geometry.IDENTITY

    def do(self, operator, operands):
        if operator == "INLINE IMAGE":
            return self._inline_image(operands[0])
        if operator in _SHOW:
            return self._show_text(operator)
        if operator in _FILL or operator in _STROKE or operator in _BOTH:
            return self._paint(operator in _FILL or operator in _BOTH, operator in _STROKE or operator in _BOTH)
        act = _ACTS.get(operator)
        try:
            return act(self, *operands) if act else self._colour(operator, operands)
        except (TypeError, ValueError, IndexError, KeyError, AttributeError):
            # An operator that does not fit its operands is skipped, as viewers do.
            return None

    # -- Graphics state ---------------------------------------------------------

    def _save(self):
        if len(self.saved) < 1000:
            self.saved.append(replace(self.state))

    def _restore(self):
        if self.saved:
            self.state = self.saved.pop()

    def _concat(self, *matrix):
        self.state.ctm = geometry.times(tuple(map(float, matrix)), self.state.ctm)

    def _line_width(self, width):
        self.state.width = float(width)

    def _dashes(self, pattern, _phase):
        lengths = [abs(float(length)) for length in pattern]
        self.state.dash = sum(lengths) if lengths else None

    def _set_graphics(self, name):
        extra, state = self.resources["/ExtGState"][str(name)], self.state
        if "/LW" in extra:
            state.width = float(extra["/LW"])
        if "/OP" in extra:
            state.stroke_overprints = bool(extra["/OP"])
            state.fill_overprints = bool(extra.get("/op", extra["/OP"]))
        if "/op" in extra:
            state.fill_overprints = bool(extra["/op"])
        if "/Font" in extra:
            state.font, state.font_size = extra["/Font"][0], float(extra["/Font"][1])
        if {"/ca", "/CA", "/SMask", "/BM"} & set(extra.keys()):
            state.transparent = _is_transparent(extra)

    def _colour(self, operator, operands):
        state = self.state
        if operator.lower() in _DEVICE:
            family, components = _DEVICE[operator.lower()]
            self._set_colour(operator.islower(), Space(family, components), _numbers(operands))
        elif operator in ("cs", "CS"):
            space = colours.read(operands[0], self.resources)
            self._set_colour(operator == "cs", space, _initial(space))
        elif operator in ("sc", "scn", "SC", "SCN"):
            filling = operator.islower()
            pattern = operands[-1] if operands and isinstance(operands[-1], pikepdf.Name) else None
            space = state.fill if filling else state.stroke
            self._set_colour(filling, space, _numbers(operands), self._pattern(pattern))

    def _set_colour(self, filling, space, values, pattern=None):
        if filling:
            self.state.fill, self.state.fill_values, self.state.fill_pattern = space, values, pattern
        else:
            self.state.stroke, self.state.stroke_values = space, values

    def _pattern(self, name):
        return self.resources["/Pattern"].get(str(name)) if name is not None else None

    # -- Paths ------------------------------------------------------------------

    def _point(self, *numbers):
        pairs = list(map(float, numbers))
        self.points += [geometry.apply(self.state.ctm, *pairs[at : at + 2]) for at in range(0, len(pairs), 2)]

    def _rectangle(self, x, y, width, height):
        x, y, width, height = float(x), float(y), float(width), float(height)
        self.points += geometry.transformed(
            self.state.ctm, ((x, y), (x + width, y), (x, y + height), (x + width, y + height))
        )

    def _clip(self):
        self.clips = True

    def _end_path(self):
        if self.clips and self.points:
            box = geometry.box_around(self.points)
            self.state.clip = geometry.intersection(self.state.clip, box) if self.state.clip else None
        self.points, self.clips = [], False

    def _visible(self, box):
        """The part of a box that the clip leaves, or None."""
        left, bottom, right, top = box
        thick = (left, bottom, max(right, left + 0.01), max(top, bottom + 0.01))
        return geometry.intersection(thick, self.state.clip) if self.state.clip else None

    def _paint(self, fills, strokes):
        box = self._visible(geometry.box_around(self.points)) if self.points else None
        if box is not None:
            if fills:
                self._fill(box)
            if strokes:
                self._stroke(box)
        self._end_path()

    def _fill(self, box):
        state = self.state
        if state.fill_pattern is not None:
            self._paint_pattern(state.fill_pattern, box)
        else:
            self.ledger.colour(state.fill, box)
            self.ledger.area_of_ink(state.fill.ink(state.fill_values), box)
        self._note_effects(box, state.fill_overprints, state.fill, state.fill_values)

    def _stroke(self, box):
        state = self.state
        self.ledger.colour(state.stroke, box)
        width = self._in_points(state.width)
        self.ledger.note("stroke", box)
        if state.dash is not None and self._in_points(state.dash) < FINEST_DASH:
            self.ledger.note("fine_dash", box)
        if width < 0.25 - 1e-6:
            self.ledger.note("hairline", box, points=round(width, 3))
        self._note_effects(box, state.stroke_overprints, state.stroke, state.stroke_values)

    def _in_points(self, length):
        return length * geometry.scale(self.state.ctm) * self.ledger.unit / geometry.MM_PER_POINT

    def _note_effects(self, box, overprints, space, values):
        if self.state.transparent:
            self.ledger.note("transparency", box)
        if overprints:
            white = space.family in ("cmyk", "spot") and not any(values)
            self.ledger.note("white_overprint" if white else "overprint", box)

    def _paint_pattern(self, pattern, box):
        if "/Shading" in pattern:
            self._shade(pattern["/Shading"], box)
        elif isinstance(pattern, pikepdf.Stream) and pattern.objgen not in self.walk.patterns_seen:
            self.walk.patterns_seen.add(pattern.objgen)
            state = State(ctm=_matrix(pattern, self.state.ctm), clip=box)
            self.walk.form(pattern, pattern.get("/Resources"), state, self.depth + 1)

    def _shading(self, name):
        if self.state.clip:
            self._shade(self.resources["/Shading"][str(name)], self.state.clip)

    def _shade(self, shading, box):
        space = colours.read(shading["/ColorSpace"], self.resources)
        self.ledger.colour(space, box)
        for values in _ends_of(shading.get("/Function")):
            self.ledger.area_of_ink(space.ink(values), box)
        self._note_effects(box, False, space, (1,))

    # -- Pictures and forms -----------------------------------------------------

    def _do(self, name):
        thing = self.resources["/XObject"][str(name)]
        kind = str(thing.get("/Subtype"))
        if kind == "/Image":
            self._image(thing, str(name)[1:])
        elif kind == "/Form":
            inner = replace(self.state, ctm=_matrix(thing, self.state.ctm))
            if "/BBox" in thing:
                left, bottom, right, top = _numbers(thing["/BBox"])
                corners = ((left, bottom), (right, bottom), (left, top), (right, top))
                box = geometry.box_around(geometry.transformed(inner.ctm, corners))
                inner.clip = geometry.intersection(inner.clip, box) if inner.clip else None
            self.walk.form(thing, thing.get("/Resources", self.resources), inner, self.depth + 1)

    def _inline_image(self, image):
        self._image(image.obj, "", inline=image)

    def _image(self, image, name, inline=None):
        box = self._visible(geometry.box_around(geometry.transformed(self.state.ctm, geometry.UNIT_SQUARE)))
        if box is None:
            return
        width, height = int(_either(image, "/Width", "/W", 1)), int(_either(image, "/Height", "/H", 1))
        across, down = (side * self.ledger.unit for side in geometry.lengths(self.state.ctm))
        stencil = bool(_either(image, "/ImageMask", "/IM", False))
        given = _either(image, "/ColorSpace", "/CS", None)
        space = self.state.fill if stencil or given is None else colours.read(given, self.resources)
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
                    "flat": width * height <= 4,
                }
            )
        if inline is None and space.family in ("cmyk", "spot") and not stencil:
            self._ink_of(image, space, across, down)
        if "/SMask" in image:
            self.ledger.note("transparency", box)
        self._note_effects(box, self.state.fill_overprints, space, (1,))

    def _ink_of(self, image, space, across, down):
        found = self.walk.image_inks.heaviest(image, space, across, down)
        if found is None:
            return
        ink, (x, y) = found
        half = 0.5 / max(self.ledger.unit * geometry.scale(self.state.ctm), 1e-9)
        corners = [(x - half, 1 - y - half), (x + half, 1 - y + half)]
        spot = geometry.box_around(geometry.transformed(self.state.ctm, corners))
        if self._visible(spot):
            self.ledger.area_of_ink(ink, _at_least(spot, 1.0 / self.ledger.unit))

    # -- Text -------------------------------------------------------------------

    def _begin_text(self):
        self.text = self.line = geometry.IDENTITY

    def _move_text(self, x, y):
        self.line = geometry.times((1, 0, 0, 1, float(x), float(y)), self.line)
        self.text = self.line

    def _move_text_and_lead(self, x, y):
        self.state.leading = -float(y)
        self._move_text(x, y)

    def _next_line(self):
        self._move_text(0, -self.state.leading)

    def _set_leading(self, leading):
        self.state.leading = float(leading)

    def _text_matrix(self, *matrix):
        self.text = self.line = tuple(map(float, matrix))

    def _set_font(self, name, size):
        self.state.font, self.state.font_size = self.resources["/Font"][str(name)], float(size)

    def _set_render(self, mode):
        self.state.render = int(mode)

    def _show_text(self, operator):
        if operator in ("'", '"'):
            self._next_line()
        matrix = geometry.times(self.text, self.state.ctm)
        x, y = geometry.apply(matrix, 0, 0)
        size = abs(self.state.font_size) * geometry.scale(matrix)
        box = self._visible((x, y, x + max(size, 0.1), y + max(size, 0.1)))
        if box is None:
            return
        if self.state.font is not None:
            note_font(self.ledger, self.state.font)
        if self.state.render in (3, 7):
            return
        space, values = self.state.fill, self.state.fill_values
        self.ledger.colour(space, box)
        points = size * self.ledger.unit / geometry.MM_PER_POINT
        if points <= SMALL_TEXT and _is_rich_black(space, values):
            self.ledger.note("rich_black_text", box, points=round(points, 1))
        self._note_effects(box, self.state.fill_overprints, space, values)


_ACTS = {
    "q": _Run._save,
    "Q": _Run._restore,
    "cm": _Run._concat,
    "w": _Run._line_width,
    "d": _Run._dashes,
    "gs": _Run._set_graphics,
    "m": _Run._point,
    "l": _Run._point,
    "c": _Run._point,
    "v": _Run._point,
    "y": _Run._point,
    "re": _Run._rectangle,
    "W": _Run._clip,
    "W*": _Run._clip,
    "n": _Run._end_path,
    "sh": _Run._shading,
    "Do": _Run._do,
    "BT": _Run._begin_text,
    "Td": _Run._move_text,
    "TD": _Run._move_text_and_lead,
    "T*": _Run._next_line,
    "TL": _Run._set_leading,
    "Tm": _Run._text_matrix,
    "Tf": _Run._set_font,
    "Tr": _Run._set_render,
}


def note_font(ledger, font):
    """Write a font down once: its name without the tag of its subset, and whether the file carries it."""
    if not isinstance(font, pikepdf.Dictionary):
        return
    key = font.objgen if font.is_indirect else id(font)
    if key in ledger.fonts or len(ledger.fonts) > 500:
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


def _is_transparent(extra):
    mask, mode = extra.get("/SMask"), extra.get("/BM", "/Normal")
    if isinstance(mode, pikepdf.Array):
        mode = mode[0] if len(mode) else "/Normal"
    see_through = any(float(extra.get(key, 1)) < 1 for key in ("/ca", "/CA"))
    return see_through or isinstance(mask, pikepdf.Dictionary) or str(mode) not in ("/Normal", "/Compatible")


def _numbers(operands):
    return tuple(float(value) for value in operands if not isinstance(value, pikepdf.Name))


def _initial(space):
    return (0.0,) * 3 + (1.0,) if space.family == "cmyk" and space.components == 4 else (0.0,) * space.components


def _matrix(thing, ctm):
    own = _numbers(thing["/Matrix"]) if "/Matrix" in thing else geometry.IDENTITY
    return geometry.times(own, ctm) if len(own) == 6 else ctm


def _either(image, long, short, otherwise):
    return image.get(long, image.get(short, otherwise))


def _at_least(box, side):
    """The box grown about its middle to a square of that side."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return x - side / 2, y - side / 2, x + side / 2, y + side / 2


def _ends_of(function, depth=0):
    """Colours at the ends of a gradient, of the functions that have ends (ISO 32000-2, 7.10)."""
    if function is None or depth > 4:
        return
    if isinstance(function, pikepdf.Array):
        ends = [list(_ends_of(part, depth + 1)) for part in function]
        if all(len(end) == 2 for end in ends):
            yield tuple(value[0][0] for value in ends)
            yield tuple(value[1][0] for value in ends)
    elif "/Functions" in function:
        for part in function["/Functions"]:
            yield from _ends_of(part, depth + 1)
    elif int(function.get("/FunctionType", 0)) == 2:
        yield _numbers(function.get("/C0", [0]))
        yield _numbers(function.get("/C1", [1]))


def inherited(page, key):
    """An attribute that a page may take from the branches above it (ISO 32000-2, 7.7.3.4)."""
    for _level in range(DEEPEST_FORM):
        if key in page:
            return page[key]
        if "/Parent" not in page:
            return None
        page = page["/Parent"]
    return None
