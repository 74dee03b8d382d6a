"""
Words that say the same for whoever searches, from ``synonyms_es.txt``.

The question is widened, not the index, so that every engine answers alike and a change
of the file needs no new index.
"""

from functools import cache
from pathlib import Path

from modelsearch.query import And, Or, Phrase, PlainText

from .language import stem, words

FILE = Path(__file__).with_name("synonyms_es.txt")


@cache
def groups() -> dict[str, tuple[str, ...]]:
    """The folded words and phrases of each group, by the stems of its single words."""
    found = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        members = tuple(" ".join(words(member)) for member in line.partition("#")[0].split(",") if words(member))
        for member in members:
            if " " not in member:
                found[stem(member)] = members
    return found


def synonyms(word: str) -> list[str]:
    """What else to look for when a folded word is sought."""
    sought = stem(word)
    return [member for member in groups().get(sought, ()) if stem(member) != sought]


def widened(query, operator=None):
    """The question with the synonyms of its words; one that is no plain text is left as it is."""
    if isinstance(query, str):
        if not query.strip():
            return query
        query = PlainText(query, operator=operator or "and")
    if not isinstance(query, PlainText):
        return query
    kept, widened_words = [], []
    for word in words(query.query_string):
        if others := synonyms(word):
            said = [Phrase(other) if " " in other else PlainText(other) for other in others]
            widened_words.append(Or([PlainText(word), *said]))
        else:
            kept.append(word)
    if not widened_words:
        return query
    parts = [PlainText(" ".join(kept), operator=query.operator)] if kept else []
    parts += widened_words
    if len(parts) == 1:
        return parts[0]
    return And(parts) if query.operator == "and" else Or(parts)
