"""What feed readers, podcast readers and crawlers get."""

import datetime
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from wagtail.models import PageViewRestriction, Site

from cms.models import OfficeSettings
from editorial.models import BulletinCorrection, EpisodePage, Medium
from media_assets.metadata import public_copies
from media_assets.models import FileMetadata, PublicState
from tests import factories
from tests.media_assets import laden

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def channel(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content).find("channel")


def titles(feed):
    return [item.findtext("title") for item in feed.iter("item")]


@pytest.mark.parametrize("section", ["boletines", "publicaciones", "campanas", "radio", "television", "biblioteca"])
def test_every_section_has_a_feed_also_while_it_is_empty(client, section, settings):
    feed = channel(client, f"/{section}/feed.xml")
    assert feed.find(f"{ATOM}link").get("href") == f"{settings.SITE_URL}/{section}/feed.xml"
    assert feed.findtext("language") == "es-co"
    assert titles(feed) == []


def test_a_bulletin_comes_with_its_whole_lead_and_its_corrections(client):
    lead = "Desde el domingo habrá ciclovía nocturna en la avenida. " * 8
    page = factories.bulletin(title="Ciclovía", lead_text=lead.strip())
    page.corrections.add(BulletinCorrection(text="La hora es a las 8.", date=datetime.date(2026, 3, 9)))
    page.save()
    (item,) = channel(client, "/boletines/feed.xml").iter("item")
    description = item.findtext("description")
    assert lead.strip() in description
    assert "La hora es a las 8." in description
    assert "9 de marzo de 2026" in description


def test_a_publication_feed_announces_editions(client):
    factories.edition(title="Número 7")
    assert titles(channel(client, "/publicaciones/feed.xml")) == ["Número 7"]


def test_an_episode_comes_with_its_recording(client, settings):
    episode = factories.episode()
    (item,) = channel(client, "/radio/feed.xml").iter("item")
    enclosure = item.find("enclosure")
    assert enclosure.get("url") == f"{settings.SITE_URL}{episode.media.url}"
    assert enclosure.get("length") == str(episode.media.file.size)
    assert enclosure.get("type") == "audio/x-wav"


def test_the_length_of_a_recording_is_that_of_the_copy_readers_get(client):
    episode = factories.episode(media=factories.MediaFactory(file=ContentFile(laden.sound(), name="laden.wav")))
    assert public_copies.public_copy(episode.media).sha256
    (item,) = channel(client, "/radio/feed.xml").iter("item")
    answer = client.get(item.find("enclosure").get("url"))
    assert item.find("enclosure").get("length") == answer["Content-Length"]
    assert int(answer["Content-Length"]) != episode.media.file.size


def test_a_recording_that_cannot_be_given_is_in_no_feed(client):
    episode = factories.episode()
    public_copies.public_copy(episode.media)
    FileMetadata.objects.update(public_state=PublicState.WITHHELD)
    (item,) = channel(client, "/radio/feed.xml").iter("item")
    assert item.find("enclosure") is None
    assert client.get(episode.media.url).status_code == 404
    assert f"{episode.media.url}?descargar" not in client.get(episode.url).content.decode()


def test_what_is_not_public_is_in_no_feed(client):
    factories.bulletin(title="Borrador", live=False)
    private = factories.bulletin(title="Privado")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    factories.bulletin(title="Público")
    assert titles(channel(client, "/boletines/feed.xml")) == ["Público"]


def test_the_feed_of_a_private_section_is_not_there(client):
    index = factories.BulletinIndexPage.objects.get()
    PageViewRestriction.objects.create(page=index, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/boletines/feed.xml").status_code == 404


@pytest.mark.parametrize("path", ["/accesibilidad/feed.xml", "/no-existe/feed.xml", "/boletines/podcast.xml"])
def test_only_sections_have_feeds_and_only_programmes_podcasts(client, path):
    assert client.get(path).status_code == 404


def test_the_key_of_an_entry_outlives_a_change_of_address(client):
    page = factories.bulletin()
    (before,) = channel(client, "/boletines/feed.xml").iter("item")
    page.slug = "otra-direccion"
    page.save_revision().publish()
    (after,) = channel(client, "/boletines/feed.xml").iter("item")
    assert before.findtext("guid") == after.findtext("guid")
    assert before.findtext("link") != after.findtext("link")


def test_a_podcast_is_one_that_podcast_readers_take(client, settings):
    OfficeSettings.objects.create(
        site=Site.objects.get(), office_name="Comunicaciones", press_email="prensa@alcaldia.example"
    )
    programme = factories.programme(title="La ciudad suena", description="Cada jueves.")
    media = factories.MediaFactory(duration=3725)
    factories.episode(programme, title="Primero", media=media, season=1, number=1)
    EpisodePage.objects.filter(pk=factories.episode(programme, title="Sin grabación").pk).update(media=None)
    feed = channel(client, f"{programme.url}podcast.xml")
    assert feed.findtext("title") == "La ciudad suena"
    assert feed.findtext(f"{ITUNES}explicit") == "false"
    assert feed.find(f"{ITUNES}owner").findtext(f"{ITUNES}email") == "prensa@alcaldia.example"
    assert feed.find(f"{ITUNES}category").get("text")
    (item,) = feed.iter("item")
    assert item.findtext("title") == "Primero"
    assert item.findtext(f"{ITUNES}duration") == "1:02:05"
    assert item.findtext(f"{ITUNES}episode") == "1"
    assert item.find("enclosure").get("url").startswith(settings.SITE_URL)


def test_a_podcast_shows_a_cover_that_is_made_already(client, settings):
    image = factories.ImageFactory()
    rendition = image.get_rendition("width-400|format-jpeg")
    programme = factories.programme(lead_image=image)
    feed = channel(client, f"{programme.url}podcast.xml")
    assert feed.find(f"{ITUNES}image").get("href") == f"{settings.SITE_URL}{rendition.url}"


def test_characters_that_xml_cannot_hold_take_no_feed_down(client):
    factories.bulletin(title="Uno\x0b dos", lead_text="a\x1fb]]>c & <d>")
    assert titles(channel(client, "/boletines/feed.xml")) == ["Uno dos"]


def test_who_has_the_feed_is_told_so(client):
    factories.bulletin()
    first = client.get("/boletines/feed.xml")
    assert client.get("/boletines/feed.xml", headers={"If-None-Match": first["ETag"]}).status_code == 304
    # Also where the page cache does not stand in front.
    client.cookies["sessionid"] = "x"
    again = client.get("/boletines/feed.xml", headers={"If-Modified-Since": first["Last-Modified"]})
    assert again.status_code == 304


def test_a_feed_costs_the_same_for_any_number_of_entries(client, django_assert_max_num_queries):
    for _n in range(12):
        page = factories.bulletin()
        page.topics.add(factories.TopicFactory())
        page.save()
    with django_assert_max_num_queries(12):
        client.get("/boletines/feed.xml")


def test_a_recording_that_is_lost_takes_no_feed_down(client):
    media = factories.MediaFactory()
    factories.episode(media=media)
    media.file.storage.delete(media.file.name)
    (item,) = channel(client, "/radio/feed.xml").iter("item")
    assert item.find("enclosure").get("length") == "0"


def test_a_video_is_announced_as_a_video(client):
    media = factories.MediaFactory(type="video", file=ContentFile(b"x", name="programa.mp4"))
    factories.episode(factories.programme(Medium.TELEVISION), media=media)
    (item,) = channel(client, "/television/feed.xml").iter("item")
    assert item.find("enclosure").get("type") == "video/mp4"


# -- Crawlers -----------------------------------------------------------------------


def locations(client):
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return [url.findtext(f"{SITEMAP}loc") for url in root]


def test_the_sitemap_names_public_pages_and_pieces_only(client, settings):
    public = factories.bulletin()
    draft = factories.bulletin(live=False)
    private = factories.bulletin()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    piece = factories.piece(live=True)  # without a master, so that nobody sees it
    found = locations(client)
    assert f"{settings.SITE_URL}{public.url}" in found
    assert f"{settings.SITE_URL}/" in found
    for hidden in (draft.url, private.url, piece.get_absolute_url()):
        assert f"{settings.SITE_URL}{hidden}" not in found


def test_the_sitemap_costs_the_same_for_any_number_of_pages(client, django_assert_max_num_queries):
    for _n in range(10):
        factories.bulletin()
    with django_assert_max_num_queries(8):
        client.get("/sitemap.xml")


def test_crawlers_are_kept_out_of_the_office_and_told_where_the_sitemap_is(client, settings):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text
