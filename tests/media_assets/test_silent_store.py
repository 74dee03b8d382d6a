"""A store that takes every question and answers none costs one reader some seconds, and the site nothing."""

import socket
import time

import pytest
from django.urls import reverse

from media_assets import buckets
from media_assets.models import Channel
from media_assets.storage import StorageDown
from tests.media_assets.factories import published_piece
from tests.media_assets.test_s3_storage import keep_files_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent(client, settings, monkeypatch):
    """The house on such a store; returns a piece and how many connections were made for it."""
    piece = published_piece(Channel.RADIO)
    # What its file tells is on record.
    assert client.get(piece.current_version.url).status_code == 200
    made = []
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
        server.setblocking(False)
        monkeypatch.setattr(buckets, "QUESTIONS", buckets.QUESTIONS.merge(type(buckets.QUESTIONS)(read_timeout=0.3)))
        monkeypatch.setattr(buckets, "_silence", buckets.Silence())
        keep_files_on(f"http://127.0.0.1:{server.getsockname()[1]}", settings, monkeypatch)

        def asked():
            while True:
                try:
                    made.append(server.accept()[0])
                except BlockingIOError:
                    return len(made)

        yield piece, asked
    for connection in made:
        connection.close()


def test_who_asks_for_a_file_is_told_soon(silent, client):
    piece, asked = silent
    begun = time.monotonic()
    response = client.get(piece.current_version.url)
    assert response.status_code == 503
    assert "no responde" in response.text
    assert time.monotonic() - begun < 10
    assert asked() == 1


def test_the_next_are_told_at_once_and_the_store_is_left_alone(silent, client):
    piece, asked = silent
    for _reader in range(5):
        assert client.get(piece.current_version.url).status_code == 503
    assert asked() == 1


def test_after_a_rest_one_asks_again_for_all(silent, client, monkeypatch):
    piece, asked = silent
    client.get(piece.current_version.url)
    monkeypatch.setattr(buckets, "REST", 3600)
    monkeypatch.setattr(buckets._silence, "_until", time.monotonic())
    for _reader in range(3):
        assert client.get(piece.current_version.url).status_code == 503
    assert asked() == 2


def test_the_probe_of_readiness_is_answered_soon(silent, client):
    begun = time.monotonic()
    response = client.get(reverse("readyz"))
    assert response.status_code == 200
    assert response.json()["components"]["storage"]["status"] == "degraded"
    assert time.monotonic() - begun < 10


def test_a_store_that_speaks_again_is_asked_by_everybody():
    silence = buckets.Silence()
    silence.noticed()
    with pytest.raises(StorageDown):
        silence.check()
    silence.over()
    silence.check()
