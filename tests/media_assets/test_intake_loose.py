"""Pictures that only some programs open are refused at the door, and the rarer ways of making good ones are not."""

import io
import zlib

import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from media_assets.intake import inspect_upload
from media_assets.intake.probes import pngs
from tests.media_assets import corpus
from tests.media_assets.corpus_hostile.pictures_broken import BROKEN
from tests.media_assets.corpus_hostile.pictures_loose import LOOSE, chunks_of, png
from tests.media_assets.test_intake import ground


@pytest.mark.parametrize("name", LOOSE)
def test_a_picture_that_only_some_programs_open_is_refused(name):
    reason = ground(name, LOOSE[name]())
    if name.endswith(".svg"):
        assert reason == "unsafe_svg.no_size"
    else:
        assert reason.partition(".")[0] in ("unreadable", "truncated", "not_what_it_says", "too_many_pixels")


@pytest.mark.parametrize("name", [name for name in BROKEN if name.startswith("scan-lost")])
def test_a_jpeg_whose_first_scan_is_not_where_it_must_be_is_refused(name):
    assert ground(name, BROKEN[name]()) == "unreadable"


def made(mode, size=(37, 21), kind="PNG", **options):
    buffer = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(buffer, kind, **options)
    return buffer.getvalue()


def interlaced(content):
    """The same rows in seven passes (PNG, 8.1), for bytes that are a pixel each."""
    with Image.open(io.BytesIO(content)) as picture:
        width, height = picture.size
        pixels = picture.tobytes()
    rows = b""
    for left, top, across, down in pngs._PASSES:
        for row in range(top, height, down):
            if line := pixels[row * width + left : (row + 1) * width : across]:
                rows += b"\0" + line
    chunks = chunks_of(content)
    kept = [(kind, data[:12] + b"\1" if kind == b"IHDR" else data) for kind, data in chunks if kind != b"IDAT"]
    # In two parts, as most programs write it.
    packed = zlib.compress(rows)
    return png([*kept[:-1], (b"IDAT", packed[:9]), (b"IDAT", packed[9:]), kept[-1]])


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("size", [(37, 21), (1, 1), (8, 300)])
def test_a_png_of_any_colour_and_size_is_sound(mode, size):
    assert pngs.is_sound(io.BytesIO(made(mode, size)))


@pytest.mark.parametrize("size", [(37, 21), (1, 1), (3, 2), (5, 1), (64, 64)])
def test_an_interlaced_png_is_sound_and_its_rows_are_counted(size):
    content = interlaced(made("L", size))
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
    assert pngs.is_sound(io.BytesIO(content))
    chunks = chunks_of(content)
    assert not pngs.is_sound(io.BytesIO(png([chunk for chunk in chunks if chunk != chunks[-2]])))


@pytest.mark.parametrize("frames", [1, 5])
@pytest.mark.parametrize("default", [True, False])
def test_an_animated_png_is_sound(frames, default):
    first, *others = [Image.effect_noise((40, 30), 20 + number) for number in range(frames)]
    buffer = io.BytesIO()
    first.save(buffer, "PNG", save_all=True, append_images=others, default_image=default)
    assert pngs.is_sound(io.BytesIO(buffer.getvalue()))


def test_rows_larger_than_a_piece_are_counted():
    content = made("RGB", (1200, 900), compress_level=0)
    assert len(content) > pngs._PIECE
    assert pngs.is_sound(io.BytesIO(content))


@pytest.mark.parametrize("name", ["calle.avif", "calle.heic", "movida.webp", "movida.png", "paleta.png", "aviso.gif"])
def test_what_programs_write_is_accepted(name):
    content = corpus.good(name)
    assert inspect_upload(SimpleUploadedFile(name, content), name).width


def test_a_heic_with_a_hidden_thumbnail_beside_the_picture_is_accepted():
    buffer = io.BytesIO()
    pillow_heif.from_pillow(Image.effect_noise((400, 300), 40).convert("RGB")).save(buffer, thumbnails=[64])
    assert inspect_upload(SimpleUploadedFile("foto.heic", buffer.getvalue()), "foto.heic").width == 400


@pytest.mark.parametrize("attributes", ['viewBox="0,0,20,10"', 'viewBox=" 0 0  1e2 .5 "', 'width="20mm" height="1in"', ""])
def test_a_drawing_says_its_size_in_any_of_the_ways_there_are(attributes):
    content = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><rect width="9" height="9"/></svg>'.encode()
    assert inspect_upload(SimpleUploadedFile("logo.svg", content), "logo.svg").width
