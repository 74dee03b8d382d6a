"""
Two versions of a body, block by block: what came, what went, what moved, and the words that changed.

Blocks are known by the key that Wagtail gives them and, where the keys differ, as after
a body was pasted anew, by what they say.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.contrib.table_block.blocks import TableBlock

from editorial.review_fingerprints import Aspect, changed_in_block, without_block_keys
from editorial.review_said import Change, marked, note_on, plainly, readable

#: A body is text and design at once.
ASPECTS = (Aspect.TEXT, Aspect.DESIGN)
#: Blocks whose values are compared by their words; of the others the whole value is exchanged.
OF_WORDS = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock, blocks.ListBlock, TableBlock)


@dataclass
class Pair:
    """A block as it was and as it is now; one of both may be absent. ``place`` counts from one."""

    was: StreamValue.StreamChild | None
    now: StreamValue.StreamChild | None
    place: int
    has_moved: bool = False

    @property
    def child(self):
        return self.now or self.was

    @cached_property
    def differs_in(self) -> frozenset[Aspect]:
        return changed_in_block(self.child.block_type, *(each and stored(each) for each in (self.was, self.now)))

    @property
    def what(self):
        if self.was is None:
            return _("Added")
        if self.now is None:
            return _("Taken out")
        return _("Moved") if self.has_moved else ""

    def change(self, field_label) -> Change:
        before, after = (each and each.value for each in (self.was, self.now))
        values = list(_values(self.child.block, before, after))
        parts = tuple(
            marked(was, now, part.label if len(values) > 1 else "", by_words=isinstance(part, OF_WORDS))
            for part, was, now in values
            if was != now
        )
        if parts:
            note = ""
        elif self.differs_in:
            note = note_on("", "")
        else:
            note = Truncator(" · ".join(now for _part, _was, now in values if now)).words(12)
        return Change(f"{field_label} · {self.child.block.label} ({self.place})", self.what, parts, note)


def changes(comparison, changed):
    """
    ``(aspect, change)`` of each block of the body that differs; one of media may be of two aspects.

    ``changed`` are the aspects in which the whole content differs: a block that only moved is of those.
    """
    for pair in _pairs(list(comparison.val_a or ()), list(comparison.val_b or ())):
        if pair.differs_in or pair.has_moved:
            found = pair.change(comparison.field_label())
            for aspect in ASPECTS:
                if aspect in (pair.differs_in or changed):
                    yield aspect, found


def _pairs(before, after):
    """The blocks of the newer body in its order, and behind them those that are gone."""
    partner = _partners(before, after)
    moved = _moved(partner)
    for place, child in enumerate(after):
        was = before[partner[place]] if place in partner else None
        yield Pair(was, child, place + 1, has_moved=place in moved)
    for place in sorted(set(range(len(before))) - set(partner.values())):
        yield Pair(before[place], None, place + 1)


def _partners(before, after) -> dict[int, int]:
    """Which block of the older body each block of the newer one was, by their places."""
    place_of = {child.id: place for place, child in enumerate(before) if child.id}
    partner = {
        place: place_of[child.id]
        for place, child in enumerate(after)
        if child.id in place_of and before[place_of[child.id]].block_type == child.block_type
    }
    alone = defaultdict(list)
    for place in sorted(set(range(len(before))) - set(partner.values()), reverse=True):
        alone[_contents(before[place])].append(place)
    for place, child in enumerate(after):
        if place not in partner and alone[_contents(child)]:
            partner[place] = alone[_contents(child)].pop()
    return partner


def _moved(partner) -> set[int]:
    """The places of the newer body whose block stood elsewhere among those that stayed."""
    now = [partner[place] for place in sorted(partner)]
    stayed = SequenceMatcher(None, sorted(now), now, autojunk=False).get_matching_blocks()
    in_order = {now[match.b + n] for match in stayed for n in range(match.size)}
    return {place for place, was in partner.items() if was not in in_order}


def stored(child):
    """The value as the database keeps it, without the keys that the editor gives to paragraphs."""
    value = child.block.get_prep_value(child.value)
    return json.loads(without_block_keys(json.dumps(value, cls=DjangoJSONEncoder)))


def _contents(child) -> str:
    return json.dumps([child.block_type, stored(child)], sort_keys=True)


def _values(block, before, after):
    """``(block, before, after)`` of the block or, when it is made of several, of each part of it."""
    if not isinstance(block, blocks.StructBlock):
        yield block, said(block, before), said(block, after)
        return
    for name, part in block.child_blocks.items():
        was, now = (None if value is None else value.get(name) for value in (before, after))
        yield part, said(part, was), said(part, now)


def said(block, value) -> str:
    """The value of a block in words, a line for each of its parts."""
    if value is None:
        return ""
    if isinstance(block, blocks.RichTextBlock):
        return readable(value.source)
    if isinstance(block, blocks.StructBlock):
        parts = ((part.label, said(part, value.get(name))) for name, part in block.child_blocks.items())
        return " · ".join(f"{label}: {words}" for label, words in parts if words)
    if isinstance(block, blocks.ListBlock):
        return "\n".join(said(block.child_block, child) for child in value)
    if isinstance(block, blocks.ChoiceBlock):
        return str(dict(block.field.choices).get(value, value))
    if isinstance(value, dict) and "data" in value:
        return "\n".join(" · ".join(str(cell or "") for cell in row) for row in value["data"] or ())
    return plainly(value)
