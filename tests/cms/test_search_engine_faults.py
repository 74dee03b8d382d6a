"""An engine that is there and does not do as it is told: the site goes on, and nothing that was published is lost."""

import http.server
import json
import socket
import threading
import time

import pytest
from django.urls import reverse
from opensearchpy import TransportError
from wagtail.search.backends import get_search_backend

from cms import services
from cms.search import availability, healing
from cms.search.backends.engine import AGAIN
from cms.search.changes import IndexChange
from cms.search.site_search import search_site
from tests import factories
from tests.cms.test_search_engine import committed, documents, engine  # noqa: F401

pytestmark = pytest.mark.django_db
STANDS_IN = "Mientras tanto responde una búsqueda más sencilla"


def titles(query):
    return [hit.title for hit in search_site(query).page]


@pytest.fixture
def answers(settings):
    """A server that answers every question as the test says: ``answers(status, body)``."""
    said = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self):
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(said["status"])
            self.send_header("Content-Type", said["kind"])
            self.end_headers()
            self.wfile.write(said["body"])

        do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = answer

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def answer(status, body, kind="application/json"):
        said.update(status=status, body=body, kind=kind)
        address = f"opensearch+http://ana:mala@127.0.0.1:{server.server_address[1]}/nadie"
        settings.WAGTAILSEARCH_BACKENDS = services.search_backends(address)
        availability.engine.__init__()

    yield answer
    server.shutdown()
    server.server_close()
    availability.engine.__init__()


FAULTS = {
    "credentials refused": (401, b'{"error": "Unauthorized", "status": 401}'),
    "forbidden": (403, b'{"error": {"type": "security_exception"}, "status": 403}'),
    "too busy": (429, b'{"error": {"type": "circuit_breaking_exception"}, "status": 429}'),
    "out of order": (503, b'{"error": {"type": "master_not_discovered_exception"}, "status": 503}'),
    "another server": (200, b"<html>Bienvenido</html>", "text/html"),
    "nothing": (200, b""),
    "an empty answer": (200, b"{}"),
    "half an answer": (200, b'{"hits": {"hits": ['),
    "an answer of another shape": (200, json.dumps({"hits": {"hits": [{"fields": {}}]}}).encode()),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_readers_are_answered_whatever_the_engine_says(fault, answers, committed, client):  # noqa: F811
    answers(*fault)
    with committed():
        factories.bulletin(title="Ornitorrinco")
    for _ in range(2):
        answer = client.get(reverse("search"), {"q": "ornitorrinco"})
        assert answer.status_code == 200
        assert "Ornitorrinco" in answer.content.decode()
    assert STANDS_IN in answer.content.decode()
    assert client.get("/biblioteca/", {"q": "ornitorrinco"}).status_code == 200
    assert client.get("/readyz").status_code == 200
    assert IndexChange.objects.exists()
    assert not healing.heal()
    assert IndexChange.objects.exclude(model="*").exists()


@pytest.fixture
def silence(settings, monkeypatch):
    """A server that takes every connection and never says anything, as one that was stopped; asked for a second."""
    monkeypatch.setattr(services, "SEARCH_TIMEOUT", 1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"opensearch+http://127.0.0.1:{server.getsockname()[1]}/nadie"
        settings.WAGTAILSEARCH_BACKENDS = services.search_backends(address)
        availability.engine.__init__()
        yield
    availability.engine.__init__()


def test_an_engine_that_takes_questions_and_says_nothing_is_waited_for_once(silence, committed, client):  # noqa: F811
    began = time.monotonic()
    with committed():
        factories.bulletin(title="Ornitorrinco")
    assert time.monotonic() - began > 1, "nobody asked"
    began = time.monotonic()
    for address in (reverse("search"), "/biblioteca/"):
        assert client.get(address, {"q": "ornitorrinco"}).status_code == 200
    with committed():
        factories.bulletin(title="Otra especie")
    assert availability.engine.is_down
    assert time.monotonic() - began < availability.PAUSE / 2
    assert {hit.title for hit in search_site("ornitorrinco").page} == {"Ornitorrinco"}


def test_the_log_says_what_an_engine_refused(answers, caplog):
    error = {"type": "illegal_argument", "reason": "no such filter"}
    answers(400, json.dumps({"error": error | {"root_cause": [error]}, "status": 400}).encode())
    said = []
    assert not healing.heal(everything=True, out=said.append)
    assert "no such filter" in caplog.text
    assert any("no such filter" in line for line in said)


def test_the_log_says_that_an_account_is_not_let_in_and_not_its_password(answers, caplog):
    answers(401, b'{"error": "Unauthorized", "status": 401}')
    assert not healing.heal(everything=True)
    assert "does not let in the account of SEARCH_URL (401)" in caplog.text
    assert "mala" not in caplog.text


@pytest.mark.parametrize("block", ["index.blocks.read_only_allow_delete", "index.blocks.write"])
def test_what_a_full_or_closed_index_refuses_waits_until_it_opens(block, engine, committed):  # noqa: F811
    indexes = f"{engine.index_prefix}*"
    engine.es.indices.put_settings(index=indexes, body={block: True})
    with committed():
        factories.bulletin(title="Ornitorrinco")
    assert IndexChange.objects.exists()
    assert not healing.heal()
    engine.es.indices.put_settings(index=indexes, body={block: None})
    assert healing.heal()
    assert titles("ornitorrinco") == ["Ornitorrinco"]
    assert "Ornitorrinco" in json.dumps(documents(engine))


def test_an_engine_that_has_too_much_to_do_is_given_time_while_its_index_is_made(engine, committed, monkeypatch):  # noqa: F811
    with committed():
        factories.bulletin(title="Ornitorrinco")
    send, refused = engine.es.transport.perform_request, []

    def busy(method, url, *args, **kwargs):
        if url.endswith("_bulk") and len(refused) < 2:
            refused.append(url)
            raise TransportError(429, "circuit_breaking_exception", {})
        return send(method, url, *args, **kwargs)

    monkeypatch.setattr(engine.es.transport, "perform_request", busy)
    monkeypatch.setitem(AGAIN, "initial_backoff", 0.01)
    assert healing.heal(everything=True)
    assert len(refused) == 2
    assert "Ornitorrinco" in json.dumps(documents(engine))


def lose_shards(engine):  # noqa: F811
    """Put in the place of each index one like it that no node may keep; call what it returns, and one may."""
    indices, names = engine.es.indices, []
    for name, told in indices.get(index=f"{engine.index_prefix}*").items():
        settings = {key: told["settings"]["index"][key] for key in ("analysis", "number_of_shards", "number_of_replicas")}
        body = {"mappings": told["mappings"], "settings": settings | {"index.routing.allocation.require._name": "nadie"}}
        indices.create(index=f"{name}-perdido", body=body, wait_for_active_shards="0")
        alias = {"index": f"{name}-perdido", "alias": next(iter(told["aliases"]))}
        indices.update_aliases(body={"actions": [{"remove_index": {"index": name}}, {"add": alias}]})
        names.append(alias["index"])

    def found():
        indices.put_settings(index=",".join(names), body={"index.routing.allocation.require._name": None})
        engine.es.cluster.health(index=",".join(names), wait_for_status="yellow", request_timeout=30)

    return found


def test_an_index_whose_shards_are_lost_is_stood_in_for_and_takes_up_what_it_missed(engine, committed, client):  # noqa: F811
    find = lose_shards(engine)
    assert engine.es.cluster.health(index=f"{engine.index_prefix}*")["status"] == "red"
    with committed():
        factories.bulletin(title="Ornitorrinco")
    availability.engine.__init__()
    answer = client.get(reverse("search"), {"q": "ornitorrinco"})
    assert answer.status_code == 200
    assert "Ornitorrinco" in answer.text
    assert STANDS_IN in answer.text
    availability.engine.__init__()
    assert not healing.heal()
    assert IndexChange.objects.exists()
    find()
    availability.engine.__init__()
    assert healing.heal()
    assert "Ornitorrinco" in json.dumps(documents(engine))
    assert titles("ornitorrinco") == ["Ornitorrinco"]


def test_an_index_that_is_lost_between_two_changes_is_not_made_of_the_second(engine, committed, monkeypatch):  # noqa: F811
    monkeypatch.setattr(type(engine), "has_indexes", lambda backend: True)
    engine.es.indices.delete(index=f"{engine.index_prefix}*")
    with committed():
        factories.bulletin(title="Ornitorrinco")
    assert IndexChange.objects.exists()
    assert not engine.es.indices.get_alias(index=f"{engine.index_prefix}*", ignore_unavailable=True)
    monkeypatch.undo()
    availability.engine.__init__()
    assert healing.heal()
    assert titles("ornitorrinco") == ["Ornitorrinco"]


def test_two_workers_that_heal_at_once_do_not_disturb_each_other(engine):  # noqa: F811
    factories.bulletin(title="Ornitorrinco")
    from django.core.cache import cache

    assert cache.add(healing.HEALING, True, 60)
    said = []
    assert not healing.heal(out=said.append)
    assert said == ["Another process heals the index."]
    cache.delete(healing.HEALING)
    assert healing.heal(everything=True)
    assert get_search_backend().has_indexes()
