"""Two versions of a piece are shown side by side, with what changed between them."""

import io
import re
import wave
from array import array
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageDraw

from media_assets.comparing.differences import compare
from media_assets.masters import add_master
from media_assets.models import Channel, Piece, PieceVersion
from media_assets.tasks import inspect_version, prepare_version
from tests import factories
from tests.media_assets import corpus
from tests.media_assets.factories import add_version


def page(change=None, size=(600, 800), quality=78):
    """A page with lines of text upon it, as a screen shows it after compression."""
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    for line in range(20):
        draw.text((40, 40 + line * 34), "La Alcaldía de Medellín informa a la ciudadanía", fill="black")
    if change:
        change(draw)
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=quality)
    return Image.open(buffer)


def test_equal_pages_show_no_difference():
    assert not compare(page(), page()).is_visible


def test_the_noise_of_compression_is_no_difference():
    assert not compare(page(), page(quality=88)).is_visible


def test_a_colour_mended_by_little_is_seen():
    def filled(colour):
        return page(lambda draw: draw.rectangle((100, 720, 500, 790), fill=colour))

    assert compare(filled((248, 157, 39)), filled((230, 153, 26))).share > 0.05


def test_a_changed_figure_is_found_and_shown_in_red_where_it_is():
    found = compare(page(), page(lambda draw: draw.rectangle((400, 600, 440, 620), fill="navy")))
    assert found.is_visible
    assert 41 * 21 / (600 * 800) <= found.share < 3 * 41 * 21 / (600 * 800)
    red, _green, blue = found.picture.getpixel((420, 610))
    assert red - blue > 100
    assert found.picture.getpixel((100, 760)) == (255, 255, 255)


def test_another_page_altogether_is_shown_in_red_and_can_still_be_read():
    def poster(draw):
        draw.rectangle((0, 0, 600, 800), fill="navy")
        draw.rectangle((100, 100, 500, 300), fill="gold")

    shown = compare(page(), page(poster)).picture
    ground, sign = shown.getpixel((50, 700)), shown.getpixel((300, 200))
    assert ground[0] - ground[2] > 100
    assert sum(sign) - sum(ground) > 150


def test_pages_of_other_proportions_are_held_against_each_other_all_the_same():
    assert compare(page(), page(size=(700, 700))).picture.size == (700, 700)


def test_what_is_transparent_is_compared_on_white():
    clear = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    assert not compare(clear, Image.new("RGB", (50, 50), "white")).is_visible


# -- The screen ------------------------------------------------------------------


def spoil(pdf):
    content = pdf.pages[1].Contents.read_bytes()
    pdf.pages[1].Contents = pdf.make_stream(content + b" 0.9 0.1 0.1 rg 200 400 80 60 re f")


def piece_of_two(designer, channel, name, *contents):
    piece = factories.piece(channel, user=designer)
    for content in contents:
        version = add_master(piece, SimpleUploadedFile(name, content), filename=name, user=designer)
        prepare_version.call(version.pk)
    return piece


def _banner(colour):
    buffer = io.BytesIO()
    Image.new("RGB", (970, 250), colour).save(buffer, "PNG")
    return buffer.getvalue()


def address(piece, first=1, second=2, name="compare", *more):
    return reverse(Piece.snippet_viewset.get_url_name(name), args=[piece.pk, first, second, *more])


@pytest.fixture
def booklet(designer):
    return piece_of_two(
        designer, Channel.PRINT, "cartilla.pdf", corpus.paper(pages=3), corpus.paper(pages=3, change=spoil)
    )


@pytest.mark.django_db
def test_the_page_that_changed_is_the_one_that_is_shown(at_work, booklet):
    answer = at_work.get(address(booklet))
    assert [pair.number for pair in answer.context["changed"]] == [2]
    assert answer.context["pair"].number == 2
    assert answer.context["difference_url"] == address(booklet, 1, 2, "difference", 2)
    differ = {label for label, _before, _after, differs in answer.context["facts"] if differs}
    assert "SHA-256" in differ


@pytest.mark.django_db
def test_a_version_was_uploaded_at_the_hour_of_the_office(at_work, designer):
    piece = factories.piece(Channel.WEB, user=designer)
    for _n in range(2):
        add_version(piece)
    # Half past nine in the evening of the day before, in Bogotá.
    PieceVersion.objects.filter(piece=piece).update(created_at=datetime(2026, 3, 3, 2, 30, tzinfo=UTC))
    answer = at_work.get(address(piece))
    uploaded = next(before for label, before, _after, _differ in answer.context["facts"] if label == "Subida")
    assert uploaded == "02/03/2026 21:30"


@pytest.mark.django_db
def test_a_single_picture_is_not_counted_in_pages(at_work, designer):
    pictures = (_banner("white"), _banner("black"))
    said = at_work.get(address(piece_of_two(designer, Channel.WEB, "banner.png", *pictures))).content.decode()
    assert "Cambia lo que se ve." in said
    assert "página." not in said


@pytest.mark.django_db
def test_the_order_of_the_address_does_not_matter(at_work, booklet):
    answer = at_work.get(address(booklet, 2, 1))
    assert (answer.context["older"].number, answer.context["newer"].number) == (1, 2)


@pytest.mark.django_db
def test_a_difference_is_measured_once_and_remembered(at_work, booklet, monkeypatch):
    at_work.get(address(booklet))
    monkeypatch.setattr("media_assets.comparing.pairs.compare", lambda *args: 1 / 0)
    assert at_work.get(address(booklet)).status_code == 200


@pytest.mark.django_db
def test_the_difference_is_a_picture_for_the_office(at_work, client, booklet):
    answer = at_work.get(address(booklet, 1, 2, "difference", 2))
    assert Image.open(io.BytesIO(answer.content)).format == "WEBP"
    assert "private" in answer["Cache-Control"]
    assert at_work.get(address(booklet, 1, 2, "difference", 9)).status_code == 404
    client.logout()
    assert client.get(address(booklet, 1, 2, "difference", 2)).status_code == 302


@pytest.mark.django_db
def test_who_may_not_see_the_library_compares_nothing(client, booklet, django_user_model):
    client.force_login(django_user_model.objects.create_user("de_paso"))
    assert "cartilla" not in client.get(address(booklet)).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("numbers", [(1, 7), (0, 1), (99, 98)])
def test_a_version_that_is_not_there_is_not_found(at_work, booklet, numbers):
    assert at_work.get(address(booklet, *numbers)).status_code == 404


@pytest.mark.django_db
def test_other_versions_are_chosen_from_the_form(at_work, booklet):
    answer = at_work.get(address(booklet), {"antes": "2", "despues": "1"})
    assert answer.url == address(booklet, 2, 1)
    assert at_work.get(address(booklet), {"antes": "²", "despues": "1"}).status_code == 200


@pytest.mark.django_db
def test_sounds_stand_with_their_waveforms_and_their_loudness(at_work, designer):
    piece = piece_of_two(
        designer, Channel.RADIO, "cuna.wav", factories.sound_bytes(2), factories.sound_bytes(3, rate=16_000)
    )
    for version in piece.versions.all():
        inspect_version.call(version.pk)
    answer = at_work.get(address(piece))
    page = answer.content.decode()
    assert page.count("<audio") == 2
    assert page.count("LUFS") == 2
    assert page.count('class="rot-wave"') == 2


@pytest.mark.django_db
def test_a_sound_that_is_louder_is_said_to_be_and_its_waveform_reaches_higher(at_work, designer):
    quiet = factories.sound_bytes(2)
    with wave.open(io.BytesIO(quiet)) as sound:
        samples = array("h", sound.readframes(sound.getnframes()))
    louder = io.BytesIO()
    with wave.open(louder, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(array("h", (sample * 2 for sample in samples)).tobytes())
    piece = piece_of_two(designer, Channel.RADIO, "cuna.wav", quiet, louder.getvalue())
    for version in piece.versions.all():
        prepare_version.func(version.pk)
        inspect_version.func(version.pk)
    page = at_work.get(address(piece)).content.decode()
    # Half as loud: half as high, about the same middle.
    assert re.findall(r'<image href="[^"]+" y="([\d.]+)" width="1080" height="([\d.]+)"', page) == [
        ("39.9", "80.2"),
        ("0.0", "160.0"),
    ]
    assert "La versión 2 suena 6,0 LU más fuerte." in page
    assert "Qué cambió" in page
    assert "Ver qué cambió" not in page


def test_the_list_of_versions_leads_to_the_comparison(at_work, booklet):
    listed = at_work.get(reverse(Piece.snippet_viewset.get_url_name("versions"), args=[booklet.pk]))
    assert address(booklet) in listed.content.decode()


@pytest.mark.django_db
def test_a_version_without_previews_is_not_taken_for_a_changed_one(at_work, booklet):
    booklet.versions.get(number=1).derivatives.all().delete()
    answer = at_work.get(address(booklet))
    assert answer.context["changed"] == []
    assert [version.number for version in answer.context["unseen"]] == [1]
