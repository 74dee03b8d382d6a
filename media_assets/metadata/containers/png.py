"""PNG (ISO/IEC 15948): chunks; those of text and EXIF are left out of a copy."""

import zlib

from media_assets.metadata import exif
from media_assets.metadata.containers import LARGEST_BLOCK, CannotClean, Found, copy
from media_assets.metadata.said import Private
from media_assets.metadata.statement import exif_block, packet

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_XMP = b"XML:com.adobe.xmp"
#: What a picture needs to be shown as it is, also when it moves.
_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI"),
    *(b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"),
}
_WORDS = {"Title": "title", "Description": "description", "Author": "creators", "Copyright": "copyright"}
_HOUSEKEEPING = {b"tIME", b"hIST", b"sPLT", b"tEXt", b"zTXt", b"iTXt", b"eXIf"}


def look(path) -> Found:
    found, words = Found(), {}
    with open(path, "rb") as file:
        for kind, size, _at in _chunks(file):
            if kind == b"eXIf" and size <= LARGEST_BLOCK:
                found.exif = file.read(size)
            elif kind in (b"tEXt", b"zTXt", b"iTXt") and size <= LARGEST_BLOCK:
                _read_text(kind, file.read(size), found, words)
            elif kind not in _KEPT and kind not in _HOUSEKEEPING:
                found.private.add(Private.UNREADABLE)
        if file.read(1):
            found.private.add(Private.UNREADABLE)
    if words:
        found.tags.append(("PNG", words))
    return found


def _read_text(kind, data, found, words):
    keyword, _null, rest = data.partition(b"\0")
    try:
        if kind == b"zTXt":
            rest = _inflate(rest[1:])
        elif kind == b"iTXt":
            compressed, rest = rest[:1] == b"\1", rest[2:].split(b"\0", 2)[-1]
            rest = _inflate(rest) if compressed else rest
    except zlib.error:
        found.private.add(Private.UNREADABLE)
        return
    name = keyword.decode("latin-1")
    if keyword == _XMP:
        found.xmp.append(rest)
    elif name.startswith("Raw profile type"):
        # ImageMagick's way of carrying EXIF, IPTC and XMP as hexadecimal digits.
        _read_raw(name, rest, found)
    elif name in _WORDS:
        words[_WORDS[name]] = [rest.decode("utf-8" if kind == b"iTXt" else "latin-1", errors="replace")]


def _read_raw(name, text, found):
    try:
        raw = bytes.fromhex("".join(text.decode("latin-1").split("\n")[3:]))
    except ValueError:
        found.private.add(Private.UNREADABLE)
        return
    kind = name.rpartition(" ")[2]
    if kind in ("exif", "APP1") and raw.startswith(b"Exif\0\0"):
        found.exif = found.exif or raw[6:]
    elif kind in ("xmp", "APP1"):
        found.xmp.append(raw)
    elif kind == "iptc":
        found.iim = raw


def _inflate(data):
    return zlib.decompressobj().decompress(data, LARGEST_BLOCK)


def clean(source, target, statement):
    turned = exif.Block(look(source).exif).orientation
    with open(source, "rb") as file, open(target, "wb") as output:
        output.write(SIGNATURE)
        ended = False
        for kind, size, at in _chunks(file):
            if kind in _KEPT:
                file.seek(at)
                copy(file, output, size + 12)
            if kind == b"IHDR":
                if statement:
                    _write(output, b"iTXt", _XMP + b"\0\0\0\0\0" + packet(statement))
                if block := exif_block(statement, turned):
                    _write(output, b"eXIf", block)
            ended = kind == b"IEND"
        if not ended:
            raise CannotClean("the picture has no end")


def _write(output, kind, data):
    output.write(len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big"))


def _chunks(file):
    """(kind, size, offset) of each chunk; the file stands at its data, and after the last at what follows it."""
    size = file.seek(0, 2)
    file.seek(0)
    if file.read(8) != SIGNATURE:
        raise CannotClean("no PNG")
    at = 8
    while at + 12 <= size:
        file.seek(at)
        length, kind = int.from_bytes(file.read(4), "big"), file.read(4)
        if at + 12 + length > size:
            return
        yield kind, length, at
        at += 12 + length
        file.seek(at)
        if kind == b"IEND":
            return
