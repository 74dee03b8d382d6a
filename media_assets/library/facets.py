"""
Facets: filters of several choices that also say how many pieces each choice would bring.

The counts of a facet are those under the other filters, so that a second choice in it
can be seen to add. All facets are counted in one query.
"""

from collections import defaultdict

import django_filters
from django import forms
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, Count, F, Value
from django.db.models.functions import Cast
from django.utils.functional import cached_property

from media_assets.models import Piece


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

    def counting(self, pieces):
        """``(facet, value, number)`` rows, as a part of the one query."""
        return (
            pieces.order_by()
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
    def options(self):
        rows = self.rows(self.parent.request) if callable(self.rows) else self.rows.all()
        return [(str(row.pk), self.label_of(row)) for row in rows]

    def label_of(self, row):
        return str(row)


def counts(together, pieces, alone, pieces_under) -> dict[str, dict[str, int]]:
    """
    ``{facet: {value: number}}`` in one query.

    ``together`` are facets of one value each that count the same ``pieces``, which are read
    once, as a narrow table of their values; each of ``alone`` counts its ``pieces_under``.
    """
    parts, given = [], []
    table, of_table = "", ()
    if together and (found := _sql_of(pieces.order_by().values_list(*_columns(together)))):
        names = ", ".join(f"v{n}" for n in range(len(together)))
        table, of_table = f"WITH narrow ({names}) AS MATERIALIZED ({found[0]}) ", found[1]
        for n, facet in enumerate(together):
            parts.append(f"SELECT CAST(%s AS varchar(40)), v{n}, COUNT(*) FROM narrow GROUP BY v{n}")
            given.append(facet.field_name)
    for facet in alone:
        if found := _sql_of(facet.counting(pieces_under(facet))):
            parts.append(found[0])
            given += found[1]
    counted = defaultdict(dict)
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(table + " UNION ALL ".join(parts), [*of_table, *given])
            for name, value, number in cursor.fetchall():
                if value is not None:
                    counted[name][value] = number
    return {facet.field_name: facet.folded(counted[facet.field_name]) for facet in (*together, *alone)}


def _columns(facets):
    return [Cast(facet.counted_by, CharField()) for facet in facets]


def _sql_of(rows):
    """The query and its parameters, or None where it can find nothing."""
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return None


def _capitalised(label):
    label = str(label)
    return label[:1].upper() + label[1:]
