"""Whoever sends slowly holds a thread: a web process waits for so many bodies, and no more."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from cms.slow_senders import LARGE, SlowSendersMiddleware

SMALL = 100


@pytest.fixture(autouse=True)
def places(settings):
    settings.BODIES_AT_ONCE = 6


def sent(size, visitor="192.0.2.1", **headers):
    request = RequestFactory().post("/admin/login/", REMOTE_ADDR=visitor, **headers)
    request.META["CONTENT_LENGTH"] = str(size)
    return request


def answers(*requests):
    """The answers to requests of which each comes while those before it are still being read."""
    waiting, given = list(requests), []

    def view(_request):
        if waiting:
            given.append(house(waiting.pop(0)))
        return HttpResponse()

    house = SlowSendersMiddleware(view)
    given.append(house(waiting.pop(0)))
    # Who came last is answered first.
    return given[::-1]


def statuses(*requests):
    return [answer.status_code for answer in answers(*requests)]


def test_one_sender_too_many_is_asked_to_come_back():
    late = answers(*(sent(SMALL, f"192.0.2.{n}") for n in range(7)))[-1]
    assert late.status_code == 503
    assert late["Retry-After"] == "5"
    assert late["Cache-Control"] == "no-store"


def test_a_page_comes_while_all_places_are_taken():
    page = RequestFactory().get("/", REMOTE_ADDR="192.0.2.9")
    assert statuses(*(sent(SMALL, f"192.0.2.{n}") for n in range(6)), page) == [200] * 7


def test_large_bodies_leave_half_of_the_places_to_forms():
    films = [sent(LARGE, f"192.0.2.{n}") for n in range(4)]
    assert statuses(*films) == [200, 200, 200, 503]
    assert statuses(*films[:3], sent(SMALL, "192.0.2.9")) == [200] * 4


def test_a_body_of_unknown_length_is_a_large_one():
    streams = [sent(0, f"192.0.2.{n}", HTTP_TRANSFER_ENCODING="chunked") for n in range(4)]
    assert statuses(*streams)[-1] == 503


def test_one_visitor_leaves_a_third_of_the_places_to_others():
    assert statuses(*(sent(SMALL) for _ in range(4)), sent(SMALL, "192.0.2.2")) == [200] * 5
    assert statuses(*(sent(SMALL) for _ in range(5)))[-1] == 503


def test_a_place_is_free_again_whatever_became_of_the_request():
    def broken(_request):
        raise RuntimeError

    for _ in range(7):
        with pytest.raises(RuntimeError):
            SlowSendersMiddleware(broken)(sent(SMALL))
    assert statuses(sent(SMALL)) == [200]


def test_the_bound_may_be_taken_away(settings):
    settings.BODIES_AT_ONCE = 0
    assert set(statuses(*(sent(LARGE) for _ in range(9)))) == {200}


def test_a_sender_is_counted_before_anything_reads_the_body(settings):
    order = settings.MIDDLEWARE
    assert order.index("cms.slow_senders.SlowSendersMiddleware") < order.index(
        "django.middleware.csrf.CsrfViewMiddleware"
    )
