"""Every file of the library leaves through a door that asks the rule and speaks HTTP well."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from media_assets import access
from media_assets.models import Channel, DerivativeKind, EditorialDocument, Licence
from media_assets.views.serving import UnsatisfiableRange, parse_range
from tests import factories
from tests.media_assets.factories import add_derivative, add_version

pytestmark = pytest.mark.django_db

SOUND = b"RIFF" + bytes(range(256)) * 1000
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def add_waveform(version):
    """A derivative whose file holds a script, as no drawing of ours does."""
    return add_derivative(version, DerivativeKind.WAVEFORM, DRAWING, "image/svg+xml")


def body(response):
    return b"".join(response.streaming_content)


@pytest.fixture
def spot(db):
    """A published radio spot whose rights are reserved."""
    piece = factories.piece(Channel.RADIO, live=True)
    add_version(piece, SOUND)
    return piece


@pytest.fixture
def poster(db):
    """A published poster whose rights are reserved."""
    piece = factories.piece(Channel.PRINT, live=True)
    add_version(piece)
    return piece


# -- Who may read --------------------------------------------------------------


def test_everybody_hears_a_published_spot(client, spot):
    response = client.get(spot.current_version.url)
    assert response.status_code == 200
    assert body(response) == SOUND
    assert response["Content-Type"] == "audio/wav"
    assert response["Cache-Control"].startswith("public")


def test_streaming_is_no_leave_to_download(client, spot, editor):
    assert client.get(spot.current_version.url + "?descargar").status_code == 404
    client.force_login(editor)
    response = client.get(spot.current_version.url + "?descargar")
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-cache"


def test_an_open_licence_hands_the_file_over_under_its_own_name(client, spot):
    spot.licence = Licence.CC_BY
    spot.save()
    response = client.get(spot.current_version.url + "?descargar")
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''cu%C3%B1a%20final.wav"


def test_the_print_master_of_a_reserved_poster_stays_inside(client, poster, editor):
    url = poster.current_version.url
    assert client.get(url).status_code == 404
    poster.licence = Licence.CC_BY_SA
    poster.save()
    assert client.get(url).status_code == 200
    poster.licence = Licence.OWN
    poster.save()
    client.force_login(editor)
    assert client.get(url).status_code == 200


def test_the_previews_of_a_reserved_poster_are_public(client, poster):
    derivative = add_derivative(poster.current_version, DerivativeKind.COVER)
    assert client.get(derivative.url).status_code == 200


def test_only_the_published_version_is_public(client, spot):
    newer = add_version(spot, current=False)
    waveform = add_waveform(newer)
    assert client.get(newer.url).status_code == 404
    assert client.get(waveform.url).status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"live": False},
        {"expired": True},
        {"expire_at": timezone.now() - timedelta(seconds=1)},
        {"rights_until": timezone.localdate() - timedelta(days=1)},
        {"rights_from": timezone.localdate() + timedelta(days=1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_closed_piece_closes_all_its_doors_at_once(client, spot, change):
    waveform = add_waveform(spot.current_version)
    spot.captions.save("cuna.vtt", ContentFile(b"WEBVTT\n"), save=False)
    for name, value in change.items():
        setattr(spot, name, value)
    spot.save()
    doors = [spot.current_version.url, waveform.url, reverse("piece_captions", args=[spot.pk])]
    assert [client.get(url).status_code for url in doors] == [404, 404, 404]


def test_the_office_reads_a_draft_and_no_cache_keeps_it(client, editor):
    piece = factories.piece(Channel.RADIO, live=False)
    version = add_version(piece)
    assert client.get(version.url).status_code == 404
    client.force_login(editor)
    response = client.get(version.url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-cache"


def test_a_signed_in_stranger_is_no_office(client, spot):
    client.force_login(factories.UserFactory())
    spot.live = False
    spot.save()
    assert client.get(spot.current_version.url).status_code == 404
    assert client.get("/archivos/originales/" + spot.current_version.file.name).status_code == 404


def test_the_media_of_a_live_episode_is_public_and_of_a_draft_is_not(client):
    shown = factories.episode().media
    hidden = factories.episode(live=False).media
    assert client.get(shown.url).status_code == 200
    assert client.get(hidden.url).status_code == 404
    assert client.get(factories.MediaFactory().url).status_code == 404


def test_the_draft_of_a_live_page_opens_nothing_and_closes_nothing(client):
    episode = factories.episode()
    shown, planned = episode.media, factories.MediaFactory()
    episode.media = planned
    episode.save_revision()
    assert client.get(shown.url).status_code == 200
    assert client.get(planned.url).status_code == 404


def test_a_recording_in_the_body_of_a_live_page_is_public(client):
    media = factories.MediaFactory()
    factories.bulletin(body=[("audio", {"media": media, "caption": ""})])
    assert client.get(media.url).status_code == 200


def test_unpublishing_the_only_page_closes_its_media(client):
    episode = factories.episode()
    episode.unpublish()
    assert client.get(episode.media.url).status_code == 404


def test_a_private_page_makes_no_file_public(client):
    episode = factories.episode()
    PageViewRestriction.objects.create(page=episode.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    assert client.get(episode.media.url).status_code == 404


def test_a_private_collection_makes_no_file_public(client):
    media = factories.episode().media
    CollectionViewRestriction.objects.create(
        collection=media.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    assert client.get(media.url).status_code == 404


def test_a_document_is_public_with_the_page_that_offers_it(client, editor):
    document = EditorialDocument.objects.create(title="Anexo", file=ContentFile(b"%PDF-1.7", name="anexo.pdf"))
    body = [("download", {"document": document, "label": ""})]
    draft = factories.bulletin(live=False, body=body)
    assert client.get(document.url).status_code == 404
    draft.save_revision().publish()
    response = client.get(document.url)
    assert response.status_code == 200
    b"".join(response.streaming_content)
    draft.refresh_from_db()
    draft.unpublish()
    assert client.get(document.url).status_code == 404
    client.force_login(editor)
    assert client.get(document.url).status_code == 200


def test_captions_and_thumbnail_follow_their_media(client):
    media = factories.episode().media
    media.captions.save("s.vtt", ContentFile(b"WEBVTT\n"))
    media.thumbnail.save("m.png", ContentFile(factories.picture_bytes(kind="PNG")))
    captions, thumbnail = client.get(media.captions_url), client.get(media.thumbnail_url)
    assert captions["Content-Type"] == "text/vtt; charset=utf-8"
    assert thumbnail["Content-Type"] == "image/png"
    body(captions), body(thumbnail)
    media.episodes.get().unpublish()
    assert client.get(media.captions_url).status_code == 404
    assert client.get(media.thumbnail_url).status_code == 404


def test_originals_are_for_the_office(client, editor):
    image = factories.ImageFactory()
    assert client.get(image.file.url).status_code == 404
    client.force_login(editor)
    response = client.get(image.file.url)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "private, no-cache"
    assert body(response).startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    "name", ["../rotativa.sqlite3", "%2e%2e/rotativa.sqlite3", "no-existe.jpg", "original_images", "a%00b"]
)
def test_what_is_no_original_is_not_found(client, editor, name):
    factories.ImageFactory()
    client.force_login(editor)
    assert client.get("/archivos/originales/" + name).status_code == 404


@pytest.mark.parametrize("folder", access.BEHIND_OTHER_DOORS)
@pytest.mark.parametrize("way", ["{}/a.pdf", "/{}/a.pdf", "x/../{}/a.pdf", ".\\{}\\a.pdf", "x\\..\\{}\\a.pdf"])
def test_nothing_with_a_door_of_its_own_leaves_by_any_way_of_writing_its_name(editor, folder, way):
    assert not access.may_read_original(editor, way.format(folder))


# -- What the name says ----------------------------------------------------------


def test_a_false_name_finds_nothing(client, spot):
    waveform = add_waveform(spot.current_version)
    assert client.get(reverse("piece_master", args=[spot.current_version.pk, "otra.wav"])).status_code == 404
    assert client.get(reverse("piece_derivative", args=[waveform.pk, "waveform-0.svg"])).status_code == 404


def test_the_former_name_of_a_recording_leads_to_the_present_one(client):
    media = factories.episode().media
    response = client.get(reverse("media_file", args=[media.pk, "antes.wav"]))
    assert response.status_code == 302
    assert response["Location"] == media.url


def test_a_version_whose_file_is_lost_is_not_found(client, spot):
    version = spot.current_version
    version.file.storage.delete(version.file.name)
    assert client.get(version.url).status_code == 404


# -- Nothing is executed -----------------------------------------------------------


def test_a_drawing_opened_by_its_address_runs_nothing(client, spot):
    response = client.get(add_waveform(spot.current_version).url)
    assert response["Content-Type"] == "image/svg+xml"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_markup_is_never_shown(client, spot):
    spot.licence = Licence.CC0
    version = add_version(spot, b"<h1>", name="pagina.html", mime="text/html")
    response = client.get(version.url)
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]


# -- HTTP ----------------------------------------------------------------------


def test_a_player_seeks(client, spot):
    response = client.get(spot.current_version.url, headers={"Range": "bytes=100-199"})
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes 100-199/{len(SOUND)}"
    assert response["Content-Length"] == "100"
    assert body(response) == SOUND[100:200]


def test_a_tail_and_an_open_end_are_honoured(client, spot):
    url = spot.current_version.url
    assert body(client.get(url, headers={"Range": "bytes=-7"})) == SOUND[-7:]
    assert body(client.get(url, headers={"Range": "bytes=255990-"})) == SOUND[255990:]


def test_a_range_beyond_the_end_says_so(client, spot):
    response = client.get(spot.current_version.url, headers={"Range": "bytes=999999-"})
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(SOUND)}"


@pytest.mark.parametrize("header", ["bytes=0-1,5-6", "items=0-1", "bytes=9-3", "bytes=-", "bytes", "bytes=a-b"])
def test_a_range_that_is_not_understood_gives_the_whole(client, spot, header):
    response = client.get(spot.current_version.url, headers={"Range": header})
    assert response.status_code == 200
    assert body(response) == SOUND


def test_a_range_of_another_version_gives_the_whole(client, spot):
    url = spot.current_version.url
    whole = client.get(url)
    body(whole)
    for condition, status in [
        (whole["ETag"], 206),
        (whole["Last-Modified"], 206),
        ('"otra"', 200),
        ("W/" + whole["ETag"], 200),
        ("Mon, 01 Jan 2001 00:00:00 GMT", 200),
        ("nada", 200),
    ]:
        response = client.get(url, headers={"Range": "bytes=0-9", "If-Range": condition})
        assert (condition, response.status_code) == (condition, status)
        body(response)


def test_what_has_not_changed_is_not_sent_again(client, spot):
    url = spot.current_version.url
    whole = client.get(url)
    body(whole)
    assert whole["ETag"] == f'"{"ab" * 32}"'
    assert client.get(url, headers={"If-None-Match": whole["ETag"]}).status_code == 304
    unchanged = client.get(url, headers={"If-Modified-Since": whole["Last-Modified"]})
    assert unchanged.status_code == 304
    assert unchanged["ETag"] == whole["ETag"]


def test_head_says_all_and_sends_nothing(client, spot):
    response = client.head(spot.current_version.url, headers={"Range": "bytes=0-9"})
    assert response.status_code == 200
    assert response["Content-Length"] == str(len(SOUND))
    assert response["Accept-Ranges"] == "bytes"
    assert response.content == b""


def test_files_are_only_read(client, spot):
    assert client.post(spot.current_version.url).status_code == 405


def test_an_empty_file_is_whole_and_has_no_part(client, spot):
    version = add_version(spot, b"", name="nada.wav")
    assert body(client.get(version.url)) == b""
    assert client.get(version.url, headers={"Range": "bytes=0-"}).status_code == 416


@given(
    header=st.one_of(st.text(max_size=40), st.from_regex(r"bytes=[0-9]{0,21}-[0-9]{0,21}")), size=st.integers(0, 10**12)
)
def test_any_range_header_is_a_part_inside_the_file_or_none(header, size):
    try:
        wanted = parse_range(header, size)
    except UnsatisfiableRange:
        return
    if wanted is not None:
        first, last = wanted
        assert 0 <= first <= last < size


def test_a_public_door_costs_one_query_and_no_session(client, spot, django_assert_num_queries):
    client.get(spot.current_version.url)  # what every answer of the house shares is in memory from here on
    with django_assert_num_queries(1):
        response = client.get(spot.current_version.url)
    assert "Cookie" not in response.get("Vary", "")
