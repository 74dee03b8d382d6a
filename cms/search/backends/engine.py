"""
Modelsearch's OpenSearch and Elasticsearch, taught Spanish and to be absent.

Pages, pieces and search entries are searched by the engine, everything else by the
database, whose own index is kept beside it: it answers whenever the engine does not.
What the engine finds is always read from the database with all the conditions of the
question, so that an index which lags behind can show nobody what is not public.
"""

import hashlib
import json
import logging
from functools import cache, partial

from django.apps import apps
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from modelsearch.backends.base import BaseIndex, get_model_root
from modelsearch.backends.elasticsearchbase import ElasticsearchAtomicIndexRebuilder
from modelsearch.index import get_indexed_models
from wagtail.search.backends import get_search_backend

from cms.search import changes
from cms.search.availability import engine, is_of_engine, is_refusal, understanding
from cms.search.synonyms import widened

from .analysis import SETTINGS

logger = logging.getLogger(__name__)

#: What the engine searches: a few kinds of content, and no people.
SEARCHED = frozenset({"wagtailcore.page", "media_assets.piece", "cms.searchentry"})
#: As many results may be asked for at once (the engine's own limit on a window).
MOST_AT_ONCE = 10_000
#: Seconds that the engine has for a batch of an index that is made anew.
PATIENCE = 60
#: How often such a batch is sent again to an engine that has too much to do (429), and seconds between.
AGAIN = {"max_retries": 6, "initial_backoff": 1, "max_backoff": 30}


def SearchBackend(params):
    """The backend for ``CLIENT``, such as ``opensearch3``, one of modelsearch's own; it keeps its connections."""
    return _backend(json.dumps(params, sort_keys=True))


class SpanishMapping:
    """Beside the stems, the words as they stand, for what is misspelt."""

    edgengram_analyzer_config = {"analyzer": "edgengram_analyzer", "search_analyzer": "beginning"}

    def get_mapping(self):
        mapping = super().get_mapping()
        fields = mapping["properties"]
        fields["_words"] = {"type": "text", "analyzer": "folded", "search_analyzer": "folded", "norms": False}
        for field in fields.values():
            if "copy_to" in field:
                field["copy_to"] = [*_list(field["copy_to"]), "_words"]
        return mapping


class SpanishCompiler:
    # As the databases have it: all the words are wanted.
    DEFAULT_OPERATOR = "and"

    def _compile_fuzzy_query(self, query, fields):
        """Words that differ by one letter, or by two when they are long; never in the first."""
        asked = {"query": query.query_string, "fuzziness": "AUTO", "prefix_length": 1, "operator": query.operator}
        return {"match": {"_words": asked}}


class Results:
    """Results of the engine, or of its stand-in when it does not answer."""

    stand_in = None

    def _clone(self):
        clone = super()._clone()
        clone.stand_in = self.stand_in
        return clone

    def _do_search(self):
        return self._ask(self._search_at_once, lambda found: list(found[self.start : self.stop]))

    def _do_count(self):
        return self._ask(super()._do_count, lambda found: found[self.start : self.stop].count())

    def _ask(self, ask, ask_stand_in):
        try:
            with understanding():
                answer = ask()
        except Exception as fault:
            if not is_of_engine(fault):
                raise
            if is_refusal(fault):
                logger.exception("The search engine refused a question")
            else:
                engine.failed(fault)
            found = self.stand_in()
            return ask_stand_in(found.annotate_score(self._score_field) if self._score_field else found)
        engine.answered()
        return answer

    def keys(self, number) -> list[int]:
        """The keys of the most relevant, as the engine alone tells them: no row is read of thousands that others filter."""
        return self._ask(lambda: self._keys_at_once(number), lambda found: [row.pk for row in found[:number]])

    def _keys_at_once(self, number):
        answer = self._backend_do_search(
            self._get_es_body(),
            index=self.backend.get_index_for_model(self.query_compiler.queryset.model).name,
            # Of a column, and not out of each document: a third of the time for thousands of them.
            stored_fields="_none_",
            docvalue_fields="pk",
            from_=0,
            size=min(number, MOST_AT_ONCE),
            filter_path="hits.total,hits.hits.fields.pk",
        )
        return [int(hit["fields"]["pk"][0]) for hit in answer["hits"].get("hits", ())]

    def _search_at_once(self):
        """One question for all the results that are wanted, where modelsearch asks a hundred at a time."""
        if self.stop is None or self.stop > MOST_AT_ONCE:
            return list(super()._do_search())
        answer = self._backend_do_search(
            self._get_es_body(),
            index=self.backend.get_index_for_model(self.query_compiler.queryset.model).name,
            _source=False,
            from_=self.start,
            size=self.stop - self.start,
            **{self.fields_param_name: "pk"},
        )
        return list(self._get_results_from_hits(answer["hits"]["hits"]))


class Nowhere(BaseIndex):
    """The index of what the engine does not search."""

    name = "nowhere"

    def get_key(self):
        return self.name


class Rebuilder(ElasticsearchAtomicIndexRebuilder):
    """Makes an index beside the one in use, with a name that tells its shape."""

    def __init__(self, index):
        if isinstance(index, Nowhere):
            self.index = index
            return
        super().__init__(index)
        self.index.name = self.index.name.replace(f"{self.alias.name}_", f"{self.alias.name}_{index.backend.shape}_")

    def start(self):
        if isinstance(self.index, Nowhere):
            return self.index
        with understanding():
            return super().start()

    def finish(self):
        if not isinstance(self.index, Nowhere):
            with understanding():
                super().finish()


class SpanishEngine:
    is_engine = True
    #: It finds words that are misspelt.
    finds_alike = True
    settings = SETTINGS
    atomic_rebuilder_class = Rebuilder

    def __init__(self, params):
        self.client_name = params.pop("NAME")
        super().__init__(params)

    @property
    def stand_in(self):
        return get_search_backend("embedded")

    @cached_property
    def shape(self) -> str:
        """A mark of how texts are analysed and which fields there are; another one needs another index."""
        mappings = [(model._meta.label, self.mapping_class(model).get_mapping()) for model in _searched_models()]
        said = json.dumps([self.settings, sorted(mappings)], sort_keys=True, default=str)
        return hashlib.sha256(said.encode()).hexdigest()[:8]

    def get_index_for_model(self, model):
        return super().get_index_for_model(model) if _is_searched(model) else Nowhere(self)

    # -- Questions ------------------------------------------------------------

    def search(self, query, model_or_queryset, fields=None, **kwargs):
        """Every field is searched, as in the database, where only the whole index holds stems."""
        question = widened(query, kwargs.pop("operator", None))
        return self._put("search", question, model_or_queryset, fields and None, kwargs)

    def autocomplete(self, query, model_or_queryset, fields=None, **kwargs):
        return self._put("autocomplete", query, model_or_queryset, fields, kwargs)

    def _put(self, method, query, model_or_queryset, fields, kwargs):
        ask_stand_in = partial(getattr(self.stand_in, method), query, model_or_queryset, fields=fields, **kwargs)
        if not _is_searched(getattr(model_or_queryset, "model", model_or_queryset)) or not engine.may_ask():
            return ask_stand_in()
        results = getattr(super(), method)(query, model_or_queryset, fields=fields, **kwargs)
        results.stand_in = ask_stand_in
        return results

    # -- Changes ----------------------------------------------------------------

    def bulk(self, client, actions, *, seconds=None, **kwargs):
        """Many documents take their time, where nobody waits for them, and an engine that has its hands full gets some."""
        if seconds is None:
            seconds, kwargs = PATIENCE, AGAIN | kwargs
        if hasattr(client, "options"):
            client = client.options(request_timeout=seconds)
        else:
            kwargs["request_timeout"] = seconds
        with understanding():
            return super().bulk(client, actions, **kwargs)

    def add(self, obj):
        if _is_searched(type(obj)):
            changes.note(get_model_root(type(obj))._meta.label_lower, obj.pk)

    delete = add

    def has_indexes(self) -> bool:
        """Whether every index is there and has the shape of today."""
        wanted = {index.name for index in self.all_indexes() if not isinstance(index, Nowhere)}
        with understanding():
            there = self.es.indices.get_alias(index=f"{self.index_prefix}*", ignore_unavailable=True)
            shaped = {
                alias
                for name, index in there.items()
                for alias in index["aliases"]
                if name.startswith(f"{alias}_{self.shape}_")
            }
        return wanted <= shaped

    def send(self, noted) -> set[int]:
        """
        Tell the engine what those contents are now; readers find it so a moment later.

        Returns the keys of the changes that it could not take at this time. One that it
        will never take is logged and let go, or it would be sent for ever.
        """
        newest = {}
        for change in noted:
            newest[change.model, change.key] = max(change.pk, newest.get((change.model, change.key), 0))
        # Where the index was lost, none is made of what happens to change.
        how = {"seconds": self.timeout, "refresh": True, "require_alias": True, "raise_on_error": False}
        actions = list(self._actions(newest))
        with understanding():
            errors = [next(iter(error.items())) for error in self.bulk(self.es, actions, **how)[1]]
        kept = set()
        for action, told in errors:
            if told["status"] == 409 or (action == "delete" and told.get("result") == "not_found"):
                continue
            if told["status"] != 400:
                # It is read-only, full, has lost its index or lets nobody in: another time.
                kept.add(told["_id"])
            else:
                logger.error("The search engine does not take %s: %s", told["_id"], told.get("error"))
        return {change.pk for change in noted if change.key in kept}

    def _actions(self, newest):
        by_model = {}
        for label, key in newest:
            by_model.setdefault(label, set()).add(key)
        for label, keys in by_model.items():
            model = apps.get_model(label)
            contents = model.objects.filter(pk__in=keys)
            contents = contents.specific() if hasattr(contents, "specific") else contents
            found = {str(content.pk): content for content in contents}
            for key in sorted(keys, key=int):
                action = {
                    "_index": self.get_index_for_model(model).name,
                    "_id": key,
                    "version": newest[label, key],
                    "version_type": "external_gte",
                }
                if content := found.get(key):
                    yield action | {"_source": self.mapping_class(type(content)).get_document(content)}
                else:
                    yield action | {"_op_type": "delete"}


@cache
def _backend(params):
    params = json.loads(params)
    base = import_string(f"modelsearch.backends.{params.pop('CLIENT')}.SearchBackend")
    return _taught(base)(params)


@cache
def _taught(base):
    """The backend ``base`` with its helpers, each taught what stands above."""
    mapping = type("Mapping", (SpanishMapping, base.mapping_class), {})

    def compiler(known):
        return type("Compiler", (SpanishCompiler, known), {"mapping_class": mapping})

    return type(
        "Engine",
        (SpanishEngine, base),
        {
            "mapping_class": mapping,
            "query_compiler_class": compiler(base.query_compiler_class),
            "autocomplete_query_compiler_class": compiler(base.autocomplete_query_compiler_class),
            "results_class": type("EngineResults", (Results, base.results_class), {}),
        },
    )


@cache
def _is_searched(model) -> bool:
    return get_model_root(model)._meta.label_lower in SEARCHED


def _searched_models():
    return [model for model in get_indexed_models() if _is_searched(model)]


def _list(value):
    return value if isinstance(value, list) else [value]
