"""
What a question to the search finds, as a condition that any other filter can stand beside.

In the database it is a subquery: filters, counts and pages are right however much is
found. The search engine answers with keys, the most relevant, of which as many are taken
as it gives at once.
"""

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL
from wagtail.search.backends import get_search_backend

#: Keys that are taken of the engine's answer.
MOST_OF_ENGINE = 10_000


def put(method, question, queryset, **options):
    """The answer of the search in use: of the engine, or of the database."""
    return getattr(get_search_backend(), method)(question, queryset, **options)


def among(keys) -> Q:
    """That a row has one of those keys, thousands of which are told to the database as one value."""
    if not keys:
        return Q(pk__in=[])
    if connection.vendor == "postgresql":
        listed = RawSQL("SELECT unnest(%s::bigint[])", ("{" + ",".join(map(str, keys)) + "}",))
    else:
        listed = RawSQL("SELECT value FROM json_each(%s)", (str(list(keys)),))
    return Q(pk__in=listed)


def condition(answers) -> Q:
    """That a row is in any of the answers."""
    answers = list(answers)
    if all(hasattr(answer, "found_keys") for answer in answers):
        # One question to the index for all of them.
        keys = answers[0].found_keys(*answers[1:])
        if keys is not None:
            return Q(pk__in=keys)
    queries, keys = [], []
    for answer in answers:
        if hasattr(answer, "get_queryset"):
            queries.append(answer.get_queryset().order_by().values("pk"))
        else:
            keys += [row.pk for row in answer[:MOST_OF_ENGINE]]
    if queries:
        # One set of keys: the database begins with it, where two of them would be looked up for every row.
        keys = queries[0].union(*queries[1:]) if len(queries) > 1 else queries[0]
    return Q(pk__in=keys) if queries else among(keys)


def best(answer, number) -> list[int]:
    """The keys of the most relevant of an answer, in their order."""
    if hasattr(answer, "best"):
        return [key for key, _score in answer.best(number)]
    return [row.pk for row in answer[:number]]
