import time

from django.db.models import Avg, Count, F
from django.db.models.functions import Length
from modelsearch.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend
from modelsearch.utils import get_content_type_pk

from .spanish import SpanishBackendMixin, SpanishIndexMixin

#: Entries from which the average length of titles is remembered, and for how many seconds.
MANY, REMEMBERED = 5000, 3600


class SpanishPostgresIndex(SpanishIndexMixin, PostgresIndex):
    """
    Modelsearch measures the titles of the whole index each time that something is saved.

    Here only those just written are measured, against an average that hardly moves: what a
    save costs does not grow with the index.
    """

    _average, _until = None, 0.0

    def add_items(self, model, objs):
        super().add_items(model, objs)
        if objs and (average := self._average_title()):
            keys = [str(obj.pk) for obj in objs]
            written = self.entries.filter(content_type_id=get_content_type_pk(model), object_id__in=keys)
            measured = written.annotate(title_length=Length("title")).filter(title_length__gt=0)
            measured.update(title_norm=average / F("title_length"))

    def _refresh_title_norms(self, full=False):
        """All of them, after the index was made anew."""
        if full:
            super()._refresh_title_norms(full=True)

    def _average_title(self):
        cls = type(self)
        if cls._average and time.monotonic() < cls._until:
            return cls._average
        titles = self.entries.annotate(title_length=Length("title")).filter(title_length__gt=0)
        found = titles.aggregate(average=Avg("title_length"), number=Count("pk"))
        if found["number"] >= MANY:
            cls._average, cls._until = found["average"], time.monotonic() + REMEMBERED
        return found["average"]


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
