"""Readers are offered what was made for their screens and ears, and no link that leads nowhere."""

import pytest

from media_assets import offering
from media_assets.metadata import records
from media_assets.models import Channel, DerivativeKind, FileMetadata, Licence, Piece, PublicState
from tests.media_assets.factories import add_derivative, published_piece

pytestmark = pytest.mark.django_db


def page_of(client, piece):
    answer = client.get(piece.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def made(piece, kind, mime, position=0, width=None):
    return add_derivative(piece.current_version, kind, b"made", mime, width, width, position)


def withhold(version, state=PublicState.WITHHELD):
    records.keep(version, {"private": ["location"]})
    FileMetadata.objects.filter(version=version).update(public_state=state)


def test_a_spot_is_heard_at_the_loudness_of_the_web_and_not_as_its_master(client):
    spot = published_piece(Channel.RADIO)
    mp3 = made(spot, DerivativeKind.MP3, "audio/mpeg")
    opus = made(spot, DerivativeKind.OPUS, "audio/ogg")
    page = page_of(client, spot)
    assert page.index(f'<source src="{opus.url}" type="audio/ogg; codecs=opus">') < page.index(
        f'<source src="{mp3.url}" type="audio/mpeg">'
    )
    assert spot.current_version.url not in page


def test_a_commercial_is_watched_in_the_film_that_fits_the_screen(client):
    film = published_piece(Channel.TV)
    small, large = (made(film, kind, "video/mp4") for kind in (DerivativeKind.FILM_720, DerivativeKind.FILM_1080))
    found = [(source.url, source.media) for source in offering.sources(film.current_version)]
    assert found == [(small.url, "(max-width: 48rem)"), (large.url, ""), (small.url, "")]
    page = page_of(client, film)
    assert page.count("<source") == 3
    assert film.current_version.url not in page


def test_captions_found_inside_a_film_are_read_beside_it_until_people_write_others(client):
    film = published_piece(Channel.TV)
    found = made(film, DerivativeKind.CAPTIONS, "text/vtt")
    assert f'<track kind="captions" src="{found.url}"' in page_of(client, film)


def test_a_picture_comes_in_the_formats_and_widths_that_were_made(client):
    notice = published_piece()
    urls = {
        (kind, width): made(notice, kind, f"image/{kind}", position=width, width=width).url
        for kind in (DerivativeKind.WEBP, DerivativeKind.AVIF)
        for width in (800, 400)
    }
    page = page_of(client, notice)
    for kind in (DerivativeKind.AVIF, DerivativeKind.WEBP):
        widths = f"{urls[kind, 400]} 400w, {urls[kind, 800]} 800w"
        assert f'<source type="image/{kind}" srcset="{widths}"' in page
    assert page.index("image/avif") < page.index("image/webp") < page.index("<img", page.index("image/webp"))


def test_what_everybody_may_keep_is_offered_in_lighter_forms_too(client):
    spot = published_piece(Channel.RADIO, licence=Licence.CC_BY)
    mp3 = made(spot, DerivativeKind.MP3, "audio/mpeg")
    page = page_of(client, spot)
    assert f'href="{spot.current_version.url}?descargar"' in page
    assert f'href="{mp3.url}?descargar"' in page
    assert client.get(f"{mp3.url}?descargar").status_code == 200


@pytest.mark.parametrize("state", [PublicState.WITHHELD, PublicState.DUE])
def test_a_file_that_readers_cannot_have_is_not_linked(client, monkeypatch, state):
    monkeypatch.setattr("media_assets.metadata.public_copies.SMALL", 1)
    poster = published_piece(Channel.PRINT, licence=Licence.CC_BY)
    withhold(poster.current_version, state)
    page = page_of(client, poster)
    assert poster.current_version.url not in page
    assert "Su archivo no se ofrece aquí" in page
    assert "Su licencia reserva" not in page


def test_a_recording_that_readers_cannot_have_is_told_and_has_no_player(client):
    spot = published_piece(Channel.RADIO)
    withhold(spot.current_version)
    page = page_of(client, spot)
    assert "<audio" not in page
    assert "Esta grabación todavía no se puede reproducir aquí" in page


def test_the_weight_of_a_download_is_that_of_the_clean_copy(client):
    notice = published_piece(licence=Licence.CC_BY)
    withhold(notice.current_version, PublicState.COPY)
    FileMetadata.objects.update(public_size=4321)
    notice = Piece.objects.for_cards().get()
    (download,) = offering.downloads(notice, notice.current_version)
    assert download.size == 4321
