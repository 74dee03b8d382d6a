"""Pictures as large, as deep and as long as the door may take, and kinds of coding that few decoders expect."""

import io
import struct
import zlib
from functools import cache

from PIL import Image

from tests.media_assets import corpus
from tests.media_assets.corpus_hostile.making import inflating
from tests.media_assets.corpus_hostile.pictures import chunk, grey_tiff, png

#: Pixels across and down: all that the door takes.
_WIDE, _TALL = 20_000, 6000


def _saved(kind, mode="RGB", size=(_WIDE, _TALL), **options):
    buffer = io.BytesIO()
    Image.new(mode, size, 1 if mode in ("1", "L", "P") else (9,) * len(mode)).save(buffer, kind, **options)
    return buffer.getvalue()


def _rows(width, height, bytes_a_pixel, interlaced=0, depth=8, colour=2):
    """A PNG of black rows, packed as they are made."""
    packed = inflating(bytes(1 + width * bytes_a_pixel), height)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


@cache
def _moving_png(frames, side):
    """An animation whose frames are a dot on a great canvas."""
    dot = zlib.compress(b"\0\0\0\0")
    said = [chunk(b"acTL", struct.pack(">II", frames, 0)), chunk(b"fcTL", _control(0, side))]
    canvas = inflating(bytes(1 + 3 * side), side)
    after = []
    for number in range(1, frames):
        after.append(chunk(b"fcTL", _control(2 * number - 1, 1)))
        after.append(chunk(b"fdAT", struct.pack(">I", 2 * number) + dot))
    return png(side, side, canvas, *said, after=after)


def _control(number, side):
    return struct.pack(">IIIIIHHBB", number, side, side, 0, 0, 1, 100, 0, 0)


def _moving_webp(frames, canvas=16):
    """A WebP of so many frames of a dot."""
    dot = _saved("WEBP", size=(1, 1), lossless=True)[12:]
    frame = bytes(6) + bytes(6) + (10).to_bytes(3, "little") + b"\0" + dot
    frame = b"ANMF" + struct.pack("<I", len(frame)) + frame + b"\0" * (len(frame) % 2)
    size = (canvas - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + size * 2 + b"ANIM" + struct.pack("<I", 6) + bytes(6)
    body += frame * frames
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _pages_tiff(count):
    buffer = io.BytesIO()
    dot = Image.new("L", (4, 4))
    dot.save(buffer, "TIFF", save_all=True, append_images=[dot] * (count - 1))
    return buffer.getvalue()


def _jpeg_of(kind, precision=8):
    """The same pixels under the marker of another process: arithmetic, lossless, of twelve bits."""
    content = bytearray(corpus.good("calle.jpg"))
    at = content.index(b"\xff\xc0")
    content[at + 1], content[at + 4] = kind, precision
    return bytes(content)


def _grid_heic(content=None):
    """The picture as a grid of two hundred and fifty-six by as many of itself."""
    content = bytearray(content or corpus.good("calle.heic"))
    at = content.find(b"hvc1", 200)
    if at > 0:
        content[at : at + 4] = b"grid"
    return bytes(content)


LARGE_PICTURES = {
    "grey-limit.png": lambda: _rows(_WIDE, _TALL, 1, colour=0),
    "colour-limit.png": lambda: _rows(_WIDE, _TALL, 3),
    "alpha-limit.png": lambda: _rows(_WIDE, _TALL, 4, colour=6),
    "deep-limit.png": lambda: _rows(_WIDE, _TALL, 8, depth=16, colour=6),
    "interlaced-bomb.png": lambda: _rows(_WIDE, _TALL, 4, interlaced=1, colour=6),
    "colour-limit.jpg": lambda: _saved("JPEG"),
    "ink-limit.jpg": lambda: _saved("JPEG", "CMYK"),
    "progressive-limit.jpg": lambda: _saved("JPEG", progressive=True),
    "progressive-ink-limit.jpg": lambda: _saved("JPEG", "CMYK", progressive=True),
    "ink-limit.tif": lambda: _saved("TIFF", "CMYK", compression="tiff_adobe_deflate"),
    "fax-limit.tif": lambda: _saved("TIFF", "1", compression="group4"),
    "lzw-limit.tif": lambda: _saved("TIFF", compression="tiff_lzw"),
    "jpeg-limit.tif": lambda: _saved("TIFF", compression="jpeg"),
    "webp-limit.webp": lambda: _saved("WEBP", size=(16_383, 7320), quality=1, method=0),
    "gif-limit.gif": lambda: _saved("GIF", "P"),
    "lossless-limit.webp": lambda: _saved("WEBP", size=(16_383, 7320), lossless=True, quality=0, method=0),
    "avif-limit.avif": lambda: _saved("AVIF", size=(12_000, 9_999), speed=10, quality=1),
    "thin.png": lambda: _rows(20_000, 1, 3),
    "tall.png": lambda: _rows(1, 20_000, 3),
    "frames-900.png": lambda: _moving_png(900, 600),
    "frames-many-100000.png": lambda: _moving_png(100_000, 16),
    "canvas-moving-bomb.png": lambda: _moving_png(30, 4000),
    "frames-many-100000.webp": lambda: _moving_webp(100_000),
    "frames-990.webp": lambda: _moving_webp(990),
    "canvas-16383.webp": lambda: _moving_webp(4, 16_383),
    "pages-300.tif": lambda: _pages_tiff(300),
    "arithmetic.jpg": lambda: _jpeg_of(0xC9),
    "lossless.jpg": lambda: _jpeg_of(0xC3),
    "twelve-bits.jpg": lambda: _jpeg_of(0xC1, 12),
    "hierarchical.jpg": lambda: _jpeg_of(0xC5),
    "lines-told-late.jpg": lambda: corpus.good("calle.jpg").replace(
        b"\xff\xc0\0\x11\x08\0\xa0", b"\xff\xc0\0\x11\x08\0\0", 1
    ),
    "is-jpeg-2000.jpg": lambda: _saved("JPEG2000", size=(64, 64)),
    "is-jpeg-2000.tif": lambda: _saved("JPEG2000", size=(64, 64)),
    "is-a-bitmap.png": lambda: _saved("BMP", size=(64, 64)),
    "old-jpeg.tif": lambda: grey_tiff(64, 64, compression=6),
    "fax-noise.tif": lambda: grey_tiff(9000, 9000, compression=4, bits=1),
    "bits-of-64.tif": lambda: grey_tiff(64, 64, bits=64),
    "coding-unknown.tif": lambda: grey_tiff(64, 64, compression=50_000),
    "packed-noise.tif": lambda: grey_tiff(4000, 4000, compression=32_773),
    "grid-of-itself.heic": _grid_heic,
    "frames-lie.avif": lambda: corpus.good("calle.avif").replace(b"avif", b"avis"),
    "is-one-bit-inverted.tif": lambda: grey_tiff(64, 64, bits=1),
}
