import time

from django.db.models import AutoField, Avg, BigAutoField, Count, F
from django.db.models.functions import Cast, Length
from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
    PostgresSearchResults,
)
from modelsearch.query import Fuzzy, MatchAll, Not
from modelsearch.utils import get_content_type_pk, get_descendants_content_types_pks

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


class IndexFirst:
    """
    Asks the index for its keys first, and then for the rows.

    Modelsearch joins each row to its index entry by a key that is cast to text, for which
    PostgreSQL reads the whole table and the whole index, however little is found.
    """

    def search(self, config, start, stop, score_field=None, backend=None):
        keys = self.found_keys(config)
        if keys is not None:
            self.queryset = self.queryset.filter(pk__in=keys)
        return super().search(config, start, stop, score_field=score_field, backend=backend)

    def found_keys(self, config):
        """The keys of what is found as a subquery over the index; None where there is no such thing."""
        model = self.queryset.model
        key = model._meta.pk
        while key.is_relation:
            key = key.target_field
        if self.fields is not None or not isinstance(key, (AutoField, BigAutoField)) or not _is_of_words(self.query):
            return None
        question = self.build_tsquery(self.query, config=config)
        vectors = [vector.name.removeprefix("index_entries__") for vector, _boost in self.get_index_vectors(question)]
        first, *others = map(F, vectors)
        for other in others:
            first = first._combine(other, "||", False)
        entries = model._meta.get_field("index_entries").related_model._default_manager
        entries = entries.filter(content_type_id__in=get_descendants_content_types_pks(model))
        found = entries.annotate(_vector_=first).filter(_vector_=question)
        return found.annotate(key=Cast("object_id", BigAutoField())).values("key")


def _is_of_words(query):
    return not isinstance(query, (MatchAll, Fuzzy, Not))


class SearchCompiler(IndexFirst, PostgresSearchQueryCompiler):
    pass


class AutocompleteCompiler(IndexFirst, PostgresAutocompleteQueryCompiler):
    pass


class FoundInDatabase(PostgresSearchResults):
    def found_keys(self):
        """The keys of what the index finds, whatever else the question asks; None where the rows must be asked."""
        return self.query_compiler.found_keys(self.query_compiler.get_config(self.backend))


class SpanishPostgresBackend(SpanishBackendMixin, PostgresSearchBackend):
    """
    PostgreSQL's full text over stems.

    The words arrive stemmed and folded, so that the ``simple`` configuration keeps them
    as they are; neither ``unaccent`` nor the right to install it is needed.
    """

    index_class = SpanishPostgresIndex
    query_compiler_class = SearchCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    results_class = FoundInDatabase

    def __init__(self, params):
        super().__init__(params)
        self.config = "simple"

    def search(self, query, model_or_queryset, fields=None, **kwargs):
        """Every field is searched: the columns that ``fields`` names hold words, and only the index holds stems."""
        return super().search(query, model_or_queryset, fields=fields and None, **kwargs)
