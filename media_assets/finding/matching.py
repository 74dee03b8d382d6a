"""
What a question to the search finds, as a condition that any other filter can stand beside.

In the database it is a subquery: filters, counts and pages are right however much is
found. The search engine answers with keys, the most relevant, of which as many are taken
as it gives at once.
"""

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, F, Func, Q, Subquery
from django.db.models.expressions import RawSQL
from wagtail.search.backends import get_search_backend

#: Keys that are taken of the engine's answer.
MOST_OF_ENGINE = 10_000


def put(method, question, queryset, **options):
    """The answer of the search in use: of the engine, or of the database."""
    return getattr(get_search_backend(), method)(question, queryset, **options)


class OneOf(Func):
    """
    That a value is one of an array (PostgreSQL).

    Thousands of keys are so looked up in the order in which they lie, a third quicker than
    joined as a table, whose order is that of a hash.
    """

    arg_joiner, template = " = ANY(", "%(expressions)s)"
    output_field = BooleanField()


def among(keys) -> Q:
    """That a row has one of those keys, thousands of which are told to the database as one value."""
    if not keys:
        return Q(pk__in=[])
    if connection.vendor == "postgresql":
        return Q(OneOf(F("pk"), RawSQL("%s::bigint[]", ("{" + ",".join(map(str, keys)) + "}",))))
    return Q(pk__in=RawSQL("SELECT value FROM json_each(%s)", (str(list(keys)),)))


def condition(answers) -> Q:
    """That a row is in any of the answers."""
    answers = list(answers)
    if (keys := _keys_in_the_index(answers)) is not None:
        return Q(OneOf(F("pk"), Func(Subquery(keys), template="ARRAY%(expressions)s")))
    queries, keys = [], []
    for answer in answers:
        if hasattr(answer, "get_queryset"):
            queries.append(answer.get_queryset().order_by().values("pk"))
        elif hasattr(answer, "keys"):
            keys += answer.keys(MOST_OF_ENGINE)
        else:
            keys += [row.pk for row in answer[:MOST_OF_ENGINE]]
    if queries:
        # One set of keys: the database begins with it, where two of them would be looked up for every row.
        keys = queries[0].union(*queries[1:]) if len(queries) > 1 else queries[0]
    return Q(pk__in=keys) if queries else among(keys)


def newest_found(answers, most) -> list[int] | None:
    """
    The keys of the newest that are in any of the answers, as the index alone tells them; None where it cannot.

    The later a key was given, the newer is what has it: no row is looked up for its date.
    """
    keys = _keys_in_the_index(list(answers))
    return None if keys is None else keys_of(keys.order_by("-key")[:most])


def _keys_in_the_index(answers):
    """The keys of all the answers by one question to the index; None where rows must be asked."""
    if not all(hasattr(answer, "found_keys") for answer in answers):
        return None
    return answers[0].found_keys(*answers[1:])


def columns_of(rows) -> list[tuple]:
    """
    The columns of thousands of rows, as text in their order, told by the database as one value.

    ``rows`` are ``values_list`` of columns that have neither blanks nor commas, and no nulls.
    """
    if connection.vendor != "postgresql":
        return [tuple(map(str, row)) for row in rows]
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    names = [f"c{n}" for n in range(len(rows.query.values_select) or 1)]
    with connection.cursor() as cursor:
        told = f"string_agg(concat_ws(' ', {', '.join(names)}), ',')"
        cursor.execute(f"SELECT {told} FROM ({sql}) AS found ({', '.join(names)})", params)
        found = cursor.fetchone()[0]
    return [tuple(row.split(" ")) for row in found.split(",")] if found else []


def keys_of(rows) -> list[int]:
    """The same of one column, that of keys."""
    return [int(key) for (key,) in columns_of(rows)]


def best(answer, number, among) -> list[int]:
    """Of those keys the most relevant of an answer, in their order; ``answer`` asks for no others."""
    if hasattr(answer, "best"):
        return [key for key, _score in answer.best(number, among=among)]
    return [row.pk for row in answer[:number]]
