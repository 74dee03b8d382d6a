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


class Search:
    """One question to the library. ``within`` narrows any queryset of pieces to what was found."""

    def __init__(self, question: str):
        self.question = " ".join(question.replace("\0", " ").split())

    def _put(self, pieces, **options):
        for method in ("search", "autocomplete"):
            yield matching.put(method, self.question, pieces, **options)

    @cached_property
    def condition(self):
        return matching.condition(self._put(Piece.objects.all(), order_by_relevance=True))

    def within(self, pieces):
        """Of those pieces, the ones that answer, in their own order."""
        return pieces.filter(self.condition)

    def ranked(self, pieces) -> "Ranked":
        """The same, the most relevant first."""
        return Ranked(self, pieces)

    def weighed(self, pieces) -> list[int]:
        """The keys of the newest that answer, the most relevant first."""
        newest = self.within(pieces.order_by("-created_at", "-pk")).values_list("pk", flat=True)[:MOST_WEIGHED]
        found = Piece.objects.filter(pk__in=list(newest))
        keys = (row.pk for answer in self._put(found.only("pk")) for row in answer[:MOST_WEIGHED])
        return list(dict.fromkeys(keys))


class Ranked(Sequence):
    """The answers in order of relevance, read a page at a time as a paginator asks for them."""

    def __init__(self, search, pieces):
        self.search, self.pieces, self.model = search, pieces, pieces.model

    @cached_property
    def _keys(self):
        return self.search.weighed(self.pieces)

    def __len__(self):
        return self.count()

    def count(self):
        if len(self._keys) < MOST_WEIGHED:
            return len(self._keys)
        return self._count

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
        weighed = len(self._keys)
        if stop > weighed:
            older = self.search.within(self.pieces.exclude(pk__in=self._keys).order_by("-created_at", "-pk"))
            page += older[max(0, start - weighed) : stop - weighed]
        return page
