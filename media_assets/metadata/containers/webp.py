"""WebP (RFC 9649): a RIFF file whose chunks of EXIF and XMP stand beside the picture."""

import struct

from PIL import Image

from media_assets.metadata import exif
from media_assets.metadata.containers import LARGEST_BLOCK, CannotClean, Found, copy
from media_assets.metadata.said import Private
from media_assets.metadata.statement import exif_block, packet

_KEPT = (b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP")
_EXIF_FLAG, _XMP_FLAG, _ALPHA_FLAG, _PROFILE_FLAG = 0x08, 0x04, 0x10, 0x20


def look(path) -> Found:
    found = Found()
    with open(path, "rb") as file:
        for kind, size, _at in chunks(file):
            if kind == b"EXIF" and size <= LARGEST_BLOCK:
                data = file.read(size)
                found.exif = data.removeprefix(b"Exif\0\0")
            elif kind == b"XMP " and size <= LARGEST_BLOCK:
                found.xmp.append(file.read(size))
            elif kind not in (*_KEPT, b"VP8X"):
                found.private.add(Private.UNREADABLE)
    return found


def clean(source, target, statement):
    turned = exif.Block(look(source).exif).orientation
    block, words = exif_block(statement, turned), packet(statement) if statement else b""
    with open(source, "rb") as file, open(target, "wb") as output:
        kinds = [(kind, size, at) for kind, size, at in chunks(file)]
        if not any(kind in (b"VP8 ", b"VP8L", b"ANMF") for kind, _size, _at in kinds):
            raise CannotClean("no picture in it")
        output.write(b"RIFF\0\0\0\0WEBP")
        output.write(b"VP8X" + struct.pack("<I", 10) + _head(source, file, kinds, block, words))
        for kind, size, at in kinds:
            if kind in _KEPT:
                file.seek(at)
                copy(file, output, 8 + size)
                output.write(b"\0" * (size & 1))
        for kind, data in ((b"EXIF", block), (b"XMP ", words)):
            if data:
                output.write(kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) & 1))
        length = output.tell()
        output.seek(4)
        output.write(struct.pack("<I", length - 8))


def _head(source, file, kinds, block, words):
    """The extended header: kept, or made for a simple file, with the flags of what the copy holds."""
    for kind, size, at in kinds:
        if kind == b"VP8X" and size >= 10:
            file.seek(at + 8)
            flags, rest = file.read(1)[0], file.read(9)
            break
    else:
        with Image.open(source, formats=("WEBP",)) as picture:
            width, height = picture.size
            flags = _ALPHA_FLAG if picture.has_transparency_data else 0
        rest = bytes(3) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    flags &= ~(_EXIF_FLAG | _XMP_FLAG)
    return bytes([flags | (_EXIF_FLAG if block else 0) | (_XMP_FLAG if words else 0)]) + rest


def chunks(file):
    """(kind, size, offset) of each chunk of a RIFF file; the file stands at its data."""
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(12)
    if head[:4] not in (b"RIFF", b"RF64", b"BW64") or head[8:] not in (b"WEBP", b"WAVE"):
        raise CannotClean("no RIFF")
    at = 12
    while at + 8 <= size:
        file.seek(at)
        kind, length = file.read(4), int.from_bytes(file.read(4), "little")
        yield kind, min(length, size - at - 8), at
        at += 8 + length + (length & 1)
