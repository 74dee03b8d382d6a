"""Every master shows something of itself: a cover, pages, a poster, a waveform."""

import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageStat

from media_assets.intake import inspect_upload
from media_assets.models import EditorialMedia
from media_assets.previews import PreviewFailed, make_previews
from media_assets.tasks import prepare_media
from tests.media_assets import corpus


@pytest.fixture
def previews(tmp_path):
    """Previews of a file by their kind."""

    def make(name, content=None):
        content = corpus.good(name) if content is None else content
        path = tmp_path / name
        path.write_bytes(content)
        facts = inspect_upload(SimpleUploadedFile(name, content), name)
        out = tmp_path / "out"
        out.mkdir()
        return {preview.kind: preview for preview in make_previews(path, facts, out)}

    return make


def shown(preview):
    picture = Image.open(preview.path)
    assert picture.size == (preview.width, preview.height)
    return picture.convert("RGB")


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("calle.jpg", {"preview", "thumbnail"}),
        ("calle.heic", {"preview", "thumbnail"}),
        ("calle.avif", {"preview", "thumbnail"}),
        ("calle.tif", {"preview", "thumbnail"}),
        ("aviso.gif", {"preview", "thumbnail"}),
        ("logo.svg", {"preview", "thumbnail"}),
        ("afiche.pdf", {"cover", "thumbnail", "page-1"}),
        ("cuna.wav", {"waveform"}),
        ("cuna.mp3", {"waveform"}),
        ("cuna.m4a", {"waveform"}),
        ("cuna.opus", {"waveform"}),
        ("comercial.mp4", {"poster", "thumbnail"}),
        ("comercial.mov", {"poster", "thumbnail"}),
        ("comercial.webm", {"poster", "thumbnail"}),
        ("carta.docx", set()),
        ("cuna.vtt", set()),
    ],
)
def test_each_kind_of_master_has_its_previews(previews, name, kinds):
    made = previews(name)
    assert set(made) == kinds
    for preview in made.values():
        assert preview.path.stat().st_size > 0
        assert preview.width > 0
        assert preview.height > 0
        assert preview.mime in ("image/webp", "image/svg+xml")


def test_a_booklet_shows_twelve_pages_at_most(previews):
    made = previews("cartilla.pdf", corpus.paper(pages=20))
    assert len([kind for kind in made if kind.startswith("page-")]) == 12


def test_a_poster_is_shown_as_the_guillotine_leaves_it(previews):
    made = previews("afiche.pdf", corpus.paper(width_mm=500, height_mm=700, bleed_mm=20))
    cover = made["cover"]
    assert (cover.width, cover.height) == (pytest.approx(1143, abs=2), pytest.approx(1600, abs=2))
    assert made["thumbnail"].width == 640


def test_a_small_picture_is_not_enlarged(previews):
    assert previews("calle.png")["preview"].width == 240


def test_artwork_for_print_is_shown_in_the_colours_of_a_screen(previews):
    picture = corpus.photograph("TIFF", mode="CMYK")
    assert shown(previews("arte.tif", picture)["preview"]).mode == "RGB"


def test_the_poster_of_a_video_that_starts_in_black_is_not_black(previews):
    content = corpus.recording("mp4", video="libx264", seconds=4.0, black_until=1.2)
    poster = shown(previews("comercial.mp4", content)["poster"])
    assert ImageStat.Stat(poster.convert("L")).mean[0] > 100


def test_a_waveform_takes_the_colour_of_its_page_and_runs_nothing(previews):
    drawing = previews("cuna.wav")["waveform"].path.read_text()
    assert "currentColor" in drawing
    assert "viewBox" in drawing
    assert not re.search(r"script|style|href|on\w+=", drawing)
    assert inspect_upload(SimpleUploadedFile("onda.svg", drawing.encode()), "onda.svg").kind == "svg"


def test_silence_has_a_waveform_too(previews):
    import io
    import wave

    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(32_000))
    assert "waveform" in previews("silencio.wav", buffer.getvalue())


def test_what_cannot_be_drawn_says_so_and_stops_nothing(tmp_path):
    path = tmp_path / "calle.jpg"
    path.write_bytes(corpus.good("calle.jpg"))
    facts = inspect_upload(SimpleUploadedFile("calle.jpg", corpus.good("calle.jpg")), "calle.jpg")
    path.write_bytes(b"overwritten")
    with pytest.raises(PreviewFailed):
        make_previews(path, facts, tmp_path)


# -- Recordings placed in pages -------------------------------------------------


def recording(name, kind, **fields):
    return EditorialMedia.objects.create(
        title="Grabación", type=kind, file=ContentFile(corpus.good(name), name=name), **fields
    )


@pytest.mark.django_db
def test_a_video_of_a_page_is_measured_and_given_a_still():
    media = recording("comercial.mp4", "video")
    prepare_media.call(media.pk)
    media.refresh_from_db()
    assert (media.width, media.height, round(media.duration)) == (64, 48, 2)
    assert Path(media.thumbnail.name).name.startswith("fotograma-")


@pytest.mark.django_db
def test_the_still_that_an_editor_chose_is_kept():
    media = recording("comercial.mp4", "video", thumbnail=ContentFile(corpus.good("calle.jpg"), name="mia.jpg"))
    prepare_media.call(media.pk)
    media.refresh_from_db()
    assert "mia" in media.thumbnail.name
    assert media.duration == pytest.approx(2, abs=0.1)


@pytest.mark.django_db
def test_a_recording_that_cannot_be_prepared_takes_no_worker_down():
    media = EditorialMedia.objects.create(title="x", type="video", file=ContentFile(b"nada", name="x.mp4"))
    prepare_media.call(media.pk)
    media.refresh_from_db()
    assert not media.thumbnail


@pytest.mark.django_db
def test_saving_a_recording_asks_for_its_preparation_only_while_it_is_needed(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        media = recording("cuna.wav", "audio")
    assert len([each for each in callbacks if "prepare_media" in repr(each)]) == 1
    prepare_media.call(media.pk)
    media.refresh_from_db()
    with django_capture_on_commit_callbacks() as callbacks:
        media.save()
    assert not [each for each in callbacks if "prepare_media" in repr(each)]
