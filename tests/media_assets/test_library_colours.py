"""The colours of a piece: named as people name them, in any colour space, kept with the previews."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from media_assets.library.colours import remember_colours
from media_assets.masters import add_master
from media_assets.models import ColourFamily, PieceColour
from media_assets.previews.colours import NAMED, families, family
from media_assets.tasks import prepare_version
from tests import factories
from tests.media_assets.factories import add_derivative, add_version

KNOWN = {
    "red": [(220, 30, 40), (150, 0, 30), (195, 47, 25)],
    "orange": [(255, 140, 0), (240, 100, 20), (255, 127, 80)],
    "yellow": [(255, 220, 0), (255, 255, 0), (200, 160, 20)],
    "green": [(0, 128, 0), (100, 220, 40), (0, 60, 30), (90, 100, 20)],
    "turquoise": [(64, 224, 208), (0, 128, 128), (0, 255, 255)],
    "blue": [(0, 0, 255), (30, 80, 180), (135, 206, 235), (0, 0, 80)],
    "violet": [(128, 0, 128), (90, 30, 160), (180, 150, 220)],
    "pink": [(255, 192, 203), (255, 105, 180), (255, 0, 255)],
    "brown": [(120, 70, 30), (160, 82, 45), (210, 180, 140)],
    "black": [(0, 0, 0), (40, 40, 40)],
    "grey": [(128, 128, 128), (200, 200, 200)],
    "white": [(255, 255, 255), (250, 244, 230)],
}


def plain(colour, mode="RGB", size=(120, 80)):
    return Image.new("RGB", size, colour).convert(mode)


@pytest.mark.parametrize(("name", "colour"), [(name, colour) for name, known in KNOWN.items() for colour in known])
def test_a_colour_bears_the_name_that_people_give_it(name, colour):
    assert family(*colour) == name
    assert families(plain(colour)) == {name: 100}


def test_every_family_is_known_and_offered():
    assert set(KNOWN) == set(ColourFamily.values)


def test_shares_are_those_of_what_is_drawn_the_widest_first():
    picture = plain((255, 255, 255), size=(1600, 1200))
    picture.paste((220, 30, 40), (0, 0, 800, 600))
    picture.paste((0, 60, 200), (800, 600, 1600, 1000))
    found = families(picture)
    assert list(found) == ["white", "red", "blue"]
    assert found["red"] == pytest.approx(25, abs=2)


def test_a_stain_is_not_a_colour_of_the_piece():
    picture = plain((0, 60, 200), size=(500, 500))
    picture.paste((220, 30, 40), (0, 0, 60, 60))
    assert set(families(picture)) == {"blue"}


def test_paper_and_ink_are_named_only_where_they_make_the_picture():
    poster = plain((240, 100, 20), size=(500, 500))
    poster.paste((255, 255, 255), (0, 0, 500, 90))
    assert set(families(poster)) == {"orange"}
    page = plain((255, 255, 255), size=(500, 500))
    page.paste((0, 0, 0), (0, 0, 500, 60))
    assert set(families(page)) == {"white"}


def test_what_is_transparent_has_no_colour():
    picture = Image.new("RGBA", (400, 400), (255, 0, 0, 0))
    picture.paste((0, 140, 40, 255), (100, 100, 300, 300))
    assert families(picture) == {"green": 100}
    assert families(Image.new("RGBA", (10, 10), (0, 0, 0, 0))) == {}


def test_greyscale_and_bitmaps_have_no_hue():
    assert families(plain((128, 128, 128), "L")) == {"grey": 100}
    assert families(plain((255, 255, 255), "1")) == {"white": 100}
    assert families(Image.new("I;16", (20, 20), 0)) == {"black": 100}
    assert families(Image.new("LA", (20, 20), (255, 255))) == {"white": 100}


def test_four_inks_are_looked_at_as_on_a_screen():
    magenta_and_yellow = Image.new("CMYK", (100, 100), (0, 255, 255, 0))
    assert set(families(magenta_and_yellow)) == {"red"}
    cyan_and_magenta = Image.new("CMYK", (100, 100), (255, 200, 0, 0))
    assert set(families(cyan_and_magenta)) == {"blue"}
    assert families(Image.new("CMYK", (100, 100), (0, 0, 0, 0))) == {"white": 100}


def test_a_profile_is_translated():
    picture = plain((220, 30, 40))
    lab = ImageCms.profileToProfile(
        picture, ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
    )
    assert set(families(lab)) <= set(ColourFamily.values)
    picture.info["icc_profile"] = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert set(families(picture)) == {"red"}


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_every_colour_of_the_screen_has_a_name(colour):
    assert family(*colour) in ColourFamily.values


@given(st.binary(min_size=48, max_size=48), st.sampled_from(["RGB", "L", "CMYK", "RGBA", "P", "LA"]))
def test_any_picture_has_few_colours_that_make_no_more_than_the_whole(pixels, mode):
    picture = Image.frombytes("RGB", (4, 4), pixels).convert("RGB" if mode == "RGB" else mode)
    found = families(picture)
    assert len(found) <= NAMED
    assert sum(found.values()) <= 102


@pytest.mark.django_db
def test_colours_come_with_the_previews_of_a_master(designer):
    piece = factories.piece(user=designer)
    file = ContentFile(factories.picture_bytes(1200, 628, colour=(20, 110, 60)), name="banner.jpg")
    version = add_master(piece, file, filename="banner.jpg", user=designer)
    prepare_version.func(version.pk)
    assert [(colour.family, colour.share) for colour in version.colours.all()] == [("green", 100)]
    prepare_version.func(version.pk)
    assert version.colours.count() == 1


@pytest.mark.django_db
def test_older_pieces_are_measured_by_a_command(capsys):
    buffer = io.BytesIO()
    plain((30, 80, 180)).save(buffer, "WEBP")
    version = add_version(factories.piece())
    add_derivative(version, "thumbnail", buffer.getvalue(), "image/webp")
    call_command("measure_colours")
    assert "1 versions" in capsys.readouterr().out
    assert version.colours.get().family == "blue"
    call_command("measure_colours")
    assert "0 versions" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_sound_and_a_broken_preview_have_no_colours_and_stop_nothing():
    sound = add_version(factories.piece("radio"))
    assert remember_colours(sound) == {}
    broken = add_version(factories.piece())
    add_derivative(broken, "thumbnail", b"RIFF....WEBP broken", "image/webp")
    assert remember_colours(broken) == {}
    assert not PieceColour.objects.exists()
