"""What anonymous readers get from what is kept, and what is never kept."""

import datetime

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve
from django.utils import timezone
from freezegun import freeze_time
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from cms.models import OfficeSettings
from cms.page_cache import generation, rules
from cms.page_cache.middleware import PageCacheMiddleware
from editorial.models import StandardPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def standing(home):
    """A public page of the simplest kind."""
    page = home.add_child(instance=StandardPage(title="Quiénes somos", slug="quienes-somos", introduction="Uno."))
    page.save_revision().publish()
    return StandardPage.objects.get(pk=page.pk)


def state(client, path, **headers):
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, path
    return answer.get("X-Page-Cache", "none")


def is_forgotten(client, path):
    return state(client, path) == "miss"


# -- Warm -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/", "/boletines/", "/biblioteca/", "/boletines/feed.xml", "/sitemap.xml", "/buscar/?q=a"]
)
def test_a_warm_page_costs_no_query(client, path, django_assert_num_queries):
    factories.bulletin()
    cold = client.get(path)
    with django_assert_num_queries(0):
        warm = client.get(path)
    assert warm["X-Page-Cache"] == "hit"
    assert warm.content == cold.content


def test_every_type_of_page_is_kept(client):
    pages = [
        factories.bulletin(),
        factories.edition(),
        factories.publication(),
        factories.campaign(),
        factories.programme(),
        factories.episode(),
    ]
    for page in pages:
        assert state(client, page.url) == "miss"
        assert state(client, page.url) == "hit"


def test_a_kept_page_has_all_its_headers(client, standing):
    cold = client.get(standing.url)
    warm = client.get(standing.url)
    for name in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy"):
        assert warm[name] == cold[name]
    assert warm["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert warm["Content-Type"] == "text/html; charset=utf-8"
    assert "Cookie" not in warm["Vary"]
    assert not warm.cookies


def test_a_reader_who_has_the_page_is_told_so(client, standing):
    etag = client.get(standing.url)["ETag"]
    answer = client.get(standing.url, headers={"If-None-Match": etag})
    assert answer.status_code == 304
    assert answer.content == b""
    standing.introduction = "Dos."
    standing.save_revision().publish()
    assert client.get(standing.url, headers={"If-None-Match": etag}).status_code == 200


def test_a_page_is_sent_compressed_to_those_who_can_read_it(client, standing):
    import gzip

    plain = client.get(standing.url)
    packed = client.get(standing.url, headers={"Accept-Encoding": "br, gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed["Vary"]


def test_head_is_answered_without_a_body(client, standing):
    length = len(client.get(standing.url).content)
    answer = client.head(standing.url)
    assert answer["X-Page-Cache"] == "hit"
    assert answer.content == b""
    assert answer["Content-Length"] == str(length)


def test_another_process_finds_what_this_one_kept(client, standing):
    client.get(standing.url)
    request = RequestFactory().get(standing.url)
    elsewhere = PageCacheMiddleware(lambda request: pytest.fail("made again"))
    assert elsewhere(request)["X-Page-Cache"] == "hit"


# -- Never kept -------------------------------------------------------------------


def test_somebody_who_is_signed_in_neither_reads_nor_fills_it(client, standing, editor):
    client.get(standing.url)
    client.force_login(editor)
    assert state(client, standing.url) == "none"


def test_what_one_signed_in_saw_is_not_given_to_others(client, standing, editor):
    client.force_login(editor)
    client.get(standing.url)
    client.logout()
    assert state(client, standing.url) == "miss"


def test_a_private_page_is_never_kept(client, standing):
    PageViewRestriction.objects.create(
        page=standing, restriction_type=PageViewRestriction.PASSWORD, password="una-clave"
    )
    first, second = client.get(standing.url), client.get(standing.url)
    assert "X-Page-Cache" not in first
    assert "X-Page-Cache" not in second
    assert "Uno." not in second.content.decode()


def test_who_gave_the_password_of_a_private_page_opens_it_for_nobody_else(client, standing):
    restriction = PageViewRestriction.objects.create(
        page=standing, restriction_type=PageViewRestriction.PASSWORD, password="una-clave"
    )
    client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{standing.pk}/",
        {"password": "una-clave", "return_url": standing.url},
    )
    assert "Uno." in client.get(standing.url).content.decode()
    stranger = type(client)()
    assert "Uno." not in stranger.get(standing.url).content.decode()


def test_a_preview_is_neither_kept_nor_answered_from_what_is_kept(client, standing, editor):
    client.get(standing.url)
    draft = standing.get_latest_revision_as_object()
    draft.introduction = "Secreto."
    request = RequestFactory().get(standing.url)
    request.user = editor
    preview = draft.make_preview_request(request)
    assert "Secreto." in preview.rendered_content if hasattr(preview, "rendered_content") else preview.content.decode()
    assert "Secreto." not in client.get(standing.url).content.decode()


def test_a_draft_is_not_there(client):
    page = factories.bulletin(live=False)
    for _time in range(2):
        assert client.get(page.url).status_code == 404


def test_what_is_missing_is_not_kept(client, home):
    assert client.get("/no-existe/").status_code == 404
    home.add_child(instance=StandardPage(title="Existe", slug="no-existe"))
    assert client.get("/no-existe/").status_code == 200


@pytest.mark.parametrize("path", ["/admin/login/", "/healthz", "/readyz", "/robots.txt", "/api/v3/docs/"])
def test_doors_that_are_not_pages_are_not_kept(client, path):
    client.get(path)
    assert "X-Page-Cache" not in client.get(path)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda answer: answer.set_cookie("a", "b"),
        lambda answer: answer.headers.__setitem__("Vary", "Accept, Cookie"),
        lambda answer: answer.headers.__setitem__("Vary", "*"),
        lambda answer: answer.headers.__setitem__("Cache-Control", "private"),
        lambda answer: answer.headers.__setitem__("Cache-Control", "max-age=0, no-store"),
        lambda answer: answer.headers.__setitem__("Content-Security-Policy", "script-src 'nonce-abc'"),
        lambda answer: setattr(answer, "status_code", 206),
        lambda answer: setattr(answer, "content", b"x" * (rules.LARGEST + 1)),
    ],
)
def test_an_answer_for_one_reader_is_not_kept(spoil):
    request = RequestFactory().get("/biblioteca/")
    request.resolver_match = resolve("/biblioteca/")
    answer = HttpResponse("hola")
    assert rules.may_keep(request, answer)
    spoil(answer)
    assert not rules.may_keep(request, answer)


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "a=b; messages=W10"},
        {"HTTP_HOST": "otro.example"},
        {"HTTP_HOST": "testserver:6666"},
    ],
)
def test_a_request_that_may_be_somebodys_has_no_key(headers):
    assert rules.key_of(RequestFactory().get("/")) is not None
    assert rules.key_of(RequestFactory().get("/", **headers)) is None


def test_other_methods_have_no_key():
    assert rules.key_of(RequestFactory().post("/")) is None
    assert rules.key_of(RequestFactory().options("/")) is None


# -- Parameters ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["x=1", "pagina=1&x=1", "pagina=uno", "pagina=99999", "tema=a/b", "pagina=1&pagina=2", "q=" + "a" * 500]
)
def test_parameters_that_nobody_reads_are_not_kept(query):
    assert rules.key_of(RequestFactory().get(f"/boletines/?{query}")) is None


def test_parameters_that_follow_readers_make_no_entry_and_are_not_repeated(client):
    for n in range(14):
        factories.bulletin(title=f"Boletín {n}")
    client.get("/boletines/")
    answer = client.get("/boletines/?utm_source=boletin&fbclid=abc")
    assert answer["X-Page-Cache"] == "hit"
    assert b"utm_source" not in client.get("/boletines/?pagina=2&utm_source=x").content


def test_invented_parameters_push_no_page_out(client, standing, monkeypatch):
    client.get(standing.url)
    shared = caches["pages"]
    monkeypatch.setattr(type(shared), "set", lambda *args, **kwargs: pytest.fail("kept in the shared cache"))
    for n in range(300):
        client.get(f"/buscar/?q={n}")
    assert state(client, standing.url) == "hit"


def test_each_filter_is_a_page_of_its_own(client):
    topic = factories.TopicFactory(slug="cultura")
    page = factories.bulletin(title="Con tema")
    page.topics.add(topic)
    page.save()
    factories.bulletin(title="Sin tema")
    client.get("/boletines/")
    assert "Sin tema" not in client.get("/boletines/?tema=cultura").content.decode()


# -- Forgotten ------------------------------------------------------------------------


def _publish(page):
    page.introduction = "Dos."
    page.save_revision().publish()


def _move(page):
    page.move(Page.objects.get(slug="accesibilidad"), pos="last-child")


def _restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def _change_slug(page):
    page.slug = "otra"
    page.save_revision().publish()


def _delete(page):
    """As a page that never was public, which alone may be deleted."""
    type(page).objects.filter(pk=page.pk).update(first_published_at=None)
    type(page).objects.get(pk=page.pk).delete()


CHANGES = {
    "publish": _publish,
    "unpublish": lambda page: page.unpublish(),
    "delete": lambda page: _delete(page),
    "move": _move,
    "slug": _change_slug,
    "restriction": _restrict,
    "office": lambda page: OfficeSettings.for_site(Site.objects.get()).save(),
    "department": lambda page: factories.DepartmentFactory(),
    "topic": lambda page: factories.TopicFactory(),
    "picture": lambda page: factories.ImageFactory(),
    "piece": lambda page: factories.piece(live=True),
    "site": lambda page: Site.objects.get().save(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_of_public_content_forgets(client, standing, change):
    client.get("/")
    assert state(client, "/") == "hit"
    CHANGES[change](standing)
    assert is_forgotten(client, "/")


def test_a_new_rendition_forgets(client, standing):
    image = factories.ImageFactory()
    client.get("/")
    image.get_rendition("width-100")
    assert is_forgotten(client, "/")


def test_a_piece_withdrawn_forgets(client):
    piece = factories.piece(live=True)
    client.get("/")
    piece.unpublish()
    assert is_forgotten(client, "/")


def test_saving_a_draft_forgets_nothing(client, standing, editor):
    client.get(standing.url)
    standing.introduction = "Borrador."
    standing.save_revision(user=editor)
    assert state(client, standing.url) == "hit"
    assert "Borrador." not in client.get(standing.url).content.decode()


def test_what_is_published_is_read_and_what_is_withdrawn_is_gone_at_once(client, standing):
    client.get(standing.url)
    _publish(standing)
    assert "Dos." in client.get(standing.url).content.decode()
    StandardPage.objects.get(pk=standing.pk).unpublish()
    assert client.get(standing.url).status_code == 410


def test_a_redirect_works_where_a_page_was_kept(client, standing):
    client.get(standing.url)
    _delete(standing)
    Redirect.objects.create(old_path="/quienes-somos", redirect_link="/accesibilidad/")
    assert client.get(standing.url)["Location"] == "/accesibilidad/"


def test_a_page_made_while_somebody_publishes_is_not_kept_for_those_who_come_after(client, standing):
    """The race: the old content has been read, then it is published, then the old page is kept."""

    def slow(request):
        old = HttpResponse("vieja")
        request.resolver_match = resolve(request.path)
        request.page_open_to_all = True
        _publish(standing)
        return old

    middleware = PageCacheMiddleware(slow)
    assert middleware(RequestFactory().get(standing.url)).content == b"vieja"
    middleware.get_response = lambda request: HttpResponse("nueva")
    assert middleware(RequestFactory().get(standing.url)).content == b"nueva"


def test_the_cache_turns_again_when_the_change_is_committed(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        factories.DepartmentFactory()
        inside = generation.current()
    assert generation.current().id != inside.id


# -- Time -------------------------------------------------------------------------------


def test_an_entry_lives_no_longer_than_the_setting_says(client, standing, settings):
    settings.PAGE_CACHE_SECONDS = 600
    moment = timezone.now().replace(hour=15, minute=0)
    with freeze_time(moment) as clock:
        generation.renew()
        client.get(standing.url)
        clock.tick(599)
        assert state(client, standing.url) == "hit"
        clock.tick(2)
        assert is_forgotten(client, standing.url)


def test_nothing_is_kept_past_the_next_expiry(client, standing):
    moment = timezone.now().replace(hour=15, minute=0)
    with freeze_time(moment) as clock:
        page = factories.bulletin(title="Caduca", expire_at=moment + datetime.timedelta(seconds=60))
        generation.renew()
        assert "Caduca" in client.get(page.url).content.decode()
        clock.tick(59)
        assert state(client, page.url) == "hit"
        clock.tick(1)
        assert client.get(page.url).status_code == 410
        assert is_forgotten(client, standing.url)


def test_nothing_is_kept_past_midnight_in_bogota(client, standing):
    with freeze_time("2026-03-10 04:59:00") as clock:  # 23:59 in Bogotá
        generation.renew()
        client.get(standing.url)
        clock.tick(50)
        assert state(client, standing.url) == "hit"
        clock.tick(20)
        assert is_forgotten(client, standing.url)


def test_the_cache_can_be_turned_off(client, standing, settings):
    settings.PAGE_CACHE_SECONDS = 0
    client.get(standing.url)
    assert state(client, standing.url) == "none"


# -- When a part fails --------------------------------------------------------------------


class Broken:
    def __getattr__(self, name):
        raise OSError("no route to host")


def test_without_its_token_readers_are_served_and_nothing_is_kept(client, standing, monkeypatch):
    monkeypatch.setattr(generation.clock_of_the_house, "token", Broken())
    assert state(client, standing.url) == "none"
    assert state(client, standing.url) == "none"


def test_without_the_shared_cache_readers_are_served(client, standing, monkeypatch):
    monkeypatch.setattr("cms.page_cache.store.caches", {"pages": Broken()})
    assert state(client, standing.url) == "miss"


def test_a_token_in_a_cache_server_works_the_same(client, standing, monkeypatch):
    monkeypatch.setattr(generation.clock_of_the_house, "token", generation.CacheToken())
    assert state(client, standing.url) == "miss"
    assert state(client, standing.url) == "hit"
    _publish(standing)
    assert is_forgotten(client, standing.url)


def test_a_damaged_token_is_replaced(client, standing):
    token = generation.clock_of_the_house.token
    client.get(standing.url)
    token.path.write_text("{")
    assert is_forgotten(client, standing.url)
    assert state(client, standing.url) == "hit"
