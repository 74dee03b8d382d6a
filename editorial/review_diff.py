"""
Two versions of a text, word by word: what was put in, what was taken out, and a little of what stands around it.

Paragraphs are matched first, and only those that differ are compared by their words, so that
a long body costs little. What is too long or too different for words is shown whole.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

#: Two stretches whose words, multiplied, are more than this are not compared word by word: some 1,000 by 1,000.
MOST_PAIRS = 1_000_000
#: Below this share of common words a reader is better served by the old sentence and the new one.
LEAST_IN_COMMON = 0.3
#: How many characters of what did not change stand on each side of a change.
CONTEXT = 160
#: Numbers with their points and commas are one word: who reads «3.000» for «2.000» sees the whole of it.
_TOKENS = re.compile(r"\d[\d.,]*\d|\w+|\s+|[^\w\s]")


class Kind(StrEnum):
    SAME = "same"
    TAKEN_OUT = "taken-out"
    PUT_IN = "put-in"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text, and what became of it."""

    kind: Kind
    text: str


def compare_texts(before: str, after: str) -> list[Mark]:
    """The stretches of both texts, in the order in which they are read."""
    old, new = _lines(before), _lines(after)
    marks = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            marks.append(Mark(Kind.SAME, "".join(old[i1:i2])))
        elif i2 - i1 == j2 - j1:
            for was, now in zip(old[i1:i2], new[j1:j2], strict=True):
                marks += _by_words(was, now)
        else:
            marks += _by_words("".join(old[i1:i2]), "".join(new[j1:j2]))
    return _joined(marks)


def exchange(before: str, after: str) -> list[Mark]:
    """One text for the other, whole."""
    marks = [Mark(Kind.TAKEN_OUT, before), Mark(Kind.PUT_IN, after)] if before != after else [Mark(Kind.SAME, after)]
    return [mark for mark in marks if mark.text]


def _lines(text):
    return [f"{line}\n" for line in text.rstrip().splitlines()]


def _by_words(before, after):
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    start, end = _ends_in_common(old, new)
    middle = _middle(old[start : len(old) - end], new[start : len(new) - end])
    return [Mark(Kind.SAME, "".join(old[:start])), *middle, Mark(Kind.SAME, "".join(old[len(old) - end :]))]


def _ends_in_common(old, new) -> tuple[int, int]:
    """How many tokens are the same at the beginning and at the end of both."""
    shorter = min(len(old), len(new))
    start = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    end = next((n for n in range(shorter - start) if old[-1 - n] != new[-1 - n]), shorter - start)
    return start, end


def _middle(old, new):
    """The marks of two runs of tokens that begin and end differently."""
    before, after = "".join(old), "".join(new)
    if len(old) * len(new) > MOST_PAIRS:
        return exchange(before, after)
    operations = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    if old and new and _share_of_words(operations, old, new) < LEAST_IN_COMMON:
        return exchange(before, after)
    marks = []
    for n, (tag, i1, i2, j1, j2) in enumerate(operations):
        was, now = "".join(old[i1:i2]), "".join(new[j1:j2])
        beside = {operation[0] for operation in operations[n - 1 : n + 2 : 2]}
        # The space between two words that were both exchanged belongs to the exchange.
        if tag == "equal" and not (was.isspace() and 0 < n < len(operations) - 1 and beside == {"replace"}):
            marks.append(Mark(Kind.SAME, was))
        else:
            marks += [Mark(Kind.TAKEN_OUT, was), Mark(Kind.PUT_IN, now)]
    return _exchanges_together(marks)


def _share_of_words(operations, old, new):
    """The share of the shorter side, in words, that the other has too."""
    common = sum(_words(old[i1:i2]) for tag, i1, i2, _j1, _j2 in operations if tag == "equal")
    return common / (min(_words(old), _words(new)) or 1)


def _words(tokens):
    return sum(token[0].isalnum() for token in tokens)


def _exchanges_together(marks):
    """Of neighbouring changes first all that was taken out, then all that was put in."""
    ordered = []
    for is_same, run in groupby(marks, key=lambda mark: mark.kind == Kind.SAME):
        run = list(run)
        ordered += run if is_same else sorted(run, key=lambda mark: mark.kind == Kind.PUT_IN)
    return ordered


def _joined(marks):
    runs = ((kind, "".join(mark.text for mark in run)) for kind, run in groupby(marks, key=lambda mark: mark.kind))
    return [Mark(kind, text) for kind, text in runs if text]


def to_html(marks) -> SafeString:
    """The marks as HTML; what did not change is shortened to the words beside a change."""
    last = len(marks) - 1
    html = ((_html_of(mark, is_first=n == 0, is_last=n == last),) for n, mark in enumerate(marks))
    return format_html_join("", "{}", html)


def _html_of(mark, *, is_first, is_last):
    # The end of a paragraph stands outside of the mark, which would colour an empty line.
    text = mark.text.rstrip("\n")
    end = "" if is_last else "\n" * (len(mark.text) - len(text))
    if mark.kind == Kind.SAME:
        return format_html("{}{}", _shortened(text, is_first, is_last), end)
    return format_html("{}{}", taken_out(text) if mark.kind == Kind.TAKEN_OUT else put_in(text), end)


def taken_out(text) -> SafeString:
    return _told("del", _("taken out:"), text)


def put_in(text) -> SafeString:
    return _told("ins", _("put in:"), text)


def _told(tag, what, text):
    """Few screen readers say what is inserted or deleted, so that words say it to them."""
    aside = '<span class="w-sr-only">[{}</span>{}<span class="w-sr-only">]</span>'
    return format_html("<{0}>{1}</{0}>", tag, format_html(aside, f"{what} ", text))


def _shortened(text, is_first, is_last):
    if len(text) <= 3 * CONTEXT:
        return text
    start = "" if is_first else text[:CONTEXT].rsplit(None, 1)[0] + " "
    end = "" if is_last else " " + text[-CONTEXT:].split(None, 1)[-1]
    return f"{start}[…]{end}"
