from modelsearch.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend

from .spanish import SpanishBackendMixin, SpanishIndexMixin


class SpanishPostgresIndex(SpanishIndexMixin, PostgresIndex):
    pass


class SpanishPostgresBackend(SpanishBackendMixin, PostgresSearchBackend):
    """
    PostgreSQL's full text over stems.

    The words arrive stemmed and folded, so that the ``simple`` configuration keeps them
    as they are; neither ``unaccent`` nor the right to install it is needed.
    """

    index_class = SpanishPostgresIndex

    def __init__(self, params):
        super().__init__(params)
        self.config = "simple"

    def search(self, query, model_or_queryset, fields=None, **kwargs):
        """Every field is searched: the columns that ``fields`` names hold words, and only the index holds stems."""
        return super().search(query, model_or_queryset, fields=fields and None, **kwargs)
