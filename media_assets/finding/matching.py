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
    found, keys = Q(pk__in=[]), []
    for answer in answers:
        if hasattr(answer, "get_queryset"):
            found |= Q(pk__in=answer.get_queryset().order_by().values("pk"))
        else:
            keys += [row.pk for row in answer[:MOST_OF_ENGINE]]
    return found | Q(pk__in=keys) if keys else found
