"""Paths of a page: where they run, what fills and strokes them, how fine they are (ISO 32000-2, 8.5)."""

from itertools import pairwise

from media_assets.inspection.measuring import geometry
from media_assets.inspection.measuring.state import Stateful

#: Points of a whole pattern of dashes: finer ones are no line but a burden, on which viewers hang.
FINEST_DASH = 0.01
#: Points of the finest line that a press keeps, and millimetres from which a fill as thin as that is a line.
FINEST_LINE, SHORTEST_LINE = 0.25, 1.0
_RECTANGLE = 5


class Paths(Stateful):
    """Builds paths, and writes in the ledger what is painted along them."""

    def __init__(self, ledger, resources, state):
        super().__init__(resources, state)
        self.ledger = ledger
        self.points, self.starts, self.clips = [], [], False

    def move(self, x, y):
        self.starts.append(len(self.points))
        self.point(x, y)

    def point(self, *numbers):
        pairs = list(map(float, numbers))
        self.points += [geometry.apply(self.state.ctm, *pairs[at : at + 2]) for at in range(0, len(pairs), 2)]

    def rectangle(self, x, y, width, height):
        x, y, width, height = float(x), float(y), float(width), float(height)
        self.starts.append(len(self.points))
        self.points += geometry.transformed(
            self.state.ctm, ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        )

    def clip(self):
        self.clips = True

    def end_path(self):
        if self.clips and self.points:
            box = geometry.box_around(self.points)
            self.state.clip = geometry.intersection(self.state.clip, box) if self.state.clip else None
        self.points, self.starts, self.clips = [], [], False

    def visible(self, box):
        """The part of a box that the clip leaves, or None."""
        left, bottom, right, top = box
        thick = (left, bottom, max(right, left + 0.01), max(top, bottom + 0.01))
        return geometry.intersection(thick, self.state.clip) if self.state.clip else None

    def paint(self, fills, strokes):
        box = self.visible(geometry.box_around(self.points)) if self.points else None
        if box is not None:
            if fills:
                self._fill(box)
            if strokes:
                self._stroke(box)
        self.end_path()

    def _fill(self, box):
        state = self.state
        space, values = state.fill_ink
        if state.fill_pattern is not None:
            self.paint_pattern(state.fill_pattern, box)
        else:
            self.ledger.colour(space, box)
            self.ledger.area_of_ink(space.ink(values), box)
            if not state.transparent:
                self.ledger.grounds.lay(self._loops(), box, space.is_coloured(values))
            self._note_thin_fill(box)
        self.note_effects(box, state.fill_overprints, space, values)

    def _loops(self):
        starts = self.starts or [0]
        return [self.points[start:end] for start, end in pairwise((*starts, len(self.points)))]

    def _note_thin_fill(self, box):
        """A filled rectangle finer than a line: how office programs draw the rules of a table."""
        if len(self.starts) != 1 or len(self.points) > _RECTANGLE:
            return
        left, bottom, right, top = geometry.box_around(self.points)
        thin, long = sorted((right - left, top - bottom))
        if self.in_points(thin, scaled=True) < FINEST_LINE - 1e-6 and long * self.ledger.unit >= SHORTEST_LINE:
            self.ledger.note("hairline", box, points=round(self.in_points(thin, scaled=True), 3))

    def _stroke(self, box):
        state = self.state
        space, values = state.stroke_ink
        self.ledger.colour(space, box)
        self.ledger.note("stroke", box)
        self.note_line(box)
        if state.dash is not None and self.in_points(state.dash) < FINEST_DASH:
            self.ledger.note("fine_dash", box)
        self.note_effects(box, state.stroke_overprints, space, values)

    def note_line(self, box):
        width = self.in_points(self.state.width)
        if width < FINEST_LINE - 1e-6:
            self.ledger.note("hairline", box, points=round(width, 3))

    def in_points(self, length, scaled=False):
        """Points on paper of a length of the user's space, or of one that is measured on the page."""
        scale = 1 if scaled else geometry.scale(self.state.ctm)
        return length * scale * self.ledger.unit / geometry.MM_PER_POINT

    def note_effects(self, box, overprints, space, values):
        if self.state.transparent:
            self.ledger.note("transparency", box)
        if "All" in space.plates:
            self.ledger.note_in_trim("registration", box)
        if not overprints:
            return
        if space.is_white(values):
            self.ledger.note("white_overprint", box)
        else:
            self.ledger.note("overprint" if space.is_black_alone(values) else "colour_overprint", box)
