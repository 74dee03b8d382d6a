"""What machines are told of a page."""

import json
import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import resolve

from editorial.models import BulletinCorrection, HomePage
from tests import factories

pytestmark = pytest.mark.django_db


def head(content, path="/", **context):
    request = RequestFactory().get(path)
    request.resolver_match = resolve(request.path)
    name = "piece" if hasattr(content, "channel") else "page"
    return Template("{% load metadata_tags %}{% page_metadata %}").render(
        Context({"request": request, name: content, **context})
    )


def json_ld(html):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])


def test_a_bulletin_is_a_news_article_with_its_corrections(settings):
    page = factories.bulletin(title="Abre la ciclovía", lead_text="Desde el domingo.")
    page.corrections.add(BulletinCorrection(text="La hora es a las 8."))
    page.save()
    html = head(page)
    data = json_ld(html)
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == "Abre la ciclovía"
    assert data["correction"][0]["text"] == "La hora es a las 8."
    assert data["author"]["name"] == page.department.name
    assert f'<link rel="canonical" href="{settings.SITE_URL}{page.url}">' in html
    assert '<meta property="og:type" content="article">' in html
    assert '<meta name="description" content="Desde el domingo.">' in html


def test_every_type_has_a_description_that_parses(home):
    made = [
        factories.bulletin(),
        factories.publication(),
        factories.edition(),
        factories.campaign(),
        factories.programme(),
        factories.episode(),
        factories.piece(live=True),
        home,
    ]
    types = {json_ld(head(content))["@type"] for content in made}
    expected = {"NewsArticle", "Periodical", "PublicationIssue", "WebPage", "PodcastSeries", "RadioEpisode"}
    assert expected | {"ImageObject", "WebSite"} == types


def test_nothing_in_a_page_can_close_the_data_block():
    page = factories.bulletin(title="</script><script>alert(1)</script> & compañía", lead_text="<!--")
    html = head(page)
    assert html.count("<script") == 1
    assert json_ld(html)["name"] == page.title


def test_the_host_that_is_asked_decides_no_address(settings):
    html = head(factories.bulletin())
    assert "testserver" not in html
    assert settings.SITE_URL in html


def test_the_front_page_offers_the_feeds_of_all_sections(home, settings):
    html = head(home)
    for section in ("boletines", "publicaciones", "campanas", "radio", "television", "biblioteca"):
        assert f'href="{settings.SITE_URL}/{section}/feed.xml"' in html


def test_a_programme_offers_its_podcast(settings):
    page = factories.programme()
    assert f'href="{settings.SITE_URL}{page.url}podcast.xml"' in head(page)


def test_a_preview_and_a_search_are_not_for_engines(home):
    assert 'content="noindex"' in head(factories.bulletin(live=False), is_preview=True)
    assert 'content="noindex"' in head(None, path="/buscar/")


def test_later_pages_of_a_listing_stand_for_themselves():
    index = factories.BulletinIndexPage.objects.get()
    assert 'boletines/?pagina=2"' in head(index, path="/boletines/?pagina=2&tema=x")
    assert 'href="http://127.0.0.1:8000/boletines/"' in head(index, path="/boletines/?pagina=<script>")


def test_every_public_page_has_its_metadata(client, home):
    answer = client.get("/").content.decode()
    assert json_ld(answer)["@type"] == "WebSite"
    assert HomePage.objects.get().title in answer
