"""
What the pages of a PDF paint: a walk over their content streams and those inside them.

Follows ISO 32000-2, 8 and 9, as far as a press cares: where things are, in which
colours, how fine the pictures and the lines, in which fonts. ``state`` holds the
graphics state, ``paths``, ``placed`` and ``lettering`` what is painted with it.
"""

import pikepdf

from media_assets.inspection.measuring import entries
from media_assets.inspection.measuring.images import ImageInks
from media_assets.inspection.measuring.lettering import Lettering
from media_assets.inspection.measuring.state import State

#: Operators and forms of all pages together, and forms inside forms.
MOST_OPERATORS = 4_000_000
MOST_FORMS = 20_000
DEEPEST_FORM = 20
#: Operands of one operator, of which some viewers keep no more, and arrays one inside another.
MOST_OPERANDS, DEEPEST_OPERAND = 33, 60

_FILL = {"f", "F", "f*"}
_STROKE = {"S", "s"}
_BOTH = {"B", "B*", "b", "b*"}
_SHOW = {"Tj", "TJ", "'", '"'}
_COLOURS = {"g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN"}
#: What changes nothing that is measured: joins, spacing, marked content, the metrics of a glyph.
_OTHERS = set("h i j J M ri d0 d1 ET Tc Tw Tz Ts BMC BDC EMC MP DP".split())


class TooManyOperators(Exception):
    """The pages paint more than anybody can print."""


class Walk:
    """
    One walk over one document, written down in a ledger.

    ``complaints`` gives what the parser has had to say since it was last asked; ``share`` is that of the
    photographs which are decoded.
    """

    def __init__(self, ledger, complaints=list, share=1.0):
        self.ledger, self.complaints = ledger, complaints
        self.operators, self.forms = 0, 0
        self.open_forms = []
        #: Graphics states saved and not restored, of all the streams that are open.
        self.nesting = 0
        self.image_inks = ImageInks(share)
        self.entries = entries.Entries(ledger.damage)
        self.patterns_seen, self.glyphs_seen = set(), set()

    def page(self, page):
        self.entries.ask(entries.page, page.obj)
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
            # What is further inside is not looked at, and nobody may think that it was.
            self.ledger.damage("/Form")
            return
        self.entries.check(resources)
        outside = self.nesting
        run = _Run(self, resources if resources is not None else pikepdf.Dictionary(), state, depth)
        instructions = pikepdf.parse_content_stream(stream)
        if self.complaints():
            # A string, an array or a picture that never ends, or a stream that is not whole.
            self.ledger.damage("/Contents")
        for operands, operator in instructions:
            self.operators += 1
            if self.operators > MOST_OPERATORS:
                raise TooManyOperators(MOST_OPERATORS)
            try:
                run.do(str(operator), operands)
            except UnicodeDecodeError:
                self.ledger.damage("/Contents")
        # What was left saved ends with its stream.
        self.nesting = outside


class _Run(Lettering):
    """One content stream with its resources."""

    #: Between BX and EX, operators of a later PDF are no damage (ISO 32000-2, 7.8.2).
    tolerant = False

    def do(self, operator, operands):
        """One operator; what does not fit its operands is skipped, as viewers do, and told as damage."""
        try:
            self._act(operator, operands)
        except (TypeError, ValueError, IndexError, KeyError, AttributeError):
            self.ledger.damage(operator)

    def _act(self, operator, operands):
        if len(operands) > MOST_OPERANDS or any(map(_is_too_deep, operands)):
            self.ledger.damage(operator)
        if operator == "INLINE IMAGE":
            self.inline_image(operands[0])
        elif operator in _SHOW:
            self.show_text(operator)
            if any(isinstance(part, pikepdf.Array) for part in (operands[-1] if operator == "TJ" else operands)):
                self.ledger.damage(operator)
        elif operator in _FILL or operator in _STROKE or operator in _BOTH:
            self.paint(operator in _FILL or operator in _BOTH, operator in _STROKE or operator in _BOTH)
        elif act := _ACTS.get(operator):
            act(self, *operands)
        elif operator in _COLOURS:
            self.colour(operator, operands)
        elif operator in ("BX", "EX"):
            self.tolerant = operator == "BX"
        elif operator not in _OTHERS and not self.tolerant:
            self.ledger.damage(operator)


def _is_too_deep(operand):
    """Whether arrays and dictionaries stand one inside another further than viewers follow."""
    level = [operand] if isinstance(operand, pikepdf.Array | pikepdf.Dictionary) else []
    for _depth in range(DEEPEST_OPERAND):
        inside = (part for each in level for part in (each.values() if isinstance(each, pikepdf.Dictionary) else each))
        level = [part for part in inside if isinstance(part, pikepdf.Array | pikepdf.Dictionary)]
        if not level:
            return False
    return True


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
