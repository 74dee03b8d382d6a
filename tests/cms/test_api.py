"""What programs read, and that they write nothing."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import APIToken, PageViewRestriction

from editorial.models import BulletinPage
from tests import factories

pytestmark = pytest.mark.django_db

PAGES = "/api/v3/pages/"


def titles(client, **query):
    answer = client.get(PAGES, query)
    assert answer.status_code == 200, answer.content
    return [page["title"] for page in answer.json()["items"]]


def token_of(user):
    _token, key = APIToken.create_token(user=user, name="prueba")
    return {"Authorization": f"Bearer {key}"}


def test_anybody_reads_live_public_pages(client):
    page = factories.bulletin(title="Público", kicker="Movilidad")
    assert "Público" in titles(client, type="editorial.BulletinPage")
    detail = client.get(f"{PAGES}{page.pk}/").json()
    assert detail["title"] == "Público"
    assert detail["kicker"] == "Movilidad"
    assert client.get(f"{PAGES}find/", {"html_path": page.url}, follow=True).json()["id"] == page.pk


def test_drafts_embargoed_and_private_pages_are_not_there(client):
    later = timezone.now() + datetime.timedelta(hours=1)
    draft = factories.bulletin(live=False)
    embargoed = factories.bulletin(live=False, embargo_until=later, go_live_at=later)
    embargoed.save_revision().publish()
    private = factories.edition()
    PageViewRestriction.objects.create(page=private.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    for page in (draft, embargoed, private):
        assert page.title not in titles(client)
        assert client.get(f"{PAGES}{page.pk}/").status_code == 404
        assert client.get(f"{PAGES}find/", {"html_path": page.url}).status_code == 404
        assert titles(client, search=page.title) == []


def test_the_draft_of_a_live_page_is_not_read(client):
    page = factories.bulletin(title="Público")
    page.title = "Secreto"
    page.save_revision()
    answer = client.get(f"{PAGES}{page.pk}/", {"version": "draft"})
    assert "Secreto" not in answer.content.decode()


def test_a_session_of_the_office_opens_nothing(client, superuser):
    draft = factories.bulletin(live=False)
    client.force_login(superuser)
    assert client.get(f"{PAGES}{draft.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", PAGES),
        ("patch", PAGES + "{pk}/"),
        ("put", PAGES + "{pk}/"),
        ("delete", PAGES + "{pk}/"),
        ("post", PAGES + "{pk}/actions/publish/"),
        ("post", PAGES + "{pk}/actions/unpublish/"),
        ("post", PAGES + "{pk}/actions/copy/"),
        ("post", PAGES + "{pk}/actions/move/"),
        ("post", PAGES + "{pk}/actions/delete/"),
        ("post", "/api/v3/images/"),
        ("post", "/api/v3/documents/"),
        ("post", "/api/v3/snippets/media_assets.Piece/"),
        ("post", "/api/v3/sites/"),
    ],
)
@pytest.mark.parametrize("who", ["nobody", "superuser"])
def test_nobody_writes(client, request, method, path, who):
    page = factories.bulletin(title="Antes", live=False)
    headers = token_of(request.getfixturevalue("superuser")) if who == "superuser" else {}
    answer = getattr(client, method)(
        path.format(pk=page.pk),
        data={"title": "Después", "meta": {"type": "editorial.BulletinPage", "action": "publish"}},
        content_type="application/json",
        headers=headers,
    )
    assert answer.status_code in (401, 404, 405)
    page = BulletinPage.objects.get(pk=page.pk)
    assert not page.live
    assert page.title == "Antes"


@pytest.mark.parametrize("path", ["/api/v3/images/", "/api/v3/documents/", "/api/v3/media/", "/api/v3/sites/"])
def test_files_that_no_page_shows_are_not_listed(client, path):
    assert client.get(path).status_code == 404


def test_the_description_of_the_api_has_only_reading(client):
    described = client.get("/api/v3/openapi.json").json()
    assert {method for operations in described["paths"].values() for method in operations} == {"get"}


def test_the_documentation_asks_nothing_of_strangers(client):
    answer = client.get("/api/v3/docs/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "http://" not in page
    assert "https://" not in page
    assert "<script>" not in page
    assert "unsafe-inline" not in answer["Content-Security-Policy"]


def test_what_one_with_a_token_reads_is_kept_for_nobody(client, superuser):
    draft = factories.bulletin(title="Borrador", live=False)
    headers = token_of(superuser)
    assert client.get(f"{PAGES}{draft.pk}/", headers=headers).status_code == 200
    assert client.get(f"{PAGES}{draft.pk}/").status_code == 404
    assert "Borrador" not in titles(client)
    assert "X-Page-Cache" not in client.get(PAGES, headers=headers)


@pytest.mark.parametrize(
    "query",
    [
        {"type": "x"},
        {"limit": "-1"},
        {"limit": "9999"},
        {"order": "x"},
        {"child_of": "x"},
        {"search": "\0"},
        {"id": "9" * 30},
        {"first_published_at": "9999-12-31T23:59:59"},
    ],
)
def test_bad_questions_are_refused_with_a_reason(client, query):
    answer = client.get(PAGES, query)
    assert answer.status_code < 500


@pytest.mark.parametrize("offset", ["9" * 30, "9223372036854775808", "1000001"])
def test_a_page_that_no_listing_has_is_refused_in_words(client, administrator, offset):
    answer = client.get(PAGES, {"offset": offset})
    assert answer.status_code == 400
    assert answer.json()["detail"] == "offset cannot be higher than 1000000"
    client.force_login(administrator)
    for name in ("pages", "images", "documents"):
        assert client.get(f"/admin/api/main/{name}/", {"offset": offset}).status_code == 400
