"""Whoever reads slowly holds a thread: a web process gives so many long answers at once, and no more."""

import gc

import pytest

from media_assets.models import Channel, DeliveryTaking
from media_assets.views.long_answers import LONG
from tests.media_assets.deliveries import hang_up, out_piece, package_of, packed

pytestmark = pytest.mark.django_db

MASTER = b"%PDF-1.7\n" + bytes(LONG)


@pytest.fixture(autouse=True)
def nobody_reads():
    """Django's test client keeps its answers in circles: what another test left unread is open until they are cut."""
    gc.collect()


@pytest.fixture
def delivery(designer, settings):
    settings.LONG_ANSWERS_AT_ONCE = 2
    return packed([out_piece(Channel.PRINT, MASTER, user=designer)], designer)


def begun(client, delivery, visitor=None, **headers):
    """An answer of which nobody has read anything yet."""
    return client.get(package_of(delivery), headers=headers, **({"REMOTE_ADDR": visitor} if visitor else {}))


def test_one_reader_too_many_is_asked_to_come_back_and_is_not_on_record(delivery, client):
    readers = [begun(client, delivery, visitor) for visitor in ("192.0.2.1", "192.0.2.2")]
    late = begun(client, delivery, "192.0.2.3")
    assert [answer.status_code for answer in (*readers, late)] == [200, 200, 503]
    assert late["Retry-After"] == "15"
    assert "Hay demasiadas descargas a la vez" in late.text
    assert DeliveryTaking.objects.count() == 2


@pytest.mark.parametrize("how", ["read to its end", "broken off", "dropped"])
def test_a_place_is_free_again_when_an_answer_is_over(how, delivery, client, settings):
    settings.LONG_ANSWERS_AT_ONCE = 1
    answer = begun(client, delivery)
    if how == "read to its end":
        b"".join(answer.streaming_content)
    if how == "broken off":
        next(answer.streaming_content)
        hang_up(answer)
    if how == "dropped":
        del answer
        gc.collect()
    assert begun(client, delivery).status_code == 200


def test_one_visitor_leaves_half_of_the_places_to_others(delivery, client):
    answers = [begun(client, delivery, visitor) for visitor in ("192.0.2.1", "192.0.2.1", "192.0.2.2")]
    assert [answer.status_code for answer in answers] == [200, 503, 200]


def test_what_is_short_comes_at_any_time(delivery, client):
    readers = [begun(client, delivery), begun(client, delivery)]
    assert begun(client, delivery, range="bytes=0-99").status_code == 206
    assert client.head(package_of(delivery)).status_code == 200
    assert [answer.status_code for answer in readers] == [200, 200]


def test_the_bound_may_be_taken_away(delivery, client, settings):
    settings.LONG_ANSWERS_AT_ONCE = 0
    assert {begun(client, delivery).status_code for _reader in range(9)} == {200}


def test_a_web_process_has_more_threads_than_slow_readers_and_senders_hold(settings):
    """The rest are left to pages; both files that start the house say the same."""
    threads = set()
    for file in ("Procfile", "deploy/Dockerfile"):
        words = (settings.BASE_DIR / file).read_text().replace('"', "").replace(",", "").split()
        threads.add(int(words[words.index("--blocking-threads") + 1]))
    assert len(threads) == 1
    assert threads.pop() >= settings.LONG_ANSWERS_AT_ONCE + settings.BODIES_AT_ONCE + 4
