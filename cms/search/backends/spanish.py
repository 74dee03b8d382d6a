"""
What both databases share: texts are reduced to stems before they are indexed or sought.

Searched fields hold stems; fields for completion hold folded words, since the beginning
of a word is not the beginning of its stem.
"""

from modelsearch.index import AutocompleteField, RelatedFields, SearchField
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText
from wagtail.search.query import MATCH_NONE

from cms.search.language import stems, words
from cms.search.synonyms import widened


class StemmedField(SearchField):
    """A searched field whose value is the stems of the text of another."""

    analyse = staticmethod(stems)

    def __init__(self, field):
        super().__init__(field.field_name, boost=getattr(field, "boost", None), **field.kwargs)
        self.field = field

    def get_value(self, obj):
        return " ".join(self.analyse(_text(self.field.get_value(_bare(obj)))))


class FoldedField(AutocompleteField):
    """A field for completion whose value is the folded words of the text of another."""

    def __init__(self, field):
        super().__init__(field.field_name, **field.kwargs)
        self.field = field

    def get_value(self, obj):
        return " ".join(words(_text(self.field.get_value(_bare(obj)))))


class AnalysedRelation(RelatedFields):
    def __init__(self, relation):
        super().__init__(relation.field_name, [_analysed_field(field) for field in relation.fields])

    def get_value(self, obj):
        return super().get_value(_bare(obj))


class Analysed:
    """An object as the indexer sees it: its key, and its fields in stems."""

    def __init__(self, obj):
        self.obj = obj
        self.pk = obj.pk

    def get_search_fields(self):
        return [_analysed_field(field) for field in self.obj.get_search_fields()]


class SpanishIndexMixin:
    def add_items(self, model, objs):
        super().add_items(model, [Analysed(obj) for obj in objs])


class SpanishBackendMixin:
    """Queries arrive as people or programs wrote them and are sought as stems."""

    def search(self, query, *args, operator=None, **kwargs):
        return super().search(analysed_query(widened(query, operator), stems), *args, **kwargs)

    def autocomplete(self, query, *args, **kwargs):
        return super().autocomplete(analysed_query(query, words), *args, **kwargs)


def analysed_query(query, analyse):
    """
    The query with its words analysed.

    Words are all that is left of a text, so that no operator or quote of the database's
    own query language gets through. A text without words finds nothing.
    """
    match query:
        case str():
            return " ".join(analyse(query))
        case PlainText():
            text = " ".join(analyse(query.query_string))
            return PlainText(text, operator=query.operator, boost=query.boost) if text else MATCH_NONE
        case Phrase() | Fuzzy():
            text = " ".join(analyse(query.query_string))
            return Phrase(text) if text else MATCH_NONE
        case Boost():
            return Boost(analysed_query(query.subquery, analyse), query.boost)
        case Not():
            subquery = analysed_query(query.subquery, analyse)
            return MatchAll() if subquery is MATCH_NONE else Not(subquery)
        case And() | Or():
            parts = [analysed_query(part, analyse) for part in query.subqueries]
            known = [part for part in parts if part is not MATCH_NONE]
            if not known or (isinstance(query, And) and len(known) < len(parts)):
                return MATCH_NONE
            return known[0] if len(known) == 1 else type(query)(known)
        case _:
            return query


def _analysed_field(field):
    match field:
        case RelatedFields():
            return AnalysedRelation(field)
        case AutocompleteField():
            return FoldedField(field)
        case SearchField():
            return StemmedField(field)
        case _:
            return field


def _bare(obj):
    return obj.obj if isinstance(obj, Analysed) else obj


def _text(value) -> str:
    """A field's value as text, as modelsearch's own indexers join it."""
    match value:
        case None:
            return ""
        case str():
            return value
        case dict():
            return ", ".join(_text(item) for item in value.values())
        case list() | tuple():
            return ", ".join(_text(item) for item in value)
        case _:
            return str(value)
