"""The search of the public library: the pieces among what readers may find, asked as ``/buscar/`` asks."""

from django.db.models import Q
from django.utils import timezone
from wagtail.search.backends import get_search_backend
from wagtail.search.query import MATCH_NONE

from cms.models import SearchEntry, SearchKind
from media_assets.finding import matching

from .language import telling, words
from .site_search import LONGEST_QUESTION, MOST_WORDS, questions

#: Up to so many answers are known by their keys.
MOST_LISTED = 5_000


def pieces_that_answer(text: str) -> Q:
    """A condition over pieces: all the words, or else what begins with them, is spelt alike, or has some."""
    text = " ".join(text.replace("\0", " ").split())[:LONGEST_QUESTION]
    asked = telling(words(text))[:MOST_WORDS]
    entries = SearchEntry.objects.open_at(timezone.now()).filter(kind=SearchKind.PIECE)
    alike = getattr(get_search_backend(), "finds_alike", False)
    for _how, method, question in questions(text, asked, alike) if asked else ():
        if question is MATCH_NONE:
            continue
        found = entries.filter(matching.condition([matching.put(method, question, entries)])).order_by()
        pieces = found.values_list("piece", flat=True)
        # The index is asked once; whoever counts or leafs through the answer asks for its keys.
        if keys := list(pieces[: MOST_LISTED + 1]):
            return matching.among(keys) if len(keys) <= MOST_LISTED else Q(pk__in=pieces)
    return Q(pk__in=[])
