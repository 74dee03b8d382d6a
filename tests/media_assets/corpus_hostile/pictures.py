"""Pictures in pixels made to hurt."""

import io
import struct
import zlib
from functools import cache

from PIL import Image

from tests.media_assets import corpus
from tests.media_assets.corpus_hostile.making import MEGA, flate, inflating, zeros


def chunk(kind, data, crc=None):
    return (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) if crc is None else crc)
    )


def png(width, height, data, *before, depth=8, colour=2, after=()):
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + header + b"".join(before) + chunk(b"IDAT", data) + b"".join(after) + chunk(b"IEND", b"")
    )


def tiff(entries, next_directory=0, order="<"):
    """A TIFF of one directory; entries are (tag, type, count, value)."""
    table = b"".join(struct.pack(f"{order}HHII", *entry) for entry in entries)
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    return head + struct.pack(f"{order}H", len(entries)) + table + struct.pack(f"{order}I", next_directory) + b"\0" * 64


def grey_tiff(width, height, strip=200, length=64, compression=1, next_directory=0, bits=8, rows=None):
    return (
        tiff(
            [
                (256, 4, 1, width),
                (257, 4, 1, height),
                (258, 3, 1, bits),
                (259, 3, 1, compression),
                (262, 3, 1, 1),
                (273, 4, 1, strip),
                (277, 3, 1, 1),
                (278, 4, 1, height if rows is None else rows),
                (279, 4, 1, length),
            ],
            next_directory,
        )
        + b"\0" * 200
    )


def _deflated_tiff(side):
    packed = zeros(side * side // MEGA)
    return grey_tiff(side, side, 130, len(packed), 8)[:130] + packed


def _gif(frames, width=9, height=9):
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"!\xf9\x04\0\0\0\0\0" + b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02D\x01\0"
    return head + frame * frames + b";"


def _jpeg_scans(count):
    """A progressive JPEG whose scans come again and again."""
    content = corpus.good("progresiva.jpg")
    first = content.rindex(b"\xff\xda")
    return content[:first] + content[first:-2] * count + b"\xff\xd9"


def _jpeg_claiming(width, height):
    content = bytearray(corpus.good("calle.jpg"))
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def _webp_claiming(width, height):
    packed = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + packed + b"ANIM" + struct.pack("<I", 6) + b"\0" * 6
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _exif_loop():
    exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0"
    content = corpus.good("calle.jpg")
    return content[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + content[2:]


@cache
def _black_png(side):
    buffer = io.BytesIO()
    Image.new("1", (side, side)).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


PICTURES = {
    "claims-100000.png": lambda: png(100_000, 100_000, flate(b"\0" * 999)),
    "bomb-one-bit.png": lambda: _black_png(30_000),
    "bomb-unpacked.png": lambda: png(64, 64, zeros(500)),
    "claims-nothing.png": lambda: png(0, 0, flate(b"")),
    "text-bomb.png": lambda: png(8, 8, flate(b"\0" * 200), chunk(b"zTXt", b"a\0\0" + inflating(b"x" * MEGA, 300))),
    "profile-bomb.png": lambda: png(8, 8, flate(b"\0" * 200), chunk(b"iCCP", b"a\0\0" + inflating(b"x" * MEGA, 300))),
    "chunk-lies.png": lambda: corpus.good("calle.png").replace(b"IDAT", b"\xff\xff\xff\xffIDAT", 1),
    "frames-65535.png": lambda: png(
        8,
        8,
        flate(b"\0" * 200),
        chunk(b"acTL", struct.pack(">II", 65_535, 0)),
        after=[chunk(b"fcTL", struct.pack(">IIIIIHHBB", n, 8, 8, 0, 0, 1, 1, 0, 0)) for n in range(5000)],
    ),
    "chunks-100000.png": lambda: png(8, 8, flate(b"\0" * 200), *[chunk(b"tEXt", b"a\0b")] * 100_000),
    "is-a-zip-too.png": lambda: corpus.good("calle.png") + corpus.letter(),
    "is-html-too.jpg": lambda: corpus.good("calle.jpg").replace(b"JFIF", b"<script>alert(1)</script>", 1),
    "directory-loop.tif": lambda: grey_tiff(8, 8, next_directory=8),
    "claims-100000.tif": lambda: grey_tiff(100_000, 100_000),
    "claims-65000.tif": lambda: grey_tiff(65_000, 65_000, bits=1),
    "bomb-deflated.tif": lambda: _deflated_tiff(16_000),
    "strip-far.tif": lambda: grey_tiff(8, 8, strip=0xFFFFFF00),
    "strip-of-no-rows.tif": lambda: grey_tiff(8, 8, rows=0),
    "strip-endless.tif": lambda: grey_tiff(8, 8, length=0xFFFFFFFF),
    "counts-lie.tif": lambda: tiff([(256, 4, 0xFFFFFFFF, 8), (257, 4, 0xFFFFFFF, 8), (273, 4, 0x7FFFFFFF, 8)]),
    "entries-65535.tif": lambda: b"II*\0\x08\0\0\0\xff\xff" + b"\0" * 4000,
    "directories-20000.tif": lambda: (
        b"II*\0\x08\0\0\0"
        + b"".join(
            b"\x01\0" + struct.pack("<HHII", 256, 4, 1, 8) + struct.pack("<I", 8 + 18 * (n + 1)) for n in range(20_000)
        )
    ),
    "big-lies.tif": lambda: b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, 0xFFFFFFFFFFFFFFFF) + b"\0" * 99,
    "frames-65536.gif": lambda: _gif(65_536),
    "canvas-65535.gif": lambda: _gif(3, 65_535, 65_535),
    "canvas-wide-frames.gif": lambda: _gif(4000, 4000, 4000),
    "frames-none.gif": lambda: _gif(0),
    "scans-500.jpg": lambda: _jpeg_scans(500),
    "claims-65500.jpg": lambda: _jpeg_claiming(65_500, 65_500),
    "claims-16000.jpg": lambda: _jpeg_claiming(16_000, 16_000),
    "claims-nothing.jpg": lambda: _jpeg_claiming(0, 0),
    "exif-loop.jpg": _exif_loop,
    "markers-100000.jpg": lambda: b"\xff\xd8" + b"\xff\xe0\0\x02" * 100_000 + corpus.good("calle.jpg")[2:],
    "tables-noise.jpg": lambda: corpus.good("calle.jpg").replace(b"\xff\xc4", b"\xff\xdb"),
    "claims-16383.webp": lambda: _webp_claiming(16_383, 16_383),
    "claims-16000000.webp": lambda: _webp_claiming(16_000_000, 16_000_000),
    "boxes-deep.avif": lambda: (
        corpus.good("calle.avif")[:32] + b"".join(struct.pack(">I", 99_999) + b"meta" for _ in range(9000))
    ),
    "items-lie.avif": lambda: corpus.good("calle.avif").replace(b"iloc", b"iloc\xff\xff\xff\xff", 1),
    "claims-huge.avif": lambda: corpus.good("calle.avif").replace(
        b"ispe\0\0\0\0" + struct.pack(">II", 240, 160), b"ispe\0\0\0\0" + struct.pack(">II", 0x7FFFFFFF, 0x7FFFFFFF)
    ),
    "boxes-lie.heic": lambda: corpus.good("calle.heic").replace(b"meta", b"meta\x7f\xff\xff\xff", 1),
}
