"""PNG, GIF, AVIF, HEIC and drawings that one program forgives and the next one does not."""

import random
import struct
import zlib

from tests.media_assets import corpus
from tests.media_assets.corpus_hostile.drawings import svg

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunks_of(content) -> list[tuple[bytes, bytes]]:
    found, at = [], len(SIGNATURE)
    while at < len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        found.append((kind, content[at + 8 : at + 8 + length]))
        at += length + 12
    return found


def png(chunks) -> bytes:
    return SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _png(name, change):
    def make():
        chunks = chunks_of(corpus.good(name))
        return png(change(chunks) or chunks)

    return make


def _header(place, value):
    """One byte of the header changed, and its checksum with it."""

    def change(chunks):
        kind, data = chunks[0]
        chunks[0] = (kind, data[:place] + bytes([value]) + data[place + 1 :])

    return change


def _twice(kind):
    def change(chunks):
        at = next(number for number, chunk in enumerate(chunks) if chunk[0] == kind)
        chunks.insert(at, chunks[at])

    return change


def _without(*kinds):
    return lambda chunks: [chunk for chunk in chunks if chunk[0] not in kinds]


def _first(kind):
    return lambda chunks: sorted(chunks, key=lambda chunk: chunk[0] != kind)


def _sum(name, kind):
    """The checksum of the first chunk of a kind changed, and nothing else."""

    def make():
        content = bytearray(corpus.good(name))
        at = content.index(kind)
        content[at + 4 + int.from_bytes(content[at - 4 : at], "big")] ^= 0xFF
        return bytes(content)

    return make


def _pixels(change):
    """The rows unpacked, changed and packed again."""

    def spoil(chunks):
        rows = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
        kept = [chunk for chunk in chunks if chunk[0] != b"IDAT"]
        return [*kept[:-1], (b"IDAT", zlib.compress(change(rows))), kept[-1]]

    return spoil


def _word(name, place, value, layout=">I"):
    def make():
        content = bytearray(corpus.good(name))
        struct.pack_into(layout, content, place, value)
        return bytes(content)

    return make


def _byte(name, word, beyond, value):
    """The byte that stands so far behind the name of a box, or that byte of a file (``word`` empty)."""

    def make():
        content = bytearray(corpus.good(name))
        content[content.index(word) + len(word) + beyond if word else beyond] = value
        return bytes(content)

    return make


def _entry(name, tag, place, layout, value):
    """A directory of TIFF with one of the fields of an entry changed: its tag (0), kind (2), count (4) or value (8)."""

    def make():
        content = bytearray(corpus.good(name))
        at = struct.unpack_from("<I", content, 4)[0]
        for entry in range(at + 2, at + 2 + 12 * struct.unpack_from("<H", content, at)[0], 12):
            if struct.unpack_from("<H", content, entry)[0] == tag:
                struct.pack_into(f"<{layout}", content, entry + place, value)
                return bytes(content)
        raise KeyError(tag)

    return make


def _noisy(name, seed):
    def make():
        chance, content = random.Random(seed), bytearray(corpus.good(name))
        for _time in range(3):
            content[chance.randrange(len(content) // 3, len(content))] = chance.randrange(256)
        return bytes(content)

    return make


_HEADS = {"height-less": (7, 1), "bits-3": (8, 3), "colours-5": (9, 5), "packing-1": (10, 1), "filter-1": (11, 1)}

#: What must be refused: some reader of those that people have opens none of them.
LOOSE = (
    {f"loose-{name}.png": _png("calle.png", _header(*change)) for name, change in _HEADS.items()}
    | {
        "loose-header-twice.png": _png("calle.png", _twice(b"IHDR")),
        "loose-data-twice.png": _png("calle.png", _twice(b"IDAT")),
        "loose-data-sum.png": _sum("calle.png", b"IDAT"),
        "loose-frames-sum.png": _sum("movida.png", b"fdAT"),
        "loose-no-data.png": _png("calle.png", _without(b"IDAT")),
        "loose-rows-more.png": _png("calle.png", _pixels(lambda rows: rows + bytes(400))),
        "loose-rows-fewer.png": _png("calle.png", _pixels(lambda rows: rows[:-400])),
        "loose-rows-none.png": _png("calle.png", _pixels(lambda rows: b"")),
        "loose-row-filter.png": _png("calle.png", _pixels(lambda rows: b"\x09" + rows[1:])),
        "loose-palette-grey.png": _png("paleta.png", _header(9, 0)),
        "loose-palette-none.png": _png("paleta.png", _without(b"PLTE")),
        "loose-palette-twice.png": _png("paleta.png", _twice(b"PLTE")),
        "loose-frames-first.png": _png("movida.png", _first(b"acTL")),
        "loose-frames-twice.png": _png("movida.png", _twice(b"fdAT")),
        "loose-frames-no-size.png": _png("movida.png", _without(b"fcTL")),
        "loose-tags-unsorted.tif": _entry("calle.tif", 284, 0, "H", 0x01FF),
        "loose-tags-twice.tif": _entry("calle.tif", 283, 0, "H", 282),
        "loose-coding-none.tif": _entry("calle.tif", 259, 0, "H", 261),
        "loose-height-kind.tif": _entry("desinflado.tif", 257, 2, "H", 1),
        "loose-rows-counted.tif": _entry("calle.tif", 278, 4, "I", 3),
        "loose-strips-in-header.tif": _entry("calle.tif", 273, 8, "I", 0),
        "loose-lengths-none.tif": _entry("calle.tif", 279, 0, "H", 280),
        "loose-unit-255.tif": _entry("calle.tif", 296, 8, "I", 255),
        "loose-screen-none.gif": _word("aviso.gif", 8, 0, "<H"),
        "loose-length.heic": _word("calle.heic", 28, 0),
        "loose-handler.heic": _byte("calle.heic", b"pict", 12, 1),
        "loose-channels.heic": _byte("calle.heic", b"pixi", 4, 200),
        "loose-place.heic": _byte("calle.heic", b"iloc", 16, 0x7F),
        "loose-brands.avif": _word("calle.avif", 18, 0xFFFFFF7F),
        "loose-hidden.avif": _byte("calle.avif", b"infe", 3, 1),
        "loose-item.avif": _byte("calle.avif", b"pitm", 5, 9),
        "loose-colour.avif": _byte("calle.avif", b"nclx", -2, 0),
        "loose-no-width.svg": lambda: svg(b"<path d='M0 0h9v9z'/>", b'width="0" height="9"'),
        "loose-below-zero.svg": lambda: svg(b"<path d='M0 0h9v9z'/>", b'width="-5" height="9"'),
        "loose-view-none.svg": lambda: svg(b"<path d='M0 0h9v9z'/>", b'viewBox="0 0 0 9"'),
        "loose-view-words.svg": lambda: svg(b"<path d='M0 0h9v9z'/>", b'viewBox="0 0 20i 100"'),
        "loose-view-endless.svg": lambda: svg(b"<path d='M0 0h9v9z'/>", b'viewBox="0 0 nan inf"'),
    }
)
#: And noise, which may fall where it does no harm.
NOISY = {
    f"noise-{seed}.{name.rpartition('.')[2]}": _noisy(name, seed)
    for name in ("aviso.gif", "calle.webp", "movida.webp", "calle.avif", "calle.heic", "calle.png", "logo.svg")
    for seed in range(8)
}
