"""
The search of those who work in the library: drafts too, and what the newest files say.

Whole words in any form of theirs, and beginnings of words in what people wrote. Of very
many answers the newest are weighed by relevance and come first; the others follow by date,
so that the time it takes does not grow with the library.
"""

from collections.abc import Sequence
from functools import cached_property

from media_assets.finding import matching
from media_assets.models import Piece

#: As many answers are weighed by relevance.
MOST_WEIGHED = 500
#: Up to so many answers are known by their keys: the index is asked once, and whoever counts or
#: leafs through them asks for those keys. Of more it is asked again.
MOST_LISTED = 20_000
NEWEST = ("-created_at", "-pk")


class Search:
    """One question to the library. ``within`` narrows any queryset of pieces to what was found."""

    def __init__(self, question: str):
        self.question = " ".join(question.replace("\0", " ").split())

    def _put(self, pieces, **options):
        for method in ("search", "autocomplete"):
            yield matching.put(method, self.question, pieces, **options)

    @cached_property
    def _answers(self):
        return list(self._put(Piece.objects.all(), order_by_relevance=True))

    @cached_property
    def _asked(self):
        return matching.condition(self._answers)

    @cached_property
    def found(self) -> list[int]:
        """The keys of the newest that answer: all of them, or one more than ``MOST_LISTED``."""
        newest = matching.newest_found(self._answers, MOST_LISTED + 1)
        return self._newest_of(Piece.objects.filter(self._asked)) if newest is None else newest

    @cached_property
    def condition(self):
        return matching.among(self.found) if len(self.found) <= MOST_LISTED else self._asked

    def within(self, pieces):
        """Of those pieces, the ones that answer, in their own order."""
        return pieces.filter(self.condition)

    def ranked(self, pieces) -> "Ranked":
        """The same, the most relevant first."""
        return Ranked(self, pieces)

    def newest(self, pieces) -> list[int]:
        """The same of some pieces only."""
        return self._newest_of(self.within(pieces)) if pieces.query.has_filters() else self.found

    def _newest_of(self, found):
        return matching.keys_of(found.order_by(*NEWEST).values_list("pk")[: MOST_LISTED + 1])

    def weighed(self, keys) -> list[int]:
        """Those keys, the most relevant first."""
        ranked = []
        for answer in self._put(Piece.objects.filter(pk__in=keys)):
            ranked = list(dict.fromkeys(ranked + matching.best(answer, len(keys), keys)))
            if len(ranked) >= len(keys):
                break
        return list(dict.fromkeys(ranked + keys))


class Ranked(Sequence):
    """The answers in order of relevance, read a page at a time as a paginator asks for them."""

    def __init__(self, search, pieces):
        self.search, self.pieces, self.model = search, pieces, pieces.model

    @cached_property
    def _keys(self):
        newest = self.search.newest(self.pieces)
        weighed = self.search.weighed(newest[:MOST_WEIGHED]) if newest else []
        return weighed + newest[MOST_WEIGHED:]

    def __len__(self):
        return self.count()

    def count(self):
        return len(self._keys) if len(self._keys) <= MOST_LISTED else self._count

    @cached_property
    def _count(self):
        return self.search.within(self.pieces).order_by().count()

    def __getitem__(self, place):
        if not isinstance(place, slice):
            return self[place : place + 1][0]
        start, stop, _step = place.indices(self.count())
        keys = self._keys[start:stop]
        found = {piece.pk: piece for piece in self.pieces.filter(pk__in=keys)} if keys else {}
        page = [found[key] for key in keys if key in found]
        known = len(self._keys)
        if stop > known:
            # From there on both orders are that of the date.
            page += self.search.within(self.pieces).order_by(*NEWEST)[max(start, known) : stop]
        return page
