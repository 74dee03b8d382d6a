"""
What a file is by its own bytes, whatever its name says.

No Django here. Signatures: the formats' own specifications (PNG, RIFF, ISO
14496-12 for MP4/HEIF/AVIF, EBML for WebM) and, for the rest of the world, the
``filetype`` package.
"""

import re

import filetype

#: Bytes of the beginning that are looked at.
HEAD = 4096

_STARTS = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
    (b"II+\x00", "tif"),
    (b"MM\x00+", "tif"),
    (b"%PDF-", "pdf"),
    (b"fLaC", "flac"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"8BPS", "psd"),
    (b"%!PS", "eps"),
    (b"\xc5\xd0\xd3\xc6", "eps"),
    (b"BM", "bmp"),
)
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"dex\n",
    b"\x00asm",
    b"#!",
    b"<?php",
    b"<%@",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf'\x1c", b"\x1f\x8b", b"\xfd7zXZ\x00", b"BZh", b"\x28\xb5\x2f\xfd", b"MSCF")
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|script|iframe|meta|title)\b", re.I)
_PLAYLIST = re.compile(rb"#EXTM3U|\[playlist\]|<(asx|smil|MPD)\b|ffconcat version", re.I)
_XML_PROLOGUE = re.compile(rb"^(\s|<\?xml.*?\?>|<!--.*?-->|<!DOCTYPE\s+svg[^\[>]*(\[.*?\])?\s*>)+", re.S | re.I)


def content_of(head: bytes) -> str:
    """The name of what those first bytes begin, ``executable``, ``archive``, ``playlist`` or ``unknown``."""
    if head.startswith(_PROGRAMS):
        return "executable"
    if head.startswith(_ARCHIVES) or head[257:262] == b"ustar":
        return "archive"
    for start, name in _STARTS:
        if head.startswith(start):
            return name
    return _container(head) or _text(head) or _known_elsewhere(head)


def _container(head):
    if head[:4] in (b"RIFF", b"RF64"):
        return {b"WEBP": "webp", b"WAVE": "wav", b"AVI ": "avi"}.get(head[8:12], "riff")
    if head[4:8] == b"ftyp":
        return _iso_brand(head)
    if head[4:8] in (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"):
        return "mov"
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "webm" if b"webm" in head[:64] else "mkv"
    if len(head) > 3 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[2] & 0xF0 not in (0, 0xF0):
        return "mp3"
    return None


def _iso_brand(head):
    size = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, size - 3, 4))]
    major = brands[0]
    if b"avif" in brands or b"avis" in brands:
        return "avif"
    if major in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"):
        return "heic"
    if major == b"qt  ":
        return "mov"
    return "m4a" if major in (b"M4A ", b"M4B ") else "mp4"


def _text(head):
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if plain.startswith(b"WEBVTT"):
        return "vtt"
    start = plain.lstrip()
    if _PLAYLIST.match(start):
        return "playlist"
    body = _XML_PROLOGUE.sub(b"", plain, count=1)
    if re.match(rb"<(\w+:)?svg\b", body):
        return "svg"
    if _HTML.match(body.lstrip()):
        return "html"
    if _PLAYLIST.match(body.lstrip()):
        return "playlist"
    if plain.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    controls = sum(byte < 32 and byte not in b"\t\r\n\f" for byte in head)
    return "text" if head and not controls else None


def _known_elsewhere(head):
    guessed = filetype.guess(head)
    return guessed.extension if guessed else "unknown"
