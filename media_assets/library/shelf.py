"""
What the library shows beside its pieces: the facets with their counts, and what is chosen of them.

Every choice is an address, so that any state of the library can be sent to a colleague.
"""

import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property

from media_assets.finding.office import Search
from media_assets.library.facets import Facet, counts
from media_assets.models import Piece

#: Choices of a facet that are shown at once; the rest are unfolded.
FIRST = 7
#: Up to how many pieces are counted anew for every reader, and for how many seconds the
#: counts of a larger library are kept.
COUNTED_ALWAYS, KEPT = 5_000, 60
#: As many pieces that the words of a search find are named to the query that counts; more are searched for in it.
LISTED_AT_MOST = 1_000
#: What an address says that is not of the search itself.
PASSING = ("p", "_w_filter_fragment")


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a facet: ``query`` is the address that has it, or has it no more when it is chosen."""

    value: str
    label: str
    number: int
    is_chosen: bool
    query: str


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
    """The facets of one view of the library: its filter set, its query, and the pieces that a search found."""

    #: Facets that are unfolded from the start.
    OPEN = ("format", "state", "rights", "colour")

    def __init__(self, filters, query, found=None):
        self.filters, self.query, self.found = filters, query, found

    @cached_property
    def values(self) -> dict[str, list[str]]:
        """What is chosen of each filter."""
        return self.filters.form.cleaned_data if self.filters.is_valid() else {}

    @cached_property
    def facets(self) -> list[Facet]:
        return [each for each in self.filters.filters.values() if isinstance(each, Facet)]

    def pieces_under(self, facet=None):
        """The pieces that all filters let through, but for that of the facet itself."""
        pieces = Piece.objects.all() if self.found is None else Piece.objects.filter(pk__in=self.found)
        for name, values in self.values.items():
            if values and (facet is None or name != facet.field_name):
                pieces = self.filters.filters[name].filter(pieces, values)
        return pieces

    @cached_property
    def counts(self):
        if (kept := cache.get(self._key)) is not None:
            return kept
        alone = [each for each in self.facets if each.to_many or self.values.get(each.field_name)]
        together = [each for each in self.facets if each not in alone]
        counted = counts(together, self.pieces_under(), alone, self.pieces_under)
        if sum(counted["channel"].values()) > COUNTED_ALWAYS:
            cache.set(self._key, counted, KEPT)
        return counted

    @cached_property
    def _key(self):
        chosen = sorted((name, sorted(map(str, values))) for name, values in self.values.items() if values)
        asked = f"{timezone.localdate()}{self.query.get('q', '')}{chosen}"
        return f"library-counts-{hashlib.sha256(asked.encode()).hexdigest()}"

    def shown(self) -> list[Shown]:
        return [shown for facet in self.facets if (shown := self.show(facet)).choices]

    def show(self, facet) -> Shown:
        numbers, chosen = self.counts[facet.field_name], set(self.values.get(facet.field_name, ()))
        choices = [
            Choice(value, label, number, value in chosen, self.query_with(facet.field_name, value, value in chosen))
            for value, label in facet.options
            if (number := numbers.get(value, 0)) or value in chosen
        ]
        if facet.by_number:
            choices.sort(key=lambda choice: (-choice.number, choice.label))
        first = [choice for place, choice in enumerate(choices) if place < FIRST or choice.is_chosen]
        more = [choice for choice in choices if choice not in first]
        if len(more) == 1:
            first, more = choices, []
        is_open = bool(chosen) or facet.field_name in self.OPEN
        return Shown(facet.field_name, str(facet.label), tuple(first), tuple(more), is_open)

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
    def chips(self) -> list[tuple[str, Choice]]:
        """``(name of the facet, choice)`` of all that is chosen, each with the address without it."""
        return [(str(facet.label), choice) for facet in self.facets for choice in self.show(facet).chosen]

    def _bare(self):
        query = self.query.copy()
        for name in PASSING:
            query.pop(name, None)
        return query


def found_by(words: str):
    """The keys of the pieces that the words find: a list of few, or a query for many, to narrow the counts by."""
    matching = Search(words).within(Piece.objects.order_by())
    keys = list(matching.values_list("pk", flat=True)[: LISTED_AT_MOST + 1])
    return keys if len(keys) <= LISTED_AT_MOST else matching.values("pk")


def listed(filters, words: str):
    """The pieces that the listing of those filters and words shows, in no order."""
    pieces = Piece.objects.order_by()
    if filters.is_valid():
        pieces = filters.filter_queryset(pieces)
    return Search(words).within(pieces) if words else pieces
