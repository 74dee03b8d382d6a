"""
What the library shows beside its pieces: the facets with their counts, and what is chosen of them.

Every choice is an address, so that any state of the library can be sent to a colleague.
"""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import cached_property

from media_assets.finding.matching import among
from media_assets.finding.office import Search
from media_assets.library.facets import MOST_COUNTED, Facet, counts
from media_assets.models import Piece

#: Choices of a facet that are shown at once; the rest are unfolded.
FIRST = 7
#: What an address says that is not of the search itself.
PASSING = ("p", "_w_filter_fragment")


@dataclass(frozen=True, slots=True)
class Choice:
    """
    One choice of a facet: ``query`` is the address that has it, or has it no more when it is chosen.

    ``or_more`` says that not all pieces were counted; ``number`` is None when none of those that were has it.
    """

    value: str
    label: str
    number: int | None
    is_chosen: bool
    query: str
    or_more: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A facet as it is shown."""

    name: str
    label: str
    first: tuple[Choice, ...]
    more: tuple[Choice, ...]
    is_open: bool

    @property
    def choices(self):
        return self.first + self.more

    @property
    def chosen(self):
        return [choice for choice in self.choices if choice.is_chosen]


class Shelf:
    """The facets of one view of the library: its filter set, its query, and its search, if there is one."""

    #: Facets that are unfolded from the start.
    OPEN = ("format", "state", "rights", "colour")

    def __init__(self, filters, query, search=None):
        self.filters, self.query, self.search = filters, query, search

    @cached_property
    def values(self) -> dict[str, list[str]]:
        """What is chosen of each filter."""
        return self.filters.form.cleaned_data if self.filters.is_valid() else {}

    @cached_property
    def facets(self) -> list[Facet]:
        return [each for each in self.filters.filters.values() if isinstance(each, Facet)]

    def pieces_under(self, facet=None):
        """
        The pieces that all filters let through, but for that of the facet itself.

        Of very many that a search found the newest are looked at.
        """
        pieces = Piece.objects.all()
        if self.search:
            pieces = pieces.filter(among(self.search.found[: MOST_COUNTED + 1]))
        for name, values in self.values.items():
            if values and (facet is None or name != facet.field_name):
                pieces = self.filters.filters[name].filter(pieces, values)
        return pieces

    @cached_property
    def counts(self):
        chosen = {name for name, values in self.values.items() if values}
        of_more = bool(self.search) and len(self.search.found) > MOST_COUNTED
        return counts(self.facets, chosen, self.pieces_under, of_more=of_more)

    @property
    def counted_at_most(self) -> int | None:
        """Among how many pieces the facets were counted, the newest; None where it was among all."""
        return MOST_COUNTED if any(counted.there_is_more for counted in self.counts.values()) else None

    def shown(self) -> list[Shown]:
        return [shown for shown in self._all_shown if shown.choices]

    @cached_property
    def _all_shown(self):
        return [self.show(facet) for facet in self.facets]

    def show(self, facet) -> Shown:
        counted, chosen = self.counts[facet.field_name], set(self.values.get(facet.field_name, ()))
        more = counted.there_is_more
        # Where not all were counted, what nobody met may still be there.
        offered = {value for value, _label in facet.may_have(counted.least)} if more else set()
        choices = [
            Choice(
                value, label, min(number, MOST_COUNTED) or (None if more else 0), value in chosen,
                self.query_with(facet.field_name, value, value in chosen), or_more=more,
            )
            for value, label in facet.options
            if (number := counted.numbers.get(value, 0)) or value in chosen or value in offered
        ]  # fmt: skip
        if facet.by_number:
            choices.sort(key=lambda choice: (-(choice.number or 0), choice.label))
        first = [choice for place, choice in enumerate(choices) if place < FIRST or choice.is_chosen]
        rest = [choice for choice in choices if choice not in first]
        if len(rest) == 1:
            first, rest = choices, []
        is_open = bool(chosen) or facet.field_name in self.OPEN
        return Shown(facet.field_name, str(facet.label), tuple(first), tuple(rest), is_open)

    def query_with(self, name, value, is_chosen) -> str:
        """The query with that choice taken, or taken back."""
        query = self._bare()
        values = query.getlist(name)
        query.setlist(name, [each for each in values if each != value] if is_chosen else [*values, value])
        return query.urlencode()

    def query_without_filters(self) -> str:
        """The query with its words, order and layout, and no filter."""
        query = self._bare()
        for name in self.filters.filters:
            query.pop(name, None)
        return query.urlencode()

    @property
    def saved_query(self) -> str:
        """What a saved search keeps of the address: words, filters that are known, and the order."""
        query = self._bare()
        kept = QueryDict(mutable=True)
        for name in ("q", "ordering"):
            if value := query.get(name):
                kept[name] = value
        for name, values in self.values.items():
            kept.setlist(name, values)
        return kept.urlencode()

    @property
    def asked(self) -> list[tuple[str, str]]:
        """``(name of the facet, choice)`` of all that is chosen, in words; nothing is counted."""
        return [
            (str(facet.label), label)
            for facet in self.facets
            for value, label in (facet.options if self.values.get(facet.field_name) else ())
            if value in self.values[facet.field_name]
        ]

    @property
    def unknown(self) -> list[str]:
        """The names of the facets of which the address names a choice that is not there, or not for this reader."""
        return [
            str(facet.label)
            for facet in self.facets
            if set(filter(None, self.query.getlist(facet.field_name))).difference(self.values.get(facet.field_name, ()))
        ]

    @property
    def chips(self) -> list[tuple[str, Choice]]:
        """``(name of the facet, choice)`` of all that is chosen, each with the address without it."""
        return [(shown.label, choice) for shown in self._all_shown for choice in shown.chosen]

    def _bare(self):
        query = self.query.copy()
        for name in PASSING:
            query.pop(name, None)
        return query


def listed(filters, words: str):
    """The pieces that the listing of those filters and words shows, in no order."""
    pieces = Piece.objects.order_by()
    if filters.is_valid():
        pieces = filters.filter_queryset(pieces)
    return Search(words).within(pieces) if words else pieces
