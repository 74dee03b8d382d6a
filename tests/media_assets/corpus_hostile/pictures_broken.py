"""TIFF and JPEG that were made well and then broken, and the rarer ways of making them, which not every program reads."""

import io
import struct

from PIL import Image

from tests.media_assets import corpus
from tests.media_assets.corpus_hostile.pictures import grey_tiff, tiff

_SIZE = (240, 160)
_BYTES = {3: "H", 4: "I", 16: "Q"}


def made(mode="RGB", compression="raw", **options):
    noise = Image.effect_noise(_SIZE, 60)
    if mode == "F":
        picture = noise.convert("F")
    elif mode == "I;16":
        picture = Image.frombytes("I;16", _SIZE, bytes(range(256)) * (_SIZE[0] * _SIZE[1] * 2 // 256))
    elif mode in ("LAB", "YCbCr"):
        picture = Image.merge(mode, [noise] * 3)
    else:
        picture = noise.convert(mode)
    buffer = io.BytesIO()
    picture.save(buffer, "TIFF", compression=compression, **options)
    return buffer.getvalue()


def changed(content, tag, change):
    """The TIFF with other numbers under a tag; ``change`` takes the list of them and gives one of no more."""
    content = bytearray(content)
    order = "<" if content[:2] == b"II" else ">"
    at = struct.unpack_from(f"{order}I", content, 4)[0]
    for entry in range(at + 2, at + 2 + 12 * struct.unpack_from(f"{order}H", content, at)[0], 12):
        found, kind, count, _value = struct.unpack_from(f"{order}HHII", content, entry)
        if found == tag:
            layout = _BYTES[kind]
            width = struct.calcsize(f"={layout}") * count
            place = entry + 8 if width <= 4 else struct.unpack_from(f"{order}I", content, entry + 8)[0]
            values = change(list(struct.unpack_from(f"{order}{count}{layout}", content, place)))
            struct.pack_into(f"{order}{len(values)}{layout}", content, place, *values)
            struct.pack_into(f"{order}I", content, entry + 4, len(values))
            return bytes(content)
    raise KeyError(tag)


def _last_strip(content, change):
    return changed(content, 279, lambda lengths: [*lengths[:-1], change(lengths[-1])])


def _noise_in_last_strip(content):
    """The bytes of the last strip turned about."""
    with Image.open(io.BytesIO(content)) as opened:
        start, length = opened.tag_v2[273][-1], opened.tag_v2[279][-1]
    packed = content[start : start + length]
    return content[:start] + bytes(255 - byte for byte in packed) + content[start + length :]


def _two_pages(spoil):
    """A TIFF of two pages of which the second is spoiled: ``spoil`` takes the file and the place of its directory."""
    buffer = io.BytesIO()
    pages = [Image.effect_noise(_SIZE, 60).convert("CMYK") for _page in range(2)]
    pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:])
    content = bytearray(buffer.getvalue())
    first = struct.unpack_from("<I", content, 4)[0]
    after = first + 2 + 12 * struct.unpack_from("<H", content, first)[0]
    second = struct.unpack_from("<I", content, after)[0]
    spoil(content, second)
    return bytes(content)


def _second(tag, value):
    def spoil(content, at):
        for entry in range(at + 2, at + 2 + 12 * struct.unpack_from("<H", content, at)[0], 12):
            if struct.unpack_from("<H", content, entry)[0] == tag:
                struct.pack_into("<I", content, entry + 8, value)

    return lambda: _two_pages(spoil)


def tiled(tiles=None, lengths=4096, data=None, side=64):
    """Grey, 128 by 128, in four tiles."""
    places = tiles or [1000 + 4096 * number for number in range(4)]
    entries = [
        (256, 4, 1, 128),
        (257, 4, 1, 128),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (277, 3, 1, 1),
        (322, 3, 1, side),
        (323, 3, 1, side),
        (324, 4, len(places), 400),
        (325, 4, 4, 440),
    ]
    content = bytearray(tiff(entries).ljust(1000, b"\0")) + (bytes(range(256)) * 64 if data is None else data)
    struct.pack_into(f"<{len(places)}I", content, 400, *places)
    struct.pack_into("<4I", content, 440, *[lengths] * 4)
    return bytes(content)


def _colours(photometric, bits=8, samples=3, compression=1, planar=1, extra=()):
    """64 by 64 in one strip of plain bytes, described as asked."""
    count = samples * 64 * 64 * max(1, bits // 8)
    entries = [
        (256, 4, 1, 64),
        (257, 4, 1, 64),
        (258, 3, samples, 400 if samples > 2 else bits | bits << 16),
        (259, 3, 1, compression),
        (262, 3, 1, photometric),
        (273, 4, 1, 1000),
        (277, 3, 1, samples),
        (278, 4, 1, 64),
        (279, 4, 1, count),
        (284, 3, 1, planar),
        *extra,
    ]
    content = bytearray(tiff(entries).ljust(1000, b"\0")) + (bytes(range(256)) * (count // 256 + 1))[:count]
    struct.pack_into(f"<{samples}H", content, 400, *[bits] * samples)
    return bytes(content)


def _jpeg(mode="RGB", size=_SIZE, **options):
    return corpus.photograph("JPEG", size, mode, **options)


def _without(content, marker):
    """A JPEG without the first segment of that marker."""
    at = content.index(marker)
    return content[:at] + content[at + 2 + int.from_bytes(content[at + 2 : at + 4], "big") :]


def _scans(keep):
    """A progressive JPEG with so many of its scans."""
    content = _jpeg(progressive=True)
    starts = [at for at in range(len(content) - 1) if content[at : at + 2] == b"\xff\xda"]
    return content[: starts[keep]] + b"\xff\xd9"


def _taller(content, factor):
    """A JPEG that says to have more lines than it has."""
    content = bytearray(content)
    at = max(content.find(b"\xff\xc0"), content.find(b"\xff\xc2"))
    height = int.from_bytes(content[at + 5 : at + 7], "big")
    content[at + 5 : at + 7] = (height * factor).to_bytes(2, "big")
    return bytes(content)


def _adobe(transform, mode="CMYK"):
    content = _jpeg(mode)
    at = content.find(b"Adobe")
    if at < 0:
        segment = b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0" + bytes([transform])
        return content[:2] + segment + content[2:]
    return content[: at + 11] + bytes([transform]) + content[at + 12 :]


def _cut(content, share):
    return content[: int(len(content) * share)] + b"\xff\xd9"


_WAYS = ("raw", "packbits", "tiff_lzw", "tiff_adobe_deflate", "tiff_deflate", "jpeg", "zstd", "lzma")
_INKS = {"jpeg": "RGB"}


def _of(way):
    return made(_INKS.get(way, "CMYK"), way)


def without_its_scan(name):
    """The marker of the first scan is none: libjpeg looks for the next one, and leaves out what was before it."""
    content = corpus.good(name)
    at = content.index(b"\xff\xda")
    return content[:at] + b"\x80" + content[at + 1 :]


BROKEN = (
    {f"scan-lost-{name}": lambda name=name: without_its_scan(name) for name in ("calle.jpg", "progresiva.jpg", "tinta.jpg")}
    | {f"packed-{way}.tif": lambda way=way: _of(way) for way in _WAYS}
    | {f"last-strip-half-{way}.tif": lambda way=way: _last_strip(_of(way), lambda length: length // 2) for way in _WAYS}
    | {f"last-strip-empty-{way}.tif": lambda way=way: _last_strip(_of(way), lambda length: 0) for way in _WAYS}
    | {f"last-strip-noise-{way}.tif": lambda way=way: _noise_in_last_strip(_of(way)) for way in _WAYS[1:]}
    | {f"fax-{way}.tif": lambda way=way: made("1", way) for way in ("group3", "group4", "tiff_ccitt")}
    | {
        f"fax-half-{way}.tif": lambda way=way: _last_strip(made("1", way), lambda length: length // 2)
        for way in ("group3", "group4")
    }
    | {
        f"mode-{mode.replace(';', '-')}.tif": lambda mode=mode: made(mode)
        for mode in ("1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "I", "F", "LAB", "YCbCr")
    }
    | {f"big-{way}.tif": lambda way=way: made("CMYK", way, big_tiff=True) for way in ("raw", "tiff_lzw")}
    | {
        f"colours-{number}.tif": lambda number=number: _colours(number, samples=4 if number == 5 else 3)
        for number in (0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 32803, 32844, 32845, 34892, 65000)
    }
    | {
        "strips-fewer.tif": lambda: changed(_of("raw"), 273, lambda places: places[:1]),
        "strips-in-the-head.tif": lambda: changed(_of("tiff_lzw"), 273, lambda places: [0] * len(places)),
        "strips-all-one.tif": lambda: changed(_of("tiff_lzw"), 273, lambda places: places[:1] * len(places)),
        "strip-lengths-one.tif": lambda: changed(_of("raw"), 279, lambda lengths: [1] * len(lengths)),
        "strip-lengths-none.tif": lambda: changed(_of("raw"), 279, lambda lengths: [0] * len(lengths)),
        "strip-lengths-one-lzw.tif": lambda: changed(_of("tiff_lzw"), 279, lambda lengths: [1] * len(lengths)),
        "strip-rows-absurd.tif": lambda: changed(_of("raw"), 278, lambda rows: [7]),
        "taller-than-it-is.tif": lambda: changed(_of("raw"), 257, lambda height: [9000]),
        "wider-than-it-is.tif": lambda: changed(_of("tiff_lzw"), 256, lambda width: [2400]),
        "samples-lie.tif": lambda: changed(_of("raw"), 277, lambda samples: [3]),
        "samples-more.tif": lambda: changed(_of("raw"), 277, lambda samples: [5]),
        "coding-lies.tif": lambda: changed(_of("raw"), 259, lambda coding: [5]),
        "coding-lies-packed.tif": lambda: changed(_of("tiff_lzw"), 259, lambda coding: [8]),
        "orientation-absurd.tif": lambda: changed(made("RGB", tiffinfo={274: 1}), 274, lambda turned: [99]),
        "predictor.tif": lambda: made("CMYK", "tiff_lzw", tiffinfo={317: 2}),
        "predictor-absurd.tif": lambda: changed(made("CMYK", "tiff_lzw", tiffinfo={317: 2}), 317, lambda way: [99]),
        "predictor-of-floats.tif": lambda: changed(made("CMYK", "tiff_lzw", tiffinfo={317: 2}), 317, lambda way: [3]),
        "tiles.tif": lambda: tiled(),
        "tiles-one-far.tif": lambda: tiled([1000, 5096, 9192, 0xFFFFFF]),
        "tiles-one-missing.tif": lambda: tiled([1000, 5096, 9192]),
        "tiles-one-nowhere.tif": lambda: tiled([1000, 5096, 9192, 0]),
        "tiles-short.tif": lambda: tiled(lengths=9),
        "tiles-cut.tif": lambda: tiled(data=b"\0" * 9000),
        "tiles-of-odd-side.tif": lambda: tiled(side=50),
        "tiles-of-nothing.tif": lambda: tiled(side=0),
        "planes.tif": lambda: _colours(2, planar=2),
        "planes-absurd.tif": lambda: _colours(2, planar=9),
        "deep-16.tif": lambda: _colours(5, 16, 4),
        "deep-32.tif": lambda: _colours(5, 32, 4),
        "deep-rgb-16.tif": lambda: _colours(2, 16, 3),
        "bits-of-12.tif": lambda: _colours(1, 12, 1),
        "bits-of-2.tif": lambda: _colours(1, 2, 1),
        "inks-of-5.tif": lambda: _colours(5, 8, 5),
        "inks-of-2.tif": lambda: _colours(5, 8, 2),
        "alpha-beside-inks.tif": lambda: _colours(5, 8, 5, extra=[(338, 3, 1, 2)]),
        "order-of-bits.tif": lambda: _colours(5, 8, 4, extra=[(266, 3, 1, 2)]),
        "no-photometric.tif": lambda: changed(_of("raw"), 262, lambda kind: kind).replace(
            struct.pack("<HHI", 262, 3, 1), struct.pack("<HHI", 263, 3, 1)
        ),
        "second-page-of-nothing.tif": _second(256, 0),
        "second-page-enormous.tif": _second(256, 19_000),
        "second-page-far.tif": _second(273, 0xFFFFFF),
        "second-page-of-no-coding.tif": _second(259, 60_000),
        "second-page-of-more-inks.tif": _second(277, 7),
        "jpeg-inside-cut.tif": lambda: _last_strip(made("RGB", "jpeg"), lambda length: length - 30),
        "claims-jpeg.tif": lambda: grey_tiff(64, 64, compression=7),
        "inks.jpg": lambda: _jpeg("CMYK"),
        "inks-of-no-adobe.jpg": lambda: _without(_jpeg("CMYK"), b"\xff\xee"),
        "inks-transform-2.jpg": lambda: _adobe(2),
        "inks-transform-9.jpg": lambda: _adobe(9),
        "rgb-transform-2.jpg": lambda: _adobe(2, "RGB"),
        "rgb-transform-0.jpg": lambda: _adobe(0, "RGB"),
        "adobe-cut.jpg": lambda: _jpeg("CMYK").replace(b"\xff\xee\0\x0eAdobe", b"\xff\xee\0\x07Adobe", 1),
        "grey.jpg": lambda: _jpeg("L"),
        "of-two-parts.jpg": lambda: _jpeg("RGB").replace(
            b"\xff\xc0\0\x11\x08\0\xa0\0\xf0\x03", b"\xff\xc0\0\x11\x08\0\xa0\0\xf0\x02"
        ),
        "cut-in-the-middle.jpg": lambda: _cut(_jpeg(), 0.5),
        "cut-near-the-end.jpg": lambda: _cut(_jpeg(), 0.95),
        "cut-inks.jpg": lambda: _cut(_jpeg("CMYK"), 0.5),
        "scans-one.jpg": lambda: _scans(1),
        "scans-few.jpg": lambda: _scans(4),
        "scans-none.jpg": lambda: _scans(0),
        "scan-cut.jpg": lambda: _cut(_jpeg(progressive=True), 0.6),
        "taller-than-it-is.jpg": lambda: _taller(_jpeg(), 3),
        "shorter-than-it-is.jpg": lambda: _jpeg().replace(b"\x08\0\xa0\0\xf0\x03", b"\x08\0\x10\0\xf0\x03", 1),
        "taller-progressive.jpg": lambda: _taller(_jpeg(progressive=True), 3),
        "tables-lost.jpg": lambda: _without(_jpeg(), b"\xff\xdb"),
        "codes-lost.jpg": lambda: _without(_jpeg(), b"\xff\xc4"),
        "restarts.jpg": lambda: _jpeg(restart_marker_rows=1),
        "restarts-lost.jpg": lambda: _jpeg(restart_marker_rows=1).replace(b"\xff\xd3", b""),
        "restarts-lie.jpg": lambda: _jpeg(restart_marker_rows=1).replace(b"\xff\xd3", b"\xff\xd6"),
        "noise-inside.jpg": lambda: (lambda whole: whole[:9000] + bytes(range(200)) * 5 + whole[10_000:])(_jpeg()),
        "ends-inside.jpg": lambda: (lambda whole: whole[:9000] + b"\xff\xd9" + whole[9002:])(_jpeg()),
        "begins-again-inside.jpg": lambda: (lambda whole: whole[:9000] + b"\xff\xd8" + whole[9002:])(_jpeg()),
        "two-pictures.jpg": lambda: _jpeg() + _jpeg("L"),
        "garbage-behind.jpg": lambda: _jpeg() + b"abc" * 9000 + b"\xff\xd9",
        "sampled-oddly.jpg": lambda: _jpeg(subsampling="4:1:1"),
        "profile-in-pieces.jpg": lambda: _jpeg("CMYK", icc_profile=b"x" * 200_000).replace(
            b"ICC_PROFILE\0\2", b"ICC_PROFILE\0\7"
        ),
    }
)
