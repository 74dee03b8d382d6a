"""The search engine: told what is public, never believed, and not missed when it is gone."""

import json
import logging
import socket

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from cms import health, services
from cms.models import SearchEntry
from cms.search import availability, healing
from cms.search.changes import IndexChange, note
from cms.search.site_search import How, search_site
from media_assets.models import Piece
from tests import factories
from tests.media_assets.factories import published_piece
from tests.test_leaks import COMPANION, SECRET, public, secrets  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What happens inside is committed at its end, as far as the engine is told."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def engine(search_engine):
    assert healing.heal()
    return search_engine


@pytest.fixture
def gone(settings):
    """The engine is configured and nobody listens at its address."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    settings.WAGTAILSEARCH_BACKENDS = services.search_backends(f"opensearch+http://127.0.0.1:{port}/nadie")
    availability.engine.__init__()
    yield
    availability.engine.__init__()


def titles(query):
    return [hit.title for hit in search_site(query).page]


def documents(engine, model=SearchEntry):
    """All that the engine holds of a model, as it holds it."""
    answer = engine.es.search(index=engine.get_index_for_model(model).name, body={"size": 1000})
    return [hit["_source"] for hit in answer["hits"]["hits"]]


# -- Told -----------------------------------------------------------------------


def test_what_is_published_is_found_by_the_same_request(engine, committed):
    with committed():
        factories.bulletin(title="Ornitorrinco")
    assert titles("ornitorrinco") == ["Ornitorrinco"]
    assert [said["title"] for said in documents(engine) if said["title"] == "Ornitorrinco"]
    assert not IndexChange.objects.exists()


def test_what_is_withdrawn_leaves_the_index_with_the_same_request(engine, committed):
    with committed():
        page = factories.bulletin(title="Ornitorrinco")
        piece = published_piece(title="Afiche del ornitorrinco")
    with committed():
        page.unpublish()
        piece.unpublish()
    assert "rnitorrinco" not in json.dumps(documents(engine))


def test_what_is_rolled_back_is_never_told(engine, committed):
    with committed(), transaction.atomic():
        factories.bulletin(title="Ornitorrinco")
        transaction.set_rollback(True)
    with committed():
        factories.bulletin(title="Otra cosa")
    assert "Ornitorrinco" not in json.dumps(documents(engine))


def test_older_news_do_not_replace_newer_ones(engine, committed):
    with committed():
        entry = factories.bulletin(title="Ornitorrinco").search_entry
    engine.es.index(
        index=engine.get_index_for_model(SearchEntry).name,
        id=str(entry.pk),
        body=engine.mapping_class(SearchEntry).get_document(entry) | {"title": "Más nuevo"},
        params={"version": 10**9, "version_type": "external_gte", "refresh": "true"},
    )
    note("cms.searchentry", entry.pk)
    assert healing.tell(IndexChange.objects.all())
    assert [said["title"] for said in documents(engine) if said["pk"] == str(entry.pk)] == ["Más nuevo"]
    assert not IndexChange.objects.exists()


def test_people_and_images_are_not_told(engine, committed):
    with committed():
        factories.UserFactory(username="ornitorrinco")
        factories.ImageFactory(title="Ornitorrinco")
    assert not IndexChange.objects.exists()
    held = engine.es.indices.get_alias(index=f"{engine.index_prefix}*")
    assert {name.split("_", 1)[1].rsplit("_", 2)[0] for name in held} == {
        "cms_searchentry",
        "wagtailcore_page",
        "media_assets_piece",
    }


# -- Never believed ---------------------------------------------------------------


def test_a_page_taken_down_behind_the_back_of_the_index_is_not_shown(engine, committed):
    with committed():
        factories.bulletin(title="Ornitorrinco")
    Page.objects.filter(title="Ornitorrinco").update(live=False)
    assert documents(engine)
    assert titles("ornitorrinco") == []


def test_no_secret_is_in_the_index_of_readers(search_engine, secrets):  # noqa: F811
    assert healing.heal()
    held = documents(search_engine)
    assert held
    assert SECRET not in json.dumps(held, ensure_ascii=False).lower()
    assert not search_site(COMPANION).page.object_list
    assert not Page.objects.live().search(SECRET).results()
    assert not Piece.objects.public().search(SECRET).results()
    for address in (f"/buscar/?q={COMPANION}", f"/biblioteca/?q={COMPANION}", f"/api/v3/pages/?search={COMPANION}"):
        assert SECRET not in Client().get(address).content.decode().lower(), address


def test_excerpts_of_the_engine_are_escaped(engine, committed, client):
    with committed():
        factories.bulletin(
            title="<script>alert(1)</script> ornitorrinco",
            lead_text="El ornitorrinco <img src=x onerror=alert(2)> nada.",
        )
    body = client.get(reverse("search"), {"q": "ornitorrinco"}).content.decode()
    assert "<mark>ornitorrinco</mark>" in body
    assert "&lt;script&gt;" in body
    assert "<script>alert" not in body
    assert "<img src=x" not in body


def test_the_number_of_queries_does_not_grow_with_the_results(engine, committed, client, django_assert_max_num_queries):
    with committed():
        for n in range(12):
            factories.bulletin(title=f"Ornitorrinco {n}")
    client.get(reverse("healthz"))
    with django_assert_max_num_queries(13):
        body = client.get(reverse("search"), {"q": "ornitorrinco"}).content.decode()
    assert "12 resultados" in body


# -- Misspelt ---------------------------------------------------------------------


def test_a_misspelt_word_is_found_and_it_is_said(engine, committed, client):
    with committed():
        factories.bulletin(title="Mantenimiento de semáforos")
    found = search_site("mantenimineto")
    assert (found.how, found.suggestion) == (How.SPELT_ALIKE, "mantenimiento")
    body = client.get(reverse("search"), {"q": "mantenimineto"}).content.decode()
    assert "Nada dice exactamente" in body
    assert "<mark>Mantenimiento</mark>" in body


def test_a_number_is_never_taken_for_another(engine, committed):
    with committed():
        factories.bulletin(title="Circular 4120")
    assert titles("4121") == []


# -- The library --------------------------------------------------------------------


def test_the_library_of_readers_and_that_of_the_desk_ask_the_engine(engine, committed, client, designer):
    with committed():
        published_piece(title="Afiche del ornitorrinco")
        published_piece(title="Otra pieza")
    body = client.get("/biblioteca/", {"q": "ornitorrincos"}).content.decode()
    assert "<mark>ornitorrinco</mark>" in body
    body = strip_tags(body)
    assert "Afiche del ornitorrinco" in body
    assert "Otra pieza" not in body
    client.force_login(designer)
    # The desk searches while people type.
    body = client.get(reverse("wagtailsnippets_media_assets_piece:list"), {"q": "ornitorrin"}).content.decode()
    assert "Afiche del ornitorrinco" in body
    assert "Otra pieza" not in body


# -- Gone ---------------------------------------------------------------------------


def test_without_the_engine_the_database_answers_and_the_page_says_so(gone, committed, client):
    with committed():
        factories.bulletin(title="Ornitorrinco")
    answer = client.get(reverse("search"), {"q": "ornitorrinco"})
    assert answer.status_code == 200
    assert "Mientras tanto responde una búsqueda más sencilla" in answer.content.decode()
    assert titles("ornitorrinco") == ["Ornitorrinco"]
    assert Page.objects.live().search("ornitorrinco").count() == 1


def test_the_log_says_once_that_the_engine_is_gone_and_once_that_it_is_back(gone, caplog):
    factories.bulletin(title="Ornitorrinco")
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            titles("ornitorrinco")
        availability.engine.answered()
        availability.engine.answered()
    assert [record.getMessage() for record in caplog.records if "engine" in record.getMessage()] == [
        "The search engine does not answer (ConnectionError): the database searches",
        "The search engine answers again",
    ]


def test_an_engine_that_is_down_is_asked_again_by_one_after_a_pause(monkeypatch):
    fuse, now = availability.Availability(), [100.0]
    monkeypatch.setattr(availability.time, "monotonic", lambda: now[0])
    fuse.failed(OSError())
    assert not fuse.may_ask()
    now[0] += availability.PAUSE
    assert [fuse.may_ask() for _ in range(3)] == [True, False, False]
    fuse.answered()
    assert fuse.may_ask()


def test_publication_goes_on_without_the_engine_and_it_hears_of_it_later(gone, settings, search_url, committed):
    with committed():
        kept = factories.bulletin(title="Ornitorrinco")
        factories.bulletin(title="Retirado").unpublish()
    assert kept.live
    assert IndexChange.objects.exists()
    works, detail = healing.state()
    assert not works
    assert "the database searches" in detail
    # The engine is back, and has no index yet.
    prefix = "prueba-de-vuelta"
    settings.WAGTAILSEARCH_BACKENDS = services.search_backends(f"{search_url.rpartition('/')[0]}/{prefix}")
    availability.engine.__init__()
    assert healing.needs_healing()
    assert healing.heal()
    engine = get_search_backend()
    assert not IndexChange.objects.exists()
    assert titles("ornitorrinco") == ["Ornitorrinco"]
    assert "Retirado" not in json.dumps(documents(engine))
    assert healing.state() == (True, f"{engine.client_name}; 0 changes wait")
    engine.es.indices.delete(index=f"{prefix}_*")


def test_changes_made_while_the_index_is_renewed_wait_for_the_new_one(engine, committed):
    IndexChange.objects.create(model="*", key="")
    with committed():
        factories.bulletin(title="Ornitorrinco")
    assert "Ornitorrinco" not in json.dumps(documents(engine))
    assert healing.heal()
    assert "Ornitorrinco" in json.dumps(documents(engine))


def test_a_lost_index_is_answered_for_and_made_anew(engine, committed, client):
    with committed():
        factories.bulletin(title="Ornitorrinco")
    engine.es.indices.delete(index=f"{engine.index_prefix}*")
    assert titles("ornitorrinco") == ["Ornitorrinco"]
    availability.engine.__init__()
    assert healing.needs_healing()
    assert healing.heal()
    assert documents(engine)


def test_an_index_of_another_shape_is_made_anew(engine):
    assert engine.has_indexes()
    engine.shape = "otra"
    try:
        assert not engine.has_indexes()
    finally:
        del engine.shape


def test_the_scheduler_gives_the_worker_the_healing_once(engine, monkeypatch):
    from cms.tasks import heal_search

    asked = []
    monkeypatch.setattr(type(heal_search), "enqueue", lambda task: asked.append(task.module_path))
    healing.heal_if_needed()
    assert asked == []
    IndexChange.objects.create(model="cms.searchentry", key="1")
    healing.heal_if_needed()
    assert asked == ["cms.tasks.heal_search"]


def test_readiness_tells_of_the_engine(gone):
    search = next(part for part in health.PARTS if part.name == "search")
    finding = health._ask(search)
    assert (finding.works, finding.necessary) == (False, False)
    assert "the engine does not answer" in finding.detail
