"""Good pictures and sounds with something made to hurt beside them: words, profiles and covers."""

import io
import struct
import zlib

from PIL import Image

from tests.media_assets import corpus
from tests.media_assets.corpus_hostile.making import LISTENER, MEGA, inflating
from tests.media_assets.corpus_hostile.pictures import chunk, png

#: Those of a small picture in red, green and blue.
_PIXELS = zlib.compress(b"\0" * 200)
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
    + b']><x:xmpmeta xmlns:x="adobe:ns:meta/">&m;</x:xmpmeta>'
)
_FETCHED = b'<!DOCTYPE x [<!ENTITY a SYSTEM "' + LISTENER + b'">]><x:xmpmeta xmlns:x="adobe:ns:meta/">&a;</x:xmpmeta>'
_DEEP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + b"<a>" * 15_000 + b"</a>" * 15_000 + b"</x:xmpmeta>"


def _jpeg(marker, *contents):
    content = corpus.good("calle.jpg")
    said = b"".join(bytes([0xFF, marker]) + struct.pack(">H", len(each) + 2) + each for each in contents)
    return content[:2] + said + content[2:]


def _profile_in_parts():
    """Two hundred and fifty-five parts of a profile that is noise."""
    noise = bytes(range(256)) * 250
    return _jpeg(0xE2, *(b"ICC_PROFILE\0" + bytes([number, 255]) + noise for number in range(1, 256)))


def _exif(table):
    return _jpeg(0xE1, b"Exif\0\0II*\0\x08\0\0\0" + table)


def _tiff_with(tag, kind, count, value):
    """A TIFF whose first entry lies."""
    content = bytearray(corpus.good("calle.tif"))
    at = int.from_bytes(content[4:8], "little")
    struct.pack_into("<HHII", content, at + 2, tag, kind, count, value)
    return bytes(content)


def _tag(frame, content):
    size = len(content) + 10
    synchsafe = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\0\0" + synchsafe + frame + struct.pack(">I", len(content)) + b"\0\0" + content


def _cover_bomb():
    buffer = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(buffer, "PNG", optimize=True)
    return b"\0image/png\0\x03\0" + buffer.getvalue()


def _flac_block(kind, content):
    good = corpus.good("cuna.flac")
    return good[:4] + bytes([kind]) + len(content).to_bytes(3, "big") + content + good[4:]


METADATA = {
    "xmp-laughs.jpg": lambda: _jpeg(0xE1, _XMP + _LAUGHS),
    "xmp-fetched.jpg": lambda: _jpeg(0xE1, _XMP + _FETCHED),
    "xmp-deep.jpg": lambda: _jpeg(0xE1, _XMP + _DEEP[:65_000]),
    "xmp-laughs.png": lambda: png(8, 8, _PIXELS, chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + _LAUGHS)),
    "xmp-bomb.png": lambda: png(
        8, 8, _PIXELS, chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + inflating(b"<a>" * (MEGA // 3), 300))
    ),
    "xmp-deep.png": lambda: png(8, 8, _PIXELS, chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + _DEEP)),
    "xmp-laughs.gif": lambda: (
        corpus.good("aviso.gif")[:-1] + b"!\xff\x0bXMP DataXMP" + _LAUGHS[:255] + b"\x01\xff\xfe\x00;"
    ),
    "xmp-fetched.tif": lambda: _tiff_with(700, 1, 999_999_999, 8),
    "profile-in-parts.jpg": _profile_in_parts,
    "profile-lies.tif": lambda: _tiff_with(34_675, 7, 0x7FFFFFFF, 8),
    "iptc-lies.jpg": lambda: _jpeg(0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\x7f\xff\xff\xff" + b"\x1c\x02" * 999),
    "iptc-lies.tif": lambda: _tiff_with(33_723, 4, 0x3FFFFFFF, 8),
    "exif-counts-lie.jpg": lambda: _exif(b"\xff\xff" + struct.pack("<HHII", 0x010E, 2, 0xFFFFFFFF, 0xFFFFFFFF) * 4000),
    "exif-divides-by-nothing.jpg": lambda: _exif(
        b"\x02\0" + struct.pack("<HHII", 0x011A, 5, 1, 38) + struct.pack("<HHII", 0x0112, 3, 1, 99) + bytes(12)
    ),
    "exif-turned-ninety-nine-ways.jpg": lambda: _exif(b"\x01\0" + struct.pack("<HHII", 0x0112, 3, 1, 99) + bytes(4)),
    "exif-place-lies.jpg": lambda: _exif(b"\x01\0" + struct.pack("<HHII", 0x8825, 4, 1, 8) + bytes(4)),
    "comments-many.jpg": lambda: _jpeg(0xFE, *[b"<script>alert(1)</script>" * 2000] * 60),
    "cover-bomb.mp3": lambda: _tag(b"APIC", _cover_bomb()) + corpus.good("cuna.mp3"),
    "cover-lies.mp3": lambda: (
        _tag(b"APIC", b"\0image/svg+xml\0\x03\0<svg onload='alert(1)'/>") + corpus.good("cuna.mp3")
    ),
    "cover-elsewhere.mp3": lambda: _tag(b"APIC", b"\0-->\0\x03\0" + LISTENER) + corpus.good("cuna.mp3"),
    "link.mp3": lambda: _tag(b"LINK", b"APIC" + LISTENER + b"\0") + corpus.good("cuna.mp3"),
    "cover-bomb.flac": lambda: _flac_block(
        6, struct.pack(">II", 3, 9) + b"image/png" + bytes(20) + struct.pack(">I", 0x7FFFFFFF)
    ),
    "comments-lie.flac": lambda: _flac_block(4, struct.pack("<I", 0xFFFFFFF0) + b"a" * 99),
    "comments-many.flac": lambda: _flac_block(
        4, struct.pack("<I", 0) + struct.pack("<I", 100_000) + (struct.pack("<I", 3) + b"A=b") * 100_000
    ),
    "words-lie.wav": lambda: (
        corpus.good("cuna.wav")[:12]
        + b"LIST"
        + struct.pack("<I", 0x7FFFFFF0)
        + b"INFOIART"
        + corpus.good("cuna.wav")[12:]
    ),
}
