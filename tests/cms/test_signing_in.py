"""Guessing passwords is slowed down for who guesses, and nobody learns here who has an account."""

import pytest
from axes.helpers import get_client_ip_address
from django.core import mail
from django.core.cache import cache
from django.tasks import task_backends
from django.urls import reverse
from freezegun import freeze_time

from cms.tasks import send_password_letter
from tests import factories

NOON = "2026-03-10 17:00:00"


def test_guesses_are_counted_by_visitor_and_not_by_the_proxy_that_all_come_through(rf, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = rf.post("/admin/login/", REMOTE_ADDR="10.0.0.2", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.7")
    assert get_client_ip_address(request) == "198.51.100.7"


def test_without_a_proxy_nobody_passes_for_somebody_else(rf, settings):
    settings.SECURE_PROXY_SSL_HEADER = None
    request = rf.post("/admin/login/", REMOTE_ADDR="198.51.100.7", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert get_client_ip_address(request) == "198.51.100.7"


@pytest.fixture
def signing_in(client, db, settings):
    """Try to sign in from an address; returns the answer. Two attempts a minute are allowed."""
    settings.SIGN_INS_PER_MINUTE = 2
    cache.clear()
    return lambda name, password="no-es-esta", address="198.51.100.7": client.post(
        "/admin/login/", {"username": name, "password": password}, REMOTE_ADDR=address
    )


def test_who_tries_one_password_on_everybody_is_asked_to_wait(signing_in, editor):
    with freeze_time(NOON):
        for name in ("ana", "luis"):
            signing_in(name)
        answer = signing_in(editor.username, factories.PASSWORD)
    assert "desde su conexión" in answer.text
    assert not answer.wsgi_request.user.is_authenticated


def test_who_comes_from_elsewhere_signs_in_meanwhile(signing_in, editor):
    with freeze_time(NOON):
        for name in ("ana", "luis", "rosa"):
            signing_in(name)
        assert signing_in(editor.username, factories.PASSWORD, "198.51.100.8").status_code == 302


@pytest.fixture
def asking(client, db):
    """Ask for another password; returns the answer."""
    cache.clear()
    task_backends["background"].clear()
    return lambda email: client.post(reverse("wagtailadmin_password_reset"), {"email": email})


def test_the_letter_of_a_password_is_left_to_the_worker_whoever_asks(asking, editor):
    for email in (editor.email, "nadie@example.org"):
        assert asking(email).url == reverse("wagtailadmin_password_reset_done")
    assert len(task_backends["background"].results) == 2
    assert mail.outbox == []


def test_an_address_is_not_written_to_again_and_again(asking, editor):
    asking(editor.email)
    assert asking(editor.email.upper()).status_code == 302
    assert len(task_backends["background"].results) == 1


def test_the_letter_leads_to_the_site_and_goes_to_accounts_alone(db, editor, settings):
    send_password_letter.func("nadie@example.org", True)
    assert mail.outbox == []
    send_password_letter.func(editor.email, True)
    [letter] = mail.outbox
    assert letter.to == [editor.email]
    assert f"{settings.SITE_URL}/admin/password_reset/confirm/" in letter.body
