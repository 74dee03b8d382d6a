import time

from django.db.models import AutoField, Avg, BigAutoField, BooleanField, Case, Count, F, Func, Q, Value, When
from django.db.models.expressions import RawSQL
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
        return entries_found([self], config).values("key") if self.asks_the_index() else None

    def asks_the_index(self) -> bool:
        """Whether the entries of the index can answer alone."""
        key = self.queryset.model._meta.pk
        while key.is_relation:
            key = key.target_field
        return self.fields is None and isinstance(key, (AutoField, BigAutoField)) and _is_of_words(self.query)

    def vectors(self, question):
        """The columns of an entry that the question is put to, each with its weight."""
        return [(_of_entry(vector), _of_entry(boost)) for vector, boost in self.get_index_vectors(question)]


def _of_entry(column):
    """A column as the entry itself names it, where modelsearch comes to it from the row."""
    return F(column.name.removeprefix("index_entries__")) if isinstance(column, F) else column


def entries_found(compilers, config):
    """The entries of the index that answer any of the questions, with the ``key`` of what they stand for."""
    model = compilers[0].queryset.model
    entries = model._meta.get_field("index_entries").related_model._default_manager
    wanted = Q()
    for n, compiler in enumerate(compilers):
        question = compiler.build_tsquery(compiler.query, config=config)
        (vector, _boost), *others = compiler.vectors(question)
        for other, _boost in others:
            vector = vector._combine(other, "||", False)
        entries = entries.alias(**{f"_vector{n}_": vector})
        wanted |= Q(**{f"_vector{n}_": question})
    return _of_kinds(entries.filter(wanted), model).annotate(key=Cast("object_id", BigAutoField()))


def _of_kinds(entries, model):
    """
    Those that stand for such a model, of which pieces and search entries have indexes of their own (``cms.0009``).

    PostgreSQL takes it that matching a text costs as little as comparing a number, and for a word
    that a tenth of the entries have would read and join the vectors of them all, half a second.
    What it is told to fear, the second arm, is never computed.
    """
    kinds = get_descendants_content_types_pks(model)
    feared = Func(F("object_id"), template="to_tsvector('simple'::regconfig, %(expressions)s) IS NULL")
    feared.output_field = BooleanField()
    at_hand = Case(When(content_type_id__in=kinds, then=Value(True)), default=feared, output_field=BooleanField())
    return entries.filter(at_hand, content_type_id__in=kinds)


def _is_of_words(query):
    return not isinstance(query, (MatchAll, Fuzzy, Not))


class SearchCompiler(IndexFirst, PostgresSearchQueryCompiler):
    pass


class AutocompleteCompiler(IndexFirst, PostgresAutocompleteQueryCompiler):
    pass


class FoundInDatabase(PostgresSearchResults):
    def found_keys(self, *others):
        """
        The keys of what the index finds for this question or any of the others, whatever else they ask.

        None where the rows must be asked.
        """
        compilers = [answer.query_compiler for answer in (self, *others)]
        if not all(compiler.asks_the_index() for compiler in compilers):
            return None
        return entries_found(compilers, self.query_compiler.get_config(self.backend)).values("key")

    def best(self, number, *, of_queryset=True, among=None) -> list[tuple[int, float]]:
        """
        The keys and scores of the most relevant, weighed in the index: no row of theirs is read.

        Without ``of_queryset`` they are those of the whole index, whatever else was asked; of those
        keys alone with ``among``. Where a word finds more than ``number``, those are weighed
        whose titles answer best, and then the newest: bodies are long, and lie apart.
        """
        compiler = self.query_compiler
        config = compiler.get_config(self.backend)
        found = entries_found([compiler], config)
        if among is not None:
            found = found.filter(object_id__in=RawSQL("SELECT unnest(%s::text[])", ([str(key) for key in among],)))
        elif of_queryset and compiler.queryset.query.has_filters():
            found = found.filter(key__in=compiler.queryset.order_by().values("pk"))
        vectors = compiler.vectors(compiler.build_tsquery(compiler.query, config=config))
        if len(vectors) > 1 and (among is None or len(among) > number):
            by_title = compiler._build_rank_expression(vectors[:1], config)
            first = found.alias(by_title=by_title).order_by("-by_title", "-key").values("pk")[:number]
            found = found.model._default_manager.filter(pk__in=first).annotate(key=Cast("object_id", BigAutoField()))
        rank = compiler._build_rank_expression(vectors, config)
        return list(found.annotate(rank=rank).order_by("-rank", "-key").values_list("key", "rank")[:number])


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
