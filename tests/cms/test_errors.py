"""What readers see when there is nothing to read."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from django.views.defaults import permission_denied
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[True, False], ids=["debug", "production"])
def debug(request, settings):
    """Both ways: a demonstration shows readers the same as production."""
    settings.DEBUG = request.param


@pytest.mark.usefixtures("debug")
class TestWithAndWithoutDebug:
    def test_what_never_was_is_not_found(self, client):
        answer = client.get("/no-existe/")
        assert answer.status_code == 404
        assert "404.html" in [template.name for template in answer.templates]

    def test_a_page_that_was_never_public_is_not_found(self, client):
        page = factories.bulletin(live=False)
        assert client.get(page.url).status_code == 404

    def test_a_withdrawn_page_says_that_it_is_gone(self, client):
        page = factories.bulletin(title="Retirado")
        page.unpublish()
        answer = client.get(page.url)
        assert answer.status_code == 410
        assert "410.html" in [template.name for template in answer.templates]
        assert answer.context["withdrawn"].title == "Retirado"

    def test_a_withdrawn_piece_says_that_it_is_gone(self, client):
        piece = factories.piece(live=True)
        piece.unpublish()
        assert client.get(piece.get_absolute_url()).status_code == 410

    def test_a_redirect_goes_before_the_news_of_a_withdrawal(self, client):
        page = factories.bulletin()
        page.unpublish()
        Redirect.objects.create(old_path=page.url.rstrip("/"), redirect_link="/boletines/")
        assert client.get(page.url).status_code == 301


def test_a_piece_whose_rights_are_over_is_gone_and_one_whose_rights_begin_later_is_not_told(client):
    today, one = timezone.localdate(), datetime.timedelta(days=1)
    over = factories.piece(live=True, rights_until=today - one)
    later = factories.piece(live=True, rights_from=today + one)
    assert client.get(over.get_absolute_url()).status_code == 410
    assert client.get(later.get_absolute_url()).status_code == 404


def test_nothing_is_told_of_a_private_page_that_was_withdrawn(client):
    page = factories.bulletin(title="Interno")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    page.unpublish()
    assert client.get(page.url).status_code == 404


def test_a_fault_is_answered_without_the_database(client, monkeypatch):
    from cms.views import errors

    def broken(*args, **kwargs):
        raise RuntimeError("out of order")

    client.raise_request_exception = False
    monkeypatch.setattr("cms.feeds._open_page", broken)
    answer = client.get("/boletines/feed.xml")
    assert answer.status_code == 500
    page = errors.server_error(None).content.decode()
    assert "<html" in page
    assert "out of order" not in page


def test_a_form_that_was_open_too_long_is_refused_in_spanish():
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "redaccion"})
    assert answer.status_code == 403
    assert "El formulario se quedó viejo" in answer.text
    assert 'lang="es"' in answer.text


def test_who_guesses_passwords_meets_a_page_that_says_how_long(client, settings):
    settings.AXES_ENABLED = True
    for _guess in range(9):
        answer = client.post("/admin/login/", {"username": "redaccion", "password": "adivinada"})
    assert answer.status_code == 429
    assert "quince minutos" in answer.text
    assert 'lang="es"' in answer.text


def test_what_is_not_yours_to_open_is_said_in_spanish(rf):
    answer = permission_denied(rf.get("/"), PermissionDenied())
    assert answer.status_code == 403
    assert "no le corresponde" in answer.text
