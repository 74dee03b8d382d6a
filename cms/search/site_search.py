"""
The search of readers: one question, its answers in order, and how they divide.

Relevance is the engine's; a word in the title weighs more, and of two that are equally
relevant the later one comes first. When nothing has all the words, what begins with
them is sought, then what is spelt alike (where the engine can), then what has some of
them, and ``Results.how`` says so.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.paginator import Page, Paginator
from django.utils import timezone
from wagtail.search.backends import get_search_backend
from wagtail.search.query import MATCH_NONE, And, Fuzzy, Phrase, PlainText

from cms.memory import memory
from cms.models import SearchEntry, SearchKind
from media_assets.finding import matching
from organization.models import Department

from .availability import engine
from .excerpts import Sought
from .hits import read_hits
from .language import fold, stem, stems, telling, words
from .spelling import suggest
from .synonyms import synonyms

LONGEST_QUESTION = 200
MOST_WORDS = 10
PAGE_LENGTH = 10
#: As many matches are ordered and counted; filters reach the rest.
MOST_MATCHES = 300

TITLE_WEIGHT = 1.0
RECENCY_WEIGHT = 0.4
#: Days after which the weight of being recent has fallen to a third.
RECENCY_DAYS = 365

#: What of an entry weighs or is counted.
WEIGHED = ("pk", "kind", "year", "department_id", "title", "date")
#: As many more are asked for as may not be open now.
SPARE = 30

QUOTED = re.compile(r'["«“]([^"«»“”]{2,})["»”]')


class How(StrEnum):
    """How the results answer the question."""

    ALL_WORDS = "all"
    BEGINNINGS = "beginnings"
    SPELT_ALIKE = "alike"
    SOME_WORDS = "some"


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet, with how many results have it."""

    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader narrowed the results to."""

    kind: str = ""
    year: int | None = None
    department: str = ""

    def __bool__(self):
        return bool(self.kind or self.year or self.department)


@dataclass(frozen=True, slots=True)
class Results:
    """
    ``page`` is a page of SearchHits; ``facets`` by name (kind, year, department) hold Options.

    ``suggestion`` is what the reader may have meant: what was found, if ``how`` says that it
    is spelt alike. ``stands_in`` says that the database answered for an engine that is down.
    """

    query: str
    page: Page
    chosen: Chosen = Chosen()
    facets: dict = field(default_factory=dict)
    how: How = How.ALL_WORDS
    there_is_more: bool = False
    suggestion: str = ""
    stands_in: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A match before it is shown: what ordering and counting need."""

    pk: int
    kind: str
    year: int | None
    department_id: int | None
    weight: float

    def fits(self, chosen, department_id):
        return (
            (not chosen.kind or self.kind == chosen.kind)
            and (not chosen.year or self.year == chosen.year)
            and (not chosen.department or self.department_id == department_id)
        )


def search_site(query: str, chosen: Chosen = Chosen(), number=1, *, now=None, request=None) -> Results:
    """
    What readers find when they ask for ``query``.

    ``number`` is that of the page of results; one out of range is the nearest. The text
    may be anything: it is cut to its first words, and what is no word is no matter.
    """
    now = now or timezone.now()
    query = " ".join(query.replace("\0", " ").split())[:LONGEST_QUESTION]
    asked = telling(words(query))[:MOST_WORDS]
    if not asked:
        return Results(query, Paginator([], PAGE_LENGTH).get_page(1), chosen)

    entries = SearchEntry.objects.open_at(now)
    departments = memory.recall("departments", Department.objects.in_bulk)
    department_id = next((pk for pk, found in departments.items() if found.slug == chosen.department), None)
    how, matches = _first_that_finds(query, asked, entries, now)
    selected = [match for match in matches if match.fits(chosen, department_id)]
    there_is_more = len(matches) >= MOST_MATCHES
    if chosen and there_is_more:
        how, selected = _first_that_finds(query, asked, _narrowed(entries, chosen, department_id), now)
    suggestion, sought = "", asked + [other for word in asked for other in synonyms(word)]
    if how is How.SPELT_ALIKE:
        suggestion = suggest(asked, entries.filter(pk__in=[match.pk for match in matches[:PAGE_LENGTH]]))
        sought = asked + words(suggestion)
    elif not matches:
        suggestion = suggest(asked, entries)
    page = Paginator(selected, PAGE_LENGTH).get_page(number)
    page.object_list = read_hits([match.pk for match in page.object_list], Sought(sought), now, request)
    return Results(
        query=query,
        page=page,
        chosen=chosen,
        facets=_facets(matches, chosen, departments, department_id),
        how=how,
        there_is_more=there_is_more,
        suggestion=suggestion,
        stands_in=engine.is_down,
    )


def questions(query, asked, finds_alike):
    """The ways to put the question to the engine, strictest first: (how, method, query)."""
    text = " ".join(asked)
    phrases = [Phrase(phrase) for phrase in QUOTED.findall(query) if words(phrase)]
    strict = And([PlainText(text), *phrases]) if phrases else PlainText(text)
    yield How.ALL_WORDS, "search", strict
    if phrases:
        yield How.SOME_WORDS, "search", PlainText(text)
    yield How.BEGINNINGS, "autocomplete", text
    # A number that is spelt alike is another number.
    if finds_alike and not any(map(str.isdigit, text)):
        yield How.SPELT_ALIKE, "search", Fuzzy(text, operator="and")
    if len(asked) > 1:
        yield How.SOME_WORDS, "search", PlainText(text, operator="or")


def _first_that_finds(query, asked, entries, now):
    backend = get_search_backend()
    for how, method, question in questions(query, asked, getattr(backend, "finds_alike", False)):
        if question is MATCH_NONE:
            continue
        answer = getattr(backend, method)(question, entries.defer("summary", "text", "documents"))
        if found := _most_relevant(answer, entries):
            return how, _ordered(found, asked, now)
    return How.ALL_WORDS, []


def _most_relevant(answer, entries) -> list:
    """Those of the entries that answer best, each with its relevance."""
    if not hasattr(answer, "best"):
        return [(row, row.relevance or 0) for row in answer.annotate_score("relevance")[:MOST_MATCHES]]
    # The index weighs by itself; of the entries as much is read as ordering and counting need.
    # Nearly all that it holds is open: only where many are not does it have to know of which it may tell.
    for number, is_told in ((MOST_MATCHES + SPARE, False), (MOST_MATCHES, True)):
        scores = dict(answer.best(number, of_queryset=is_told))
        rows = list(entries.filter(matching.among(scores)).values_list(*WEIGHED, named=True)) if scores else []
        if len(rows) >= MOST_MATCHES or len(scores) < number:
            break
    best = sorted(rows, key=lambda row: (-scores[row.pk], -row.pk))[:MOST_MATCHES]
    return [(row, scores[row.pk]) for row in best]


def _ordered(found, asked, now) -> list[Match]:
    """By relevance, weighed by the title and by how recent they are."""
    # Engines count upwards from nought or downwards below it, and none as another does: only the
    # size means something, and its root keeps one of them from outweighing the title.
    highest = max((abs(relevance) for _row, relevance in found), default=0) or 1
    sought = {stem(word) for word in asked}
    weighed = []
    for row, relevance in found:
        weight = math.sqrt(abs(relevance) / highest)
        weight *= 1 + TITLE_WEIGHT * len(sought.intersection(stems(row.title))) / len(sought)
        if row.date:
            days = max(0, (now - row.date).days)
            weight *= 1 + RECENCY_WEIGHT * math.exp(-days / RECENCY_DAYS)
        weighed.append(Match(row.pk, row.kind, row.year, row.department_id, weight))
    return sorted(weighed, key=lambda match: (-match.weight, -match.pk))


def _narrowed(entries, chosen, department_id):
    if chosen.kind:
        entries = entries.filter(kind=chosen.kind)
    if chosen.year:
        entries = entries.filter(year=chosen.year)
    if chosen.department:
        entries = entries.filter(department=department_id)
    return entries


def _facets(matches, chosen, departments, department_id) -> dict:
    """How the matches divide; each facet counts what the other ones leave."""

    def count(name, value):
        others = Chosen(**{f: getattr(chosen, f) for f in ("kind", "year", "department") if f != name})
        return Counter(value(match) for match in matches if match.fits(others, department_id))

    kinds = count("kind", lambda match: match.kind)
    years = count("year", lambda match: match.year)
    by_department = count("department", lambda match: match.department_id)
    return {
        "kind": [
            Option(kind.value, str(kind.label), kinds[kind.value], kind.value == chosen.kind)
            for kind in SearchKind
            if kinds[kind.value]
        ],
        "year": [
            Option(str(year), str(year), number, year == chosen.year)
            for year, number in sorted(((y, n) for y, n in years.items() if y), reverse=True)
        ],
        "department": sorted(
            (
                Option(found.slug, found.name, by_department[pk], pk == department_id)
                for pk, found in departments.items()
                if by_department[pk]
            ),
            key=lambda option: (-option.count, fold(option.label)),
        ),
    }
