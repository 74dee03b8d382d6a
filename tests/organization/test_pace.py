"""Who asks for many files in a short time waits a little, and nobody else does."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpResponse

from organization.pace import DOWNLOADS, FILES, at_pace, seconds_to_wait, visitor_of
from organization.roles import DESIGNERS
from tests import factories

#: Twenty seconds into a minute.
NOW = 60 * 1000 + 20


@pytest.fixture(autouse=True)
def two_a_minute(settings):
    settings.FILES_PER_MINUTE = settings.DOWNLOADS_PER_MINUTE = 2
    cache.clear()


@pytest.fixture
def asked(rf):
    def ask(address="198.51.100.7", user=None, **headers):
        request = rf.get("/archivos/", REMOTE_ADDR=address, **headers)
        request.user = user or AnonymousUser()
        return request

    return ask


def test_who_comes_too_often_waits_until_the_minute_is_over(asked):
    assert [seconds_to_wait(asked(), FILES, NOW) for _n in range(3)] == [0, 0, 40]
    assert seconds_to_wait(asked(), FILES, NOW + 40) == 0


def test_another_visitor_does_not_wait(asked):
    for _n in range(3):
        seconds_to_wait(asked(), FILES, NOW)
    assert not seconds_to_wait(asked("198.51.100.8"), FILES, NOW)


def test_doors_of_another_kind_are_counted_by_themselves(asked):
    for _n in range(3):
        seconds_to_wait(asked(), FILES, NOW)
    assert not seconds_to_wait(asked(), DOWNLOADS, NOW)


def test_behind_the_proxy_the_visitor_is_counted_and_not_the_proxy(asked, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for _n in range(3):
        seconds_to_wait(asked("10.0.0.2", HTTP_X_FORWARDED_FOR="198.51.100.7"), FILES, NOW)
    # What a visitor writes before the address that the proxy adds is no way out.
    assert seconds_to_wait(asked("10.0.0.2", HTTP_X_FORWARDED_FOR="9.9.9.9, 198.51.100.7"), FILES, NOW)
    assert not seconds_to_wait(asked("10.0.0.2", HTTP_X_FORWARDED_FOR="198.51.100.8"), FILES, NOW)


@pytest.mark.parametrize(
    ("address", "visitor"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("::ffff:198.51.100.7", "::ffff:198.51.100.7"),
        ("127.0.0.1", None),
        ("::1", None),
        ("", None),
    ],
)
def test_a_visitor_is_an_address_or_the_network_that_one_subscriber_has(asked, address, visitor):
    assert visitor_of(asked(address)) == visitor


@pytest.mark.django_db
def test_people_with_an_account_are_not_counted(asked):
    user = factories.UserFactory(role=DESIGNERS)
    assert not any(seconds_to_wait(asked(user=user), FILES, NOW) for _n in range(5))


def test_nobody_is_counted_where_the_house_says_so(asked, settings):
    settings.FILES_PER_MINUTE = 0
    assert not any(seconds_to_wait(asked(), FILES, NOW) for _n in range(5))


def test_the_answer_says_in_spanish_when_to_come_back(asked, monkeypatch):
    monkeypatch.setattr("organization.pace.time.time", lambda: NOW)
    door = at_pace(FILES)(lambda request: HttpResponse("the file"))
    assert [door(asked()).status_code for _n in range(2)] == [200, 200]
    answer = door(asked())
    assert answer.status_code == 429
    assert answer["Retry-After"] == "40"
    assert answer["Cache-Control"] == "no-store"
    assert "Inténtelo de nuevo en un minuto" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "door",
    [
        "/archivos/piezas/1/maestro.pdf",
        "/archivos/vistas/1/miniatura.webp",
        "/archivos/subtitulos/1.vtt",
        "/archivos/medios/1/voz.mp3",
        "/archivos/medios/1/subtitulos.vtt",
        "/archivos/medios/1/miniatura",
        "/documentos/1/acta.pdf",
        "/entregas/nadie.la-firmo/",
        "/entregas/nadie.la-firmo/paquete.zip",
        "/boletines/uno/edicion.pdf",
        "/boletines/uno/kit.zip",
    ],
)
def test_every_costly_door_is_guarded(client, home, door):
    answers = [client.get(door, REMOTE_ADDR="198.51.100.7").status_code for _n in range(4)]
    assert answers[:2] == [404, 404]
    assert answers[3] == 429
