"""Forty questions in Spanish have the same answers on the databases and on the engine."""

import pytest

from cms.models import SearchEntry
from cms.search import healing
from cms.search.language import stems
from cms.search.site_search import Chosen, search_site
from tests.cms import search_corpus

pytestmark = pytest.mark.django_db


def answers(question):
    """How it was answered, the titles of the answers and the suggestion."""
    chosen = Chosen(
        kind=question.kind,
        department=search_corpus.slug_of(question.department) if question.department else "",
    )
    results = search_site(question.asked, chosen)
    return results.how.value, [hit.title for hit in results.page], results.suggestion


def are_titled(found, question):
    """Whether they are all that should be found, and the first one is first."""
    named = [next((name for name in question.found if title.startswith(name)), title) for title in found]
    return sorted(named) == sorted(question.found) and named[:1] == list(question.found[:1])


def wrong_answers(finds_alike):
    wrong = {}
    for question in search_corpus.QUESTIONS:
        how, found, suggestion = answers(question)
        if question.meant and not finds_alike:
            right = not found and suggestion == question.meant
        else:
            right = how == question.how and suggestion == question.meant and are_titled(found, question)
        if not right:
            wrong[question.asked] = (how, found, suggestion)
    return wrong


def test_there_are_forty_questions():
    assert len({(question.asked, question.kind) for question in search_corpus.QUESTIONS}) == 40


def test_the_database_answers_the_forty_questions():
    search_corpus.publish()
    wrong = wrong_answers(finds_alike=False)
    assert not wrong, wrong


def test_the_engine_answers_the_forty_questions(search_engine):
    search_corpus.publish()
    assert healing.heal()
    wrong = wrong_answers(finds_alike=True)
    assert not wrong, wrong


def test_the_engine_makes_the_same_stems_as_the_databases(search_engine):
    assert healing.heal()
    said = " ".join(" ".join(row[:3]) for row in search_corpus.BULLETINS)
    said += " jóvenes imágenes resúmenes exámenes trenes quiénes inscripciones vacunándose pingüinos ÑANDÚES Año3 1.150"
    index = search_engine.get_index_for_model(SearchEntry).name
    answer = search_engine.es.indices.analyze(index=index, body={"analyzer": "default", "text": said})
    assert [token["token"] for token in answer["tokens"]] == stems(said.replace("1.150", "")) + ["1.150"]


def test_the_documentation_shows_the_forty_questions():
    """``python -m tests.cms.search_corpus`` writes them there."""
    assert search_corpus.DOCUMENT.read_text(encoding="utf-8") == search_corpus.document_with_table()
