from modelsearch.backends.database.sqlite.sqlite import SQLiteIndex, SQLiteSearchBackend

from .spanish import SpanishBackendMixin, SpanishIndexMixin


class SpanishSQLiteIndex(SpanishIndexMixin, SQLiteIndex):
    pass


class SpanishSQLiteBackend(SpanishBackendMixin, SQLiteSearchBackend):
    """FTS5 over stems."""

    index_class = SpanishSQLiteIndex
