"""The search of the public library: the pieces among what readers may find, asked as ``/buscar/`` asks."""

from functools import partial

from django.db.models import Q
from django.utils import timezone
from wagtail.search.backends import get_search_backend
from wagtail.search.query import MATCH_NONE

from cms.models import SearchEntry, SearchKind
from media_assets.finding import matching

from .excerpts import Sought, marked
from .language import telling, words
from .site_search import LONGEST_QUESTION, MOST_WORDS, questions
from .synonyms import synonyms

#: Up to so many answers are known by their keys.
MOST_LISTED = 20_000


def pieces_that_answer(text: str) -> Q:
    """A condition over pieces: all the words, or else what begins with them, is spelt alike, or has some."""
    text, asked = _read(text)
    entries = SearchEntry.objects.open_at(timezone.now()).filter(kind=SearchKind.PIECE)
    alike = getattr(get_search_backend(), "finds_alike", False)
    for _how, method, question in questions(text, asked, alike) if asked else ():
        if question is MATCH_NONE:
            continue
        found = entries.filter(matching.condition([matching.put(method, question, entries)])).order_by()
        pieces = found.values_list("piece")
        # The index is asked once; whoever counts or leafs through the answer asks for its keys.
        if keys := matching.keys_of(pieces[: MOST_LISTED + 1]):
            return matching.among(keys) if len(keys) <= MOST_LISTED else Q(pk__in=pieces)
    return Q(pk__in=[])


def marking(text: str):
    """The function that marks, in a title, what the question sought: its words in any form, and their synonyms."""
    asked = _read(text)[1]
    return partial(marked, sought=Sought(asked + [other for word in asked for other in synonyms(word)]))


def _read(text) -> tuple[str, list[str]]:
    """The question within bounds, and the words that say what is sought."""
    text = " ".join(text.replace("\0", " ").split())[:LONGEST_QUESTION]
    return text, telling(words(text))[:MOST_WORDS]
