"""
Facets: filters of several choices that also say how many pieces each choice would bring.

The counts of a facet are those under the other filters, so that a second choice in it
can be seen to add. All facets are counted in one query, among the newest pieces where
they are very many: what it takes does not grow with the library.
"""

from dataclasses import dataclass

import django_filters
from django import forms
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, Count, F, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from django.utils.functional import cached_property

from media_assets.models import Piece

#: As many pieces are counted, the newest.
MOST_COUNTED = 500


class KnownChoices(forms.MultipleChoiceField):
    """What makes no sense is taken as not asked: an address outlives the format that it names."""

    def clean(self, value):
        known = {str(key) for key, _label in self.choices}
        return [each for each in dict.fromkeys(value or []) if each in known]


class Facet(django_filters.MultipleChoiceFilter):
    """
    A facet over one column of the piece, or of what it is joined to.

    ``column`` is a path of lookups whose value is what stands in the address; ``to_many``
    says that a piece may have several of them. ``choices`` may be a function. Choices
    stand in their own order, or the most frequent first (``by_number``).
    """

    def __init__(self, *, label, column, choices=(), to_many=False, by_number=False):
        super().__init__(label=label, choices=())
        self.column, self.to_many, self.by_number = column, to_many, by_number
        self._choices = choices

    @cached_property
    def options(self) -> list[tuple[str, str]]:
        """``(value, label)`` of every choice that the reader may know of."""
        choices = self._choices() if callable(self._choices) else self._choices
        return [(str(value), _capitalised(label)) for value, label in choices]

    @cached_property
    def field(self):
        return KnownChoices(label=self.label, choices=self.options, required=False)

    def filter(self, pieces, values):
        return self.narrowed(pieces, values) if values else pieces

    def narrowed(self, pieces, values):
        """The pieces that have any of the values."""
        if self.to_many:
            having = Piece.objects.filter(**{f"{self.column}__in": values})
            return pieces.filter(pk__in=having.order_by().values("pk"))
        return pieces.filter(**{f"{self.column}__in": values})

    @property
    def counted_by(self):
        """The expression whose value a piece is counted under; null is not counted."""
        return F(self.column)

    def folded(self, counts: dict[str, int]) -> dict[str, int]:
        """The counts by choice, where a choice is more than one value."""
        return counts

    def may_have(self, least: int | None) -> list[tuple[str, str]]:
        """The choices to offer when not all pieces were counted; ``least`` is that of all pieces, by ``leasts``."""
        return self.options

    def leasts(self) -> list:
        """Queries of one number each, in a row: the least of them is the least value of all pieces."""
        return []

    def counting(self, pieces):
        """``(facet, value, number)`` rows of a facet whose values are many to a piece, as a part of the one query."""
        return (
            pieces.filter(**{f"{self.column}__isnull": False})
            .order_by()
            .values(
                in_facet=Value(self.field_name, output_field=CharField()),
                of_value=Cast(self.counted_by, CharField()),
            )
            .annotate(number=Count("pk"))
            .values_list("in_facet", "of_value", "number")
        )


class RowsFacet(Facet):
    """A facet whose choices are rows, such as the formats; ``rows`` is a queryset, or makes one for a request."""

    def __init__(self, *, rows, **kwargs):
        super().__init__(by_number=True, **kwargs)
        self.rows = rows

    @cached_property
    def known(self) -> list:
        """The rows that the reader may know of."""
        return list(self.rows(self.parent.request) if callable(self.rows) else self.rows.all())

    @cached_property
    def options(self):
        return [(str(row.pk), self.label_of(row)) for row in self.known]

    def label_of(self, row):
        return str(row)


@dataclass(frozen=True, slots=True)
class Counted:
    """The pieces by value; ``there_is_more`` when they are those of the newest and others were not counted."""

    numbers: dict[str, int]
    there_is_more: bool = False
    least: int | None = None


def counts(facets, chosen, pieces_under, *, of_more=False) -> dict[str, Counted]:
    """
    The counts of each facet by its name, in one query.

    Facets of which nothing is ``chosen`` count the same pieces, which are read once, as a
    narrow table of their values; each of the others counts its own ``pieces_under`` it.
    ``of_more`` says that those are but the newest of what there is.
    """
    free = [facet for facet in facets if facet.field_name not in chosen]
    groups = [(free, pieces_under())]
    groups += [([facet], pieces_under(facet)) for facet in facets if facet not in free]
    tables, parts = [], []
    for n, (together, pieces) in enumerate(groups):
        of_table, of_parts = _counting(f"counted{n}", together, pieces)
        tables += of_table
        parts += of_parts
    if parts:
        parts += [part for facet in facets for part in _asking_leasts(facet)]
    numbers, sizes = {facet.field_name: {} for facet in facets}, {}
    if parts:
        given = [each for _sql, params in (*tables, *parts) for each in params]
        sql = f"WITH {', '.join(sql for sql, _ in tables)} {' UNION ALL '.join(sql for sql, _ in parts)}"
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            for name, value, number in cursor.fetchall():
                if name in numbers:
                    if value is not None:
                        numbers[name][value] = number
                else:
                    # A least one is null where no piece has any.
                    sizes[name] = min(filter(None, (number, sizes.get(name))), default=None)
    return {
        facet.field_name: Counted(
            facet.folded(numbers[facet.field_name]),
            of_more or (sizes.get(f"counted{n}") or 0) > MOST_COUNTED,
            sizes.get(f"least {facet.field_name}"),
        )
        for n, (together, _pieces) in enumerate(groups)
        for facet in together
    }


def _counting(table, facets, pieces):
    """The narrow table of some pieces and what is counted of it, each as SQL with its parameters."""
    single = [facet for facet in facets if not facet.to_many]
    columns = [Cast(facet.counted_by, CharField()) for facet in single]
    newest = pieces.order_by("-created_at", "-pk").values_list("pk", *columns)[: MOST_COUNTED + 1]
    try:
        sql, params = newest.query.sql_with_params()
    except EmptyResultSet:
        return [], []
    names = ", ".join(["pk", *(f"v{n}" for n in range(len(single)))])
    parts = [(f"SELECT CAST(%s AS varchar(40)), CAST(NULL AS varchar(40)), COUNT(*) FROM {table}", (table,))]
    for n, facet in enumerate(single):
        parts.append(
            (f"SELECT CAST(%s AS varchar(40)), v{n}, COUNT(*) FROM {table} GROUP BY v{n}", (facet.field_name,))
        )
    among = Piece.objects.filter(pk__in=RawSQL(f"SELECT pk FROM {table}", ()))
    parts += [found for facet in facets if facet.to_many and (found := _sql_of(facet.counting(among)))]
    return [(f"{table} ({names}) AS MATERIALIZED ({sql})", params)], parts


def _asking_leasts(facet):
    """The parts of the one query that tell the least value of a facet."""
    for number in facet.leasts():
        sql, params = number.query.sql_with_params()
        of_facet = (f"least {facet.field_name}", *params)
        yield f"SELECT CAST(%s AS varchar(40)), CAST(NULL AS varchar(40)), ({sql})", of_facet


def _sql_of(rows):
    """The query and its parameters, or None where it can find nothing."""
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return None


def _capitalised(label):
    label = str(label)
    return label[:1].upper() + label[1:]
