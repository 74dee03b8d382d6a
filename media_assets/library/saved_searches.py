"""Searches of the library that people keep: what of an address may be kept, and what is offered to whom."""

from dataclasses import dataclass

from django.db.models import Case, Value, When
from django.http import QueryDict

from media_assets.library.shelf import Shelf
from media_assets.models import SavedSearch

#: Searches that the library offers at once; the rest are on their own screen.
OFFERED = 12
#: Characters of a query that are kept (``SavedSearch.query``).
LONGEST = SavedSearch._meta.get_field("query").max_length


@dataclass(frozen=True, slots=True)
class Offered:
    """A saved search as the library offers it."""

    name: str
    query: str
    is_own: bool
    is_current: bool


def searches_for(user, shelf) -> list[Offered]:
    """The user's own searches, then those of the office, by name; in one query."""
    own_first = Case(When(owner=user, then=Value(0)), default=Value(1))
    now = _as_asked(shelf.saved_query)
    return [
        Offered(search.name, search.query, search.owner_id == user.pk, _as_asked(search.query) == now)
        for search in SavedSearch.objects.seen_by(user).order_by(own_first, "name", "pk")[:OFFERED]
    ]


def checked(query: str, request) -> str:
    """
    What may be kept of a query string: words, order, and filters of the library that the user knows.

    Anything else, such as the address of another page or a collection that is not theirs, is
    left out; nothing is left of nonsense.
    """
    from media_assets.viewsets.filters import PieceFilterSet

    asked = QueryDict(query[:4000])
    return Shelf(PieceFilterSet(asked, request=request), asked).saved_query


def _as_asked(query: str):
    """The query without its order of writing."""
    return sorted((name, sorted(values)) for name, values in QueryDict(query).lists())
