"""Recordings whose atoms, streams and samples are made to hurt."""

import io
import math
import struct
import zlib
from array import array

import av

from tests.media_assets import corpus
from tests.media_assets.corpus_hostile.making import LISTENER, inflating
from tests.media_assets.corpus_hostile.recordings import box, patched, wav


def _floats(values, seconds=1, rate=48_000, bits=32):
    """A WAV of floating point, in which a sample may be no number, or endless."""
    samples = array("f" if bits == 32 else "d", (values[n % len(values)] for n in range(seconds * rate)))
    data = samples.tobytes()
    head = struct.pack("<HHIIHH", 3, 1, rate, rate * bits // 8, bits // 8, bits)
    body = b"WAVEfmt " + struct.pack("<I", 16) + head + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


_TONE = [0.2 * math.sin(n / 8) for n in range(4800)]


def _packed_index():
    """A film whose index is packed and unpacks to two gigabytes (QuickTime, ``cmov``)."""
    packed = struct.pack(">I", 0x7FFFFFF0) + inflating(bytes(1 << 20), 900)
    index = box(b"moov", box(b"cmov", box(b"dcom", b"zlib") + box(b"cmvd", packed)))
    return box(b"ftyp", b"qt  \0\0\0\0qt  ") + index + box(b"mdat", b"\0" * 99)


def _packed_index_small():
    good = corpus.good("comercial.mov")
    at = good.index(b"moov") - 4
    size = int.from_bytes(good[at : at + 4], "big")
    packed = struct.pack(">I", size) + zlib.compress(good[at : at + size])
    index = box(b"moov", box(b"cmov", box(b"dcom", b"zlib") + box(b"cmvd", packed)))
    return good[:at] + index + good[at + size :]


def _reference_movie():
    """A film that only says where others are (QuickTime, ``rmra``)."""
    there = box(b"rdrf", b"\0\0\0\0url " + struct.pack(">I", len(LISTENER)) + LISTENER)
    return box(b"ftyp", b"qt  \0\0\0\0qt  ") + box(b"moov", box(b"rmra", box(b"rmda", there) * 50))


def _fragments(count):
    """A film in so many fragments that hold nothing."""
    head = box(b"mfhd", bytes(8)) + box(b"traf", box(b"tfhd", b"\0\2\0\0\0\0\0\1") + box(b"trun", bytes(8)))
    return corpus.good("comercial.mp4") + box(b"moof", head) * count


def _nested(kind, depth):
    content = b""
    for _level in range(depth):
        content = box(kind, content)
    return content


def _spliced_mp3():
    """Sound that changes its rate in the middle."""
    return corpus.recording("mp3", audio="libmp3lame") + _mp3(44_100) + _mp3(22_050)


def _mp3(rate):
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp3") as output:
        stream = output.add_stream("libmp3lame", rate=rate, layout="mono")
        for start in range(0, rate, 1152):
            frame = av.AudioFrame(format="s16p", layout="mono", samples=1152)
            frame.rate, frame.pts = rate, start
            frame.planes[0].update(bytes(frame.planes[0].buffer_size))
            output.mux(stream.encode(frame))
        output.mux(stream.encode())
    return buffer.getvalue()


def _matroska(kind, content):
    """A WebM with one more element at the head of its segment."""
    good = corpus.good("comercial.webm")
    at = good.index(b"\x18\x53\x80\x67") + 12
    return good[:at] + kind + (len(content) | 1 << 56).to_bytes(8, "big") + content + good[at:]


def _late(name, mark, after, value):
    """A good recording in which bytes after the last such mark are others."""
    content = bytearray(corpus.good(name))
    at = content.rfind(mark)
    content[at + after : at + after + len(value)] = value
    return bytes(content)


def _sized(width, height, frames=3):
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as output:
        stream = output.add_stream("libx264", rate=25, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        frame = av.VideoFrame(width, height, "yuv420p")
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        for number in range(frames):
            frame.pts = number
            output.mux(stream.encode(frame))
        output.mux(stream.encode())
    return buffer.getvalue()


_U32 = struct.Struct(">I").pack
_TABLES = ("stts", "stsc", "stsz", "stco")


def _table(name, kind, after, value):
    """A film one of whose tables says something else than it holds."""
    return lambda: patched(name, kind.encode(), after, value)


def _padded():
    """A film whose tables stand behind more boxes than anybody looks at."""
    film = corpus.good("comercial.mov")
    at = int.from_bytes(film[:4], "big")
    return film[:at] + box(b"free", b"") * 25_000 + film[at:]


def _tables_that_lie():
    for extension in ("mp4", "mov", "m4a"):
        name = f"{'cuna' if extension == 'm4a' else 'comercial'}.{extension}"
        for kind in _TABLES:
            count = 12 if kind == "stsz" else 8
            yield f"table-{kind}-65535.{extension}", _table(name, kind, count, _U32(0xFFFF))
            yield f"table-{kind}-four-billion.{extension}", _table(name, kind, count, _U32(0xFFFFFFFF))
            yield f"table-{kind}-version-255.{extension}", _table(name, kind, 4, b"\xff")
            if kind == "stsz":
                # The third of its entries: a sample of more bytes than there are.
                yield f"table-stsz-sample.{extension}", _table(name, kind, 24, _U32(0xFFFFFFFF))
                yield f"table-stsz-all-alike.{extension}", _table(name, kind, 8, _U32(0xFFFFFFFF))
            yield f"table-{kind}-flags.{extension}", _table(name, kind, 5, b"\xff\xff\xff")


INSIDE_RECORDINGS = {
    "samples-no-number.wav": lambda: _floats([*_TONE, math.nan]),
    "samples-all-no-number.wav": lambda: _floats([math.nan]),
    "samples-without-bound.wav": lambda: _floats([*_TONE, math.inf, -math.inf]),
    "samples-enormous.wav": lambda: _floats([value * 1e30 for value in _TONE]),
    "samples-enormous-in-64-bits.wav": lambda: _floats([value * 1e300 for value in _TONE], bits=64),
    "samples-tiny.wav": lambda: _floats([value * 1e-38 for value in _TONE]),
    "rate-eight-million.wav": lambda: wav(rate=8_000_000),
    "two-channels-of-a-million-hertz.wav": lambda: wav(channels=2, rate=1_000_000, data=b"\1\2\3\4" * 99_999),
    "align-nothing.wav": lambda: wav()[:32] + b"\0\0" + wav()[34:],
    "coding-unknown.wav": lambda: wav()[:20] + b"\x99\x99" + wav()[22:],
    "head-twice.wav": lambda: wav()[:36] + wav()[12:36] * 999 + wav()[36:],
    "is-64-bits.wav": lambda: b"RF64\xff\xff\xff\xff" + wav()[8:],
    "packed-index-bomb.mov": _packed_index,
    "packed-index.mov": _packed_index_small,
    "reference-movie.mov": _reference_movie,
    "fragments-100000.mp4": lambda: _fragments(100_000),
    "words-deep.mp4": lambda: corpus.good("comercial.mp4") + _nested(b"udta", 3000),
    "index-deep.mp4": lambda: box(b"ftyp", b"mp42\0\0\0\0mp42") + _nested(b"moov", 3000),
    "box-negative.mp4": lambda: corpus.good("comercial.mp4") + b"\xff\xff\xff\xffmdat",
    "box-of-64-bits.mp4": lambda: corpus.good("comercial.mp4") + b"\0\0\0\1mdat" + b"\x7f" + b"\xff" * 7,
    "edits-lie.mp4": lambda: patched("comercial.mp4", b"elst", 8, _U32(0x7FFFFFFF) + b"\xff" * 12),
    "edits-wait.mp4": lambda: patched("comercial.mp4", b"elst", 12, _U32(0x7FFFFFF0) + b"\xff\xff\xff\xff"),
    "samples-of-chunks-lie.mp4": lambda: patched("comercial.mp4", b"stsc", 8, b"\xff" * 16),
    "times-apart-lie.mp4": lambda: patched("comercial.mp4", b"ctts", 8, b"\x7f" + b"\xff" * 11),
    "descriptions-65535.mp4": lambda: patched("comercial.mp4", b"stsd", 8, _U32(0xFFFF)),
    "sequence-noise.mp4": lambda: patched("comercial.mp4", b"avcC", 4, bytes(range(40))),
    "turned-by-noise.mp4": lambda: patched("comercial.mp4", b"tkhd", 44, b"\x7f" * 36),
    "scale-enormous.mp4": lambda: patched("comercial.mp4", b"mdhd", 16, _U32(0xFFFFFFFF)),
    "scale-one.mp4": lambda: patched("comercial.mp4", b"mdhd", 16, _U32(1)),
    "times-nothing.mp4": lambda: patched("comercial.mp4", b"stts", 8, _U32(1) + _U32(20) + _U32(0)),
    "data-of-an-alias.mov": lambda: corpus.good("comercial.mov").replace(b"url \0\0\0\x01", b"alis\0\0\0\0", 1),
    "sound-of-99-channels.m4a": lambda: _late("cuna.m4a", b"mp4a", 20, b"\0\x63"),
    "sound-at-nothing.m4a": lambda: _late("cuna.m4a", b"mp4a", 28, b"\0\0\0\0"),
    "picture-wide-limit.mp4": lambda: _sized(8192, 4320),
    "picture-of-two-pixels.mp4": lambda: _sized(2, 2),
    "rate-changes.mp3": _spliced_mp3,
    "free-rate.mp3": lambda: b"\xff\xfb\x00\x00" + bytes(999) + corpus.good("cuna.mp3"),
    "channels-8.flac": lambda: patched("cuna.flac", b"fLaC", 20, b"\x0e"),
    "rate-655350.flac": lambda: patched("cuna.flac", b"fLaC", 18, b"\x9f\xff\x60"),
    "blocks-endless.flac": lambda: b"fLaC" + b"\x01\0\0\0" * 2_000_000 + corpus.good("cuna.flac")[4:],
    "channels-255.opus": lambda: patched("cuna.opus", b"OpusHead", 9, b"\xff"),
    "mapping-lies.opus": lambda: patched("cuna.opus", b"OpusHead", 18, b"\xff"),
    "gain-enormous.opus": lambda: patched("cuna.opus", b"OpusHead", 16, b"\xff\x7f"),
    "time-of-pages-lies.opus": lambda: _late("cuna.opus", b"OggS", 6, b"\xff" * 7 + b"\x7f"),
    "attachment.webm": lambda: _matroska(b"\x19\x41\xa4\x69", b"\x61\xa7\x87\x46\x5c\x84MZ\0\0"),
    "next-elsewhere.webm": lambda: _matroska(
        b"\x15\x49\xa9\x66", b"\x3e\x83\xbb" + bytes([0x80 | len(LISTENER)]) + LISTENER
    ),
    "chapters-elsewhere.webm": lambda: _matroska(b"\x10\x43\xa7\x70", b"\x45\xb9\x84\x6e\x67\x81\x09" * 999),
    "clusters-deep.webm": lambda: (
        corpus.good("comercial.webm") + b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff" * 20_000
    ),
    "tags-bomb.webm": lambda: _matroska(b"\x12\x54\xc3\x67", b"\x73\x73\x40\x04\x67\xc8\x41\x00" * 200_000),
    "is-a-stream.mp4": lambda: corpus.recording("mpegts", video="libx264"),
    "is-avi.mov": lambda: corpus.recording("avi", video="mpeg4", audio="libmp3lame"),
    **dict(_tables_that_lie()),
    "tables-behind-boxes.mov": _padded,
}
