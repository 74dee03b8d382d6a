"""
Modelsearch's database backends, taught Spanish.

``SearchBackend`` is the one for the vendor of the database, as modelsearch's own is.
"""

from django.core.exceptions import ImproperlyConfigured
from django.db import connection


def SearchBackend(params):
    if connection.vendor == "postgresql":
        from .postgres import SpanishPostgresBackend

        return SpanishPostgresBackend(params)
    if connection.vendor == "sqlite":
        from .sqlite import SpanishSQLiteBackend

        return SpanishSQLiteBackend(params)
    raise ImproperlyConfigured(f"Search works on PostgreSQL and SQLite, not on {connection.vendor}.")
