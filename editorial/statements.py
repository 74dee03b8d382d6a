"""
Questions to the database that are written once and asked many times.

A page with its joins is a statement of eighty columns: Django takes several times
longer to write it than the database to answer it. Here a queryset is compiled for its
first reader, and the next ones only bring their values. What comes back are instances
as ever, read at that moment: the words of the question are kept, never an answer.
"""

import copy
from functools import cache, wraps

from django.db import connections
from django.db.models import Expression
from django.db.models.sql import Query


class Given(Expression):
    """Stands in a queryset for a value that each asking brings, under its name, as the field stores it."""

    def __init__(self, name, field):
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def bind(self, values, connection):
        return self.output_field.get_db_prep_value(values[self.name], connection)


def given(model, field_name) -> Given:
    """A value of that field of the model, brought under the field's name."""
    field = model._meta.get_field(field_name)
    while field.is_relation:  # the key of a page is that of the page which it extends
        field = field.target_field
    return Given(field_name, field)


def written_once(write):
    """
    Decorator of a function that writes a queryset with ``given`` values in it.

    What it makes takes the same arguments, which are few and fixed (a model), and the
    given values by name; it answers with a list::

        @written_once
        def _latest(model):
            return model.objects.filter(department=given(model, "department"))[:3]

        _latest(BulletinPage, department=4)
    """
    written = cache(lambda vendor, *arguments: _write(write(*arguments)))

    @wraps(write)
    def ask(*arguments, **values):
        queryset = written(connections["default"].vendor, *arguments).all()
        queryset.query.values = values
        return list(queryset)

    return ask


def _write(queryset):
    """The queryset with its statement in it."""
    compiler = queryset.query.get_compiler(using=queryset.db)
    statement = compiler.as_sql()
    queryset.query = queryset.query.chain(klass=_WrittenQuery)
    queryset.query.written = (compiler, *statement)
    return queryset


class _WrittenQuery(Query):
    """A query that hands out the compiler which has written it, with the values of this asking."""

    written = None
    values = {}

    def get_compiler(self, using=None, connection=None, elide_empty=True):
        compiler, sql, parameters = self.written
        compiler = copy.copy(compiler)
        # A connection belongs to a thread; a compiler that is shared would cross over.
        compiler.connection = connection or connections[using]
        bound = [
            value.bind(self.values, compiler.connection) if isinstance(value, Given) else value for value in parameters
        ]
        compiler.as_sql = lambda: (sql, bound)
        return compiler
