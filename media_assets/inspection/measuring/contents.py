"""
What the pages of a PDF paint: a walk over their content streams and those inside them.

Follows ISO 32000-2, 8 and 9, as far as a press cares: where things are, in which
colours, how fine the pictures and the lines, in which fonts. ``state`` holds the
graphics state, ``paths``, ``placed`` and ``lettering`` what is painted with it.
"""

import pikepdf

from media_assets.inspection.measuring.images import ImageInks
from media_assets.inspection.measuring.lettering import Lettering
from media_assets.inspection.measuring.state import State

#: Operators and forms of all pages together, and forms inside forms.
MOST_OPERATORS = 4_000_000
MOST_FORMS = 20_000
DEEPEST_FORM = 20

_FILL = {"f", "F", "f*"}
_STROKE = {"S", "s"}
_BOTH = {"B", "B*", "b", "b*"}
_SHOW = {"Tj", "TJ", "'", '"'}


class TooManyOperators(Exception):
    """The pages paint more than anybody can print."""


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


class _Run(Lettering):
    """One content stream with its resources."""

    def do(self, operator, operands):
        if operator == "INLINE IMAGE":
            return self.inline_image(operands[0])
        if operator in _SHOW:
            return self.show_text(operator)
        if operator in _FILL or operator in _STROKE or operator in _BOTH:
            return self.paint(operator in _FILL or operator in _BOTH, operator in _STROKE or operator in _BOTH)
        act = _ACTS.get(operator)
        try:
            return act(self, *operands) if act else self.colour(operator, operands)
        except (TypeError, ValueError, IndexError, KeyError, AttributeError):
            # An operator that does not fit its operands is skipped, as viewers do.
            return None


_ACTS = {
    "q": _Run.save,
    "Q": _Run.restore,
    "cm": _Run.concat,
    "w": _Run.line_width,
    "d": _Run.dashes,
    "gs": _Run.set_graphics,
    "m": _Run.move,
    "l": _Run.point,
    "c": _Run.point,
    "v": _Run.point,
    "y": _Run.point,
    "re": _Run.rectangle,
    "W": _Run.clip,
    "W*": _Run.clip,
    "n": _Run.end_path,
    "sh": _Run.shading,
    "Do": _Run.place,
    "BT": _Run.begin_text,
    "Td": _Run.move_text,
    "TD": _Run.move_text_and_lead,
    "T*": _Run.next_line,
    "TL": _Run.set_leading,
    "Tm": _Run.text_matrix,
    "Tf": _Run.set_font,
    "Tr": _Run.set_render,
}


def inherited(page, key):
    """An attribute that a page may take from the branches above it (ISO 32000-2, 7.7.3.4)."""
    for _level in range(DEEPEST_FORM):
        if key in page:
            return page[key]
        if "/Parent" not in page:
            return None
        page = page["/Parent"]
    return None
