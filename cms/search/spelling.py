"""What the reader may have meant, when nothing was found."""

from difflib import get_close_matches

from .language import words

#: How alike two words must be (0 to 1) for one to be offered for the other.
ALIKE = 0.75
MOST_ENTRIES = 5000


def suggest(asked: list[str], entries) -> str:
    """The question with every word that no title or summary has replaced by the nearest that one has."""
    known = set()
    for title, summary in entries.values_list("title", "summary")[:MOST_ENTRIES]:
        known.update(words(f"{title} {summary}"))
    corrected = [word if word in known else nearest(word, known) or word for word in asked]
    return " ".join(corrected) if corrected != asked else ""


def nearest(word: str, known: set[str]) -> str:
    """The known word most like it, among those of about its length; empty when none is like it."""
    candidates = [other for other in known if abs(len(other) - len(word)) <= 2 and len(other) > 2]
    return next(iter(get_close_matches(word, candidates, n=1, cutoff=ALIKE)), "")
