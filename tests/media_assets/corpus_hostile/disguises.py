"""Good files cut at each quarter, files of one kind by the name of another, and files that are two things at once."""

from tests.media_assets import corpus
from tests.media_assets.corpus_hostile.making import LISTENER

_EXTENSIONS = tuple(
    "pdf jpg tif png gif webp avif heic svg wav mp3 flac ogg opus m4a mp4 mov webm vtt docx csv txt".split()
)
_CUTS = {"a-quarter": 0.25, "a-half": 0.5, "three-quarters": 0.75}
_PLAYLISTS = {
    "hls": b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n#EXTINF:9,\n%s\n#EXT-X-ENDLIST\n",
    "hls-after-a-mark": b"\xef\xbb\xbf#EXTM3U\nconcat:/etc/passwd|%s\n",
    "concat": b"ffconcat version 1.0\nfile /etc/passwd\nfile %s\n",
    "concat-bare": b"file '/etc/passwd'\nfile '%s'\n",
    "dash": b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>%s</BaseURL></MPD>',
    "smil": b"<smil><body><video src='%s'/></body></smil>",
    "pls": b"[playlist]\nFile1=%s\nNumberOfEntries=1\n",
    "asx": b'<asx version="3.0"><entry><ref href="%s"/></entry></asx>',
    "image-list": b"ftyp%%d subfile,,start,0,end,9,,:%s",
}


def _odd():
    for extension in _EXTENSIONS:
        yield f"program.{extension}", lambda: b"\x7fELF" + b"\0" * 200
        yield f"page.{extension}", lambda: b"<!doctype html><script>alert(1)</script>"
        yield f"zeros.{extension}", lambda: b"\0" * 5000
        yield f"text.{extension}", lambda: b"Hola. " * 200
        yield f"nothing.{extension}", lambda: b""
        yield f"one-byte.{extension}", lambda: b"%"


def _playlists():
    for extension in ("mp3", "mp4", "mov", "m4a", "webm", "ogg", "flac", "wav", "pdf", "svg", "vtt"):
        for what, text in _PLAYLISTS.items():
            yield f"{what}-list.{extension}", lambda text=text: text % LISTENER if b"%s" in text else text


def _cut_short():
    for name in (*corpus.NAMES, *corpus.RICH):
        for what, share in _CUTS.items():
            yield (
                f"{what}-of-{name}",
                lambda name=name, share=share: corpus.good(name)[: int(len(corpus.good(name)) * share)],
            )
        yield f"without-its-last-byte-{name}", lambda name=name: corpus.good(name)[:-1]


def _by_other_names():
    """Each good file by the name of each other type."""
    for name in corpus.NAMES:
        kind = name.rpartition(".")[2]
        for extension in _EXTENSIONS:
            if extension != kind:
                yield f"{kind}-by-the-name-of.{extension}", lambda name=name: corpus.good(name)


def _two_at_once():
    """A good file with another at its back, and with another before it."""
    for name in (
        "calle.jpg",
        "calle.png",
        "calle.tif",
        "aviso.gif",
        "calle.webp",
        "cuna.wav",
        "cuna.mp3",
        "afiche.pdf",
    ):
        stem, _dot, extension = name.partition(".")
        for what, other in (("page", b"<html><script>alert(1)</script></html>"), ("shell", b"#!/bin/sh\nid\n")):
            yield f"{stem}-and-{what}.{extension}", lambda name=name, other=other: corpus.good(name) + other
            yield f"{what}-and-{stem}.{extension}", lambda name=name, other=other: other + corpus.good(name)
        yield f"{stem}-and-paper.{extension}", lambda name=name: corpus.good(name) + corpus.good("afiche.pdf")
        yield f"{stem}-and-archive.{extension}", lambda name=name: corpus.good(name) + corpus.letter()
        yield f"{stem}-twice.{extension}", lambda name=name: corpus.good(name) * 2


DISGUISES = dict(_odd()) | dict(_playlists()) | dict(_cut_short()) | dict(_by_other_names()) | dict(_two_at_once())
