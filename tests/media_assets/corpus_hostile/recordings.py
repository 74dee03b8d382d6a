"""Recordings that lie, and lists of other files that go by the name of one."""

import struct

from tests.media_assets import corpus
from tests.media_assets.corpus_hostile.making import LISTENER, MEGA


def wav(channels=1, rate=48_000, bits=16, data=b"\0" * 9600, data_size=None, riff_size=None):
    body = b"WAVEfmt " + struct.pack(
        "<IHHIIHH",
        16,
        1,
        channels,
        rate,
        (rate * channels * bits // 8) & 0xFFFFFFFF,
        channels * bits // 8 & 0xFFFF,
        bits,
    )
    body += b"data" + struct.pack("<I", len(data) if data_size is None else data_size) + data
    return b"RIFF" + struct.pack("<I", len(body) if riff_size is None else riff_size) + body


def box(kind, content):
    return struct.pack(">I", len(content) + 8) + kind + content


def patched(name, mark, offset, value):
    """A good recording in which the bytes after a mark are others."""
    content = bytearray(corpus.good(name))
    at = content.find(mark)
    if at >= 0:
        content[at + offset : at + offset + len(value)] = value
    return bytes(content)


def _pointing_elsewhere(where):
    """A QuickTime film whose samples are said to lie in another file."""
    return corpus.good("comercial.mov").replace(b"url \0\0\0\x01", b"url \0\0\0\0" + where + b"\0", 1)


PLAYLIST = b"#EXTM3U\n#EXTINF:9,\nfile:///etc/passwd\n#EXTINF:9,\n" + LISTENER + b"\n#EXT-X-ENDLIST\n"
CONCAT = b"ffconcat version 1.0\nfile /etc/passwd\nfile " + LISTENER + b"\n"
_SESSION = b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=a\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 0\n"
_BIG = struct.pack(">I", 0x7FFFFFFF)
RECORDINGS = {
    "playlist.mp4": lambda: PLAYLIST,
    "playlist.wav": lambda: PLAYLIST,
    "playlist.mp3": lambda: b"ID3\x04\0\0\0\0\0\0" + PLAYLIST,
    "playlist-in-riff.wav": lambda: wav(data=PLAYLIST * 99, data_size=0),
    "playlist-in-ftyp.mp4": lambda: box(b"ftyp", b"mp42\0\0\0\0") + PLAYLIST,
    "playlist.flac": lambda: b"fLaC" + PLAYLIST,
    "concat.mov": lambda: CONCAT,
    "concat.wav": lambda: CONCAT,
    "session.mp4": lambda: _SESSION,
    "data-elsewhere.mov": lambda: _pointing_elsewhere(LISTENER),
    "data-in-a-file.mov": lambda: _pointing_elsewhere(b"file:///etc/passwd"),
    "length-lies.wav": lambda: wav(data_size=0xFFFFFFFF, riff_size=0xFFFFFFFF),
    "length-nothing.wav": lambda: wav(data_size=0),
    "length-short.wav": lambda: wav(data_size=2),
    "channels-none.wav": lambda: wav(channels=0),
    "channels-65535.wav": lambda: wav(channels=65_535),
    "channels-60.wav": lambda: wav(channels=60),
    "rate-nothing.wav": lambda: wav(rate=0),
    "rate-enormous.wav": lambda: wav(rate=0xFFFFFFFF),
    "rate-one.wav": lambda: wav(rate=1),
    "bits-odd.wav": lambda: wav(bits=13),
    "silence-for-hours.wav": lambda: wav(rate=8000, bits=8, data=b"\x80" * (8000 * 3600)),
    "chunks-100000.wav": lambda: wav()[:36] + b"junk\0\0\0\0" * 100_000 + wav()[36:],
    "tag-endless.mp3": lambda: b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + corpus.good("cuna.mp3"),
    "tags-10000.mp3": lambda: b"ID3\x04\0\0\0\0\0\x0aTIT2\0\0\0\0\0\0" * 10_000 + corpus.good("cuna.mp3"),
    "noise.mp3": lambda: b"\xff\xfb\x90\x00" + bytes(range(256)) * 400,
    "samples-lie.flac": lambda: patched("cuna.flac", b"fLaC", 21, b"\xff" * 5),
    "block-endless.flac": lambda: b"fLaC\x84\xff\xff\xff" + corpus.good("cuna.flac")[4:],
    "pages-lie.ogg": lambda: corpus.good("cuna.ogg").replace(b"OggS\0\0", b"OggS\0\0\xff\xff\xff\xff\xff\xff\xff\x7f"),
    "streams-5000.ogg": lambda: b"".join(
        b"OggS\0\x02" + b"\0" * 8 + struct.pack("<I", n) + b"\0" * 8 + b"\x01\x13OpusHead\x01\x02\0\0\x80\xbb\0\0\0\0\0"
        for n in range(5000)
    ),
    "chained.ogg": lambda: corpus.good("cuna.ogg") * 200,
    "duration-lies.mp4": lambda: patched("comercial.mp4", b"mvhd", 20, _BIG),
    "duration-of-the-track-lies.mp4": lambda: patched("comercial.mp4", b"tkhd", 24, _BIG),
    "scale-nothing.mp4": lambda: patched("comercial.mp4", b"mdhd", 16, b"\0\0\0\0"),
    "times-lie.mp4": lambda: patched("comercial.mp4", b"stts", 8, struct.pack(">III", 1, 0x7FFFFFFF, 1)),
    "times-endless.mp4": lambda: patched("comercial.mp4", b"stts", 8, struct.pack(">III", 0x0FFFFFFF, 1, 1)),
    "sizes-lie.mp4": lambda: patched("comercial.mp4", b"stsz", 8, struct.pack(">II", 0x7FFFFFFF, 0x7FFFFFFF)),
    "chunks-lie.mp4": lambda: patched("comercial.mp4", b"stco", 8, struct.pack(">II", 1, 0xFFFFFFFF)),
    "picture-enormous.mp4": lambda: patched("comercial.mp4", b"avc1", 28, struct.pack(">HH", 65_535, 65_535)),
    "boxes-deep.mp4": lambda: (
        box(b"ftyp", b"mp42\0\0\0\0mp42")
        + b"".join(struct.pack(">I", 8 * (20_000 - n)) + b"moov" for n in range(20_000))
    ),
    "boxes-100000.mp4": lambda: (
        box(b"ftyp", b"mp42\0\0\0\0mp42") + box(b"free", b"") * 100_000 + corpus.good("comercial.mp4")[24:]
    ),
    "index-missing.mp4": lambda: corpus.good("comercial.mp4").replace(b"moov", b"moox", 1),
    "index-twice.mp4": lambda: corpus.good("comercial.mp4") * 2,
    "tracks-500.mp4": lambda: corpus.good("comercial.mp4").replace(b"trak", b"trak" * 500),
    "stream-noise.mp4": lambda: patched("comercial.mp4", b"mdat", 4, bytes(range(256)) * 3),
    "cluster-endless.webm": lambda: patched("comercial.webm", b"\x1fC\xb6u", 4, b"\x01\xff\xff\xff\xff\xff\xff\xff"),
    "void-endless.webm": lambda: corpus.good("comercial.webm")[:60] + b"\xec\x08\x7f\xff\xff\xff\xff\xff\xff",
    "levels-deep.webm": lambda: b"\x1aE\xdf\xa3\x84webm" + b"\x18S\x80g\x01\xff\xff\xff\xff\xff\xff\xff" * 9000,
    "is-matroska.webm": lambda: corpus.recording("matroska", video="libx264", audio="flac"),
}
CAPTIONS = {
    "cues-million.vtt": lambda: b"WEBVTT\n\n" + b"00:00:01.000 --> 00:00:02.000\na\n\n" * 400_000,
    "line-endless.vtt": lambda: b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n" + b"a" * (20 * MEGA),
    "times-backward.vtt": lambda: b"WEBVTT\n\n00:00:09.000 --> 00:00:02.000\na\n",
    "times-absurd.vtt": lambda: b"WEBVTT\n\n999999999999:99:99.999 --> 9999999999999:00:00.000\na\n",
    "script.vtt": lambda: b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<script>alert(1)</script>\n",
    "hour-of-digits.vtt": lambda: b"WEBVTT\n\n00:01.000 --> %s:00:00.000\na\n" % (b"9" * MEGA),
    "hour-beyond-numbers.vtt": lambda: b"WEBVTT\n\n00:01.000 --> %s:00:00.000\na\n" % (b"9" * 400),
    "hour-beyond-lives.vtt": lambda: b"WEBVTT\n\n00:01.000 --> %s:00:00.000\na\n" % (b"9" * 20),
    "caption-as-long-as-a-book.vtt": lambda: b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n" + b"a" * (4 * MEGA),
    "caption-of-a-book-of-lines.vtt": lambda: b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n" + b"a\n" * (2 * MEGA),
    "caption-in-the-header.vtt": lambda: b"WEBVTT\n00:00:01.000 --> 00:00:02.000\na\n",
    "time-of-other-digits.vtt": lambda: "WEBVTT\n\n00:00:0\u0661.000 --> 00:00:02.000\na\n".encode(),
    "arrow-among-other-spaces.vtt": lambda: "WEBVTT\n\n00:00:01.000\u00a0--> 00:00:02.000\na\n".encode(),
    "nothing-but-zeros.vtt": lambda: b"WEBVTT\n\n" + b"\0" * 9999,
    "in-utf-16.vtt": lambda: "WEBVTT\n\n".encode("utf-16"),
}
