"""
What a question to the search finds, as a condition that any other filter can stand beside.

In the database it is a subquery: filters, counts and pages are right however much is
found. The search engine answers with keys, the most relevant, of which as many are taken
as it gives at once.
"""

from django.db.models import Q
from wagtail.search.backends import get_search_backend

#: Keys that are taken of the engine's answer.
MOST_OF_ENGINE = 10_000


def put(method, question, queryset, **options):
    """The answer of the search in use: of the engine, or of the database."""
    return getattr(get_search_backend(), method)(question, queryset, **options)


def condition(answers) -> Q:
    """That a row is in any of the answers."""
    queries, keys = [], []
    for answer in answers:
        if hasattr(answer, "get_queryset"):
            queries.append(_keys(answer))
        else:
            keys += [row.pk for row in answer[:MOST_OF_ENGINE]]
    if queries:
        # One set of keys: the database begins with it, where two of them would be looked up for every row.
        keys = queries[0].union(*queries[1:]) if len(queries) > 1 else queries[0]
    return Q(pk__in=keys)


def _keys(answer):
    """The keys of an answer of the database: of its index alone where it can be asked alone."""
    asked = answer.found_keys() if hasattr(answer, "found_keys") else None
    return asked if asked is not None else answer.get_queryset().order_by().values("pk")
