"""Why something was found: the passage that says what was sought, with its words marked."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .language import fold, stem

LENGTH = 240

#: A word with the accents of letters that are written as two characters.
WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")


class Sought:
    """The words of a query, as the text may show them: in any form, or as a beginning."""

    def __init__(self, words):
        self.stems = {stem(word) for word in words}
        # A beginning of one or two letters would mark half of the page.
        self.beginnings = tuple(word for word in words if len(word) > 2)
        self._known = {}

    def __contains__(self, word):
        known = self._known.get(word)
        if known is None:
            folded = fold(word)
            known = self._known[word] = stem(folded) in self.stems or folded.startswith(self.beginnings)
        return known


def said(sought: Sought, text: str) -> set[str]:
    """The stems of the words sought that the text says."""
    return {stem(fold(match.group())) for match in WORD.finditer(text) if match.group() in sought}


def marked(text: str, sought: Sought) -> SafeString:
    """The whole text, escaped, with the words sought in ``<mark>``."""
    out, end = [], 0
    for match in WORD.finditer(text):
        if match.group() in sought:
            out += [escape(text[end : match.start()]), "<mark>", escape(match.group()), "</mark>"]
            end = match.end()
    return mark_safe("".join([*out, escape(text[end:])]))


def excerpt(summary: str, text: str, sought: Sought, length: int = LENGTH) -> SafeString:
    """
    The passage of the content in which most of the words sought stand, about ``length`` characters.

    The summary when it says them, else the best passage of the text, else the summary as it is.
    """
    if summary and any(match.group() in sought for match in WORD.finditer(summary)):
        return marked(_cut(summary, 0, length), sought)
    start = _best_start(text, sought, length)
    if start is None:
        return marked(_cut(summary or text, 0, length), sought)
    return marked(_cut(text, start, length), sought)


def _best_start(text, sought, length):
    """Where the passage with most different words sought begins, a little before the first of them."""
    places = [(match.start(), stem(fold(match.group()))) for match in WORD.finditer(text) if match.group() in sought]
    best, most = None, 0
    for i, (start, _word) in enumerate(places):
        different = {word for place, word in places[i : i + 40] if place < start + length}
        if len(different) > most:
            best, most = start, len(different)
    return None if best is None else max(0, best - length // 4)


def _cut(text, start, length):
    """A passage between spaces, with … where something was left out."""
    end = start + length
    if start > 0:
        space = text.find(" ", start)
        start = space + 1 if 0 <= space < start + 40 else start
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > start else end
    passage = text[start:end].strip(" ,;:")
    return f"{'… ' if start > 0 else ''}{passage}{' …' if end < len(text) else ''}"
