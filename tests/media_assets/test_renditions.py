"""Readers get a light picture at once: its sizes are made ahead, never while they wait."""

import io

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from PIL import Image, ImageCms

from media_assets import renditions
from media_assets.models import EditorialImage
from media_assets.tasks import prepare_renditions
from tests import factories

pytestmark = pytest.mark.django_db


def photograph(width=900, height=600, kind="JPEG", picture=None, **options):
    buffer = io.BytesIO()
    picture = picture or Image.linear_gradient("L").resize((width, height)).convert("RGB")
    picture.save(buffer, kind, **options)
    name = f"calle.{'jpg' if kind == 'JPEG' else kind.lower()}"
    return EditorialImage.objects.create(
        title="Calle", description="Una calle", file=ContentFile(buffer.getvalue(), name=name)
    )


def drawn(image, **context):
    tag = "{% load media_assets_tags %}{% picture image sizes='50vw' class='lead' priority=first crop=crop %}"
    return Template(tag).render(Context({"image": image, "first": False, "crop": ""} | context))


def opened(rendition):
    with rendition.file.open("rb") as file:
        picture = Image.open(file)
        picture.load()
        return picture


def test_every_format_is_made_at_every_useful_width_and_never_enlarged():
    image = photograph(width=900)
    prepare_renditions.call(image.pk)
    for format in renditions.FORMATS:
        widths = [r.width for r in image.renditions.filter(filter_spec__endswith=f"|format-{format}")]
        assert set(widths) >= {400, 800, 900}
        assert max(widths) == 900


def test_preparing_again_makes_nothing_and_opens_nothing(monkeypatch):
    image = photograph()
    assert renditions.prepare(image) > 0
    monkeypatch.setattr(renditions, "Original", None)
    assert renditions.prepare(image) == 0


def test_a_new_focal_point_moves_the_crops_and_leaves_no_old_ones():
    picture = Image.new("RGB", (1600, 400), "blue")
    picture.paste("red", (0, 0, 400, 400))
    image = photograph(picture=picture)
    renditions.prepare(image)
    card = {"filter_spec": "fill-400x267|format-jpeg"}
    assert opened(image.renditions.get(**card)).getpixel((200, 130))[2] > 200, "the middle is blue"

    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 60, 200, 40, 40
    image.save()
    renditions.prepare(image)

    assert opened(image.renditions.get(**card)).getpixel((100, 130))[0] > 200, "the point of interest is red"
    assert image.renditions.filter(filter_spec=renditions.OPEN_GRAPH).count() == 1


def test_a_telephone_picture_stands_upright_and_does_not_say_where_it_was_taken():
    picture = Image.new("RGB", (1200, 800), "white")
    picture.paste("red", (0, 0, 1200, 100))
    exif = picture.getexif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    image = photograph(picture=picture, exif=exif)
    renditions.prepare(image)
    for rendition in image.renditions.filter(filter_spec__startswith="width-400"):
        shown = opened(rendition)
        assert shown.size == (400, 600)
        assert shown.getpixel((390, 300))[1] < 60, "the top edge of the sensor is at the right"
        assert not shown.getexif()


def test_a_picture_for_print_is_shown_in_the_colours_of_a_screen():
    picture = Image.new("CMYK", (600, 400), (0, 255, 255, 0))
    image = photograph(picture=picture)
    renditions.prepare(image)
    shown = opened(image.renditions.get(filter_spec="width-400|format-jpeg"))
    assert shown.mode == "RGB"
    red, green, blue = shown.getpixel((200, 100))
    assert red > 180 > 80 > max(green, blue)


def test_a_wide_gamut_picture_is_translated_and_loses_its_profile():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = photograph(icc_profile=profile)
    renditions.prepare(image)
    assert "icc_profile" not in opened(image.renditions.get(filter_spec="width-400|format-webp")).info


def test_what_is_transparent_stays_so_and_turns_white_in_jpeg():
    image = photograph(picture=Image.new("RGBA", (600, 400), (200, 0, 0, 0)), kind="PNG")
    renditions.prepare(image)
    assert opened(image.renditions.get(filter_spec="width-400|format-webp")).getpixel((9, 9))[3] == 0
    assert opened(image.renditions.get(filter_spec="width-400|format-jpeg")).getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "I;16"])
def test_pictures_of_any_depth_are_prepared(mode):
    picture = Image.new(mode, (500, 300)) if mode in ("LA", "I;16") else Image.new("L", (500, 300), 90).convert(mode)
    assert renditions.prepare(photograph(picture=picture, kind="PNG")) > 0


def test_the_tag_offers_the_best_format_first_without_a_query():
    image = photograph(width=2000, height=1000)
    renditions.prepare(image)
    image = EditorialImage.objects.prefetch_related(renditions.prefetch("", "", "card")).get()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        html = drawn(image) + drawn(image, crop="card")
    assert len(queries) == 0
    assert html.index("image/avif") < html.index("image/webp") < html.index("<img")
    assert 'width="1600" height="800"' in html
    assert 'width="800" height="534"' in html
    assert " 1600w" in html
    assert 'alt="Una calle"' in html
    assert 'loading="lazy"' in html
    assert "style=" not in html


def test_the_first_picture_of_a_page_is_not_put_off():
    image = photograph()
    renditions.prepare(image)
    html = drawn(image, first=True)
    assert 'fetchpriority="high"' in html
    assert "lazy" not in html


def test_no_reader_ever_makes_a_rendition():
    image = photograph()
    html = drawn(image)
    assert "<img" not in html
    assert "picture-pending" in html
    assert not image.renditions.exists()


def test_a_missing_picture_draws_nothing_visible():
    assert "<img" not in drawn(None)


def test_a_decorative_use_is_silent():
    image = photograph()
    renditions.prepare(image)
    image.decorative = True
    assert 'alt=""' in drawn(image)


def test_a_shared_link_has_its_picture():
    image = photograph(width=1600, height=1200)
    assert renditions.open_graph(image) is None
    renditions.prepare(image)
    shared = renditions.open_graph(image)
    assert (shared.width, shared.height) == (1200, 630)


def test_whoever_keeps_pages_is_told_when_pictures_are_ready():
    told = []
    image = photograph()
    renditions.renditions_prepared.connect(lambda image, **kwargs: told.append(image.pk), weak=False, dispatch_uid="t")
    try:
        renditions.prepare(image)
        renditions.prepare(image)
    finally:
        renditions.renditions_prepared.disconnect(dispatch_uid="t")
    assert told == [image.pk]


def queued(callbacks):
    return [callback for callback in callbacks if "prepare_renditions" in repr(callback)]


def test_saving_an_image_asks_for_its_sizes_and_renaming_fields_does_not(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        image = photograph()
    assert len(queued(callbacks)) == 1
    with django_capture_on_commit_callbacks() as callbacks:
        image.save(update_fields=["file_hash"])
    assert not queued(callbacks)


def test_publishing_a_page_asks_for_the_sizes_of_its_pictures(django_capture_on_commit_callbacks):
    page = factories.bulletin(lead_image=photograph())
    with django_capture_on_commit_callbacks() as callbacks:
        page.save_revision().publish()
    assert len(queued(callbacks)) == 1
