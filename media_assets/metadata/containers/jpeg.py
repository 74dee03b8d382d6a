"""
JPEG (ITU-T T.81 annex B): segments before the scan, and whatever was hung behind the picture.

Kept are the tables, JFIF, the colour profile and Adobe's note on the colour transform;
the scans are copied as they are.
"""

import re

from media_assets.metadata import exif, iptc, xmp
from media_assets.metadata.containers import CannotClean, Found
from media_assets.metadata.said import Private
from media_assets.metadata.statement import Statement, exif_block, packet

_EXIF, _XMP, _XMP_MORE = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"
_PHOTOSHOP, _PROFILE, _ADOBE = b"Photoshop 3.0\0", b"ICC_PROFILE\0", b"Adobe"
_SOS, _EOI, _COM, _APP0 = 0xDA, 0xD9, 0xFE, 0xE0
_BARE = {0x01, *range(0xD0, 0xD8)}
_NEXT_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]", re.DOTALL)


def look(path) -> Found:
    with open(path, "rb") as file:
        return look_at(file.read())


def look_at(data) -> Found:
    found, photoshop, more = Found(), b"", {}
    last = len(data)
    for marker, body, _start, end in _segments(data):
        last = end
        if marker == 0xE1 and body.startswith(_EXIF):
            found.exif = found.exif or bytes(body[6:])
        elif marker == 0xE1 and body.startswith(_XMP):
            found.xmp.append(bytes(body[len(_XMP) :]))
        elif marker == 0xE1 and body.startswith(_XMP_MORE):
            part = body[len(_XMP_MORE) :]
            more.setdefault(bytes(part[:32]), []).append((int.from_bytes(part[36:40], "big"), bytes(part[40:])))
        elif marker == 0xED and body.startswith(_PHOTOSHOP):
            photoshop += body[len(_PHOTOSHOP) :]
        elif (
            marker == _APP0 and (body.startswith(b"JFXX") or (body.startswith(b"JFIF\0") and _has_jfif_thumbnail(body)))
        ) or (marker == 0xE2 and body.startswith(b"MPF\0")):
            found.private.add(Private.THUMBNAIL)
        elif 0xE1 <= marker <= 0xEF and marker not in (0xE1, 0xE2, 0xEC, 0xED, 0xEE):
            # Cameras keep their own notes in segments that no standard describes.
            found.private.add(Private.MAKER_NOTES)
    found.xmp += [b"".join(part for _at, part in sorted(parts)) for parts in more.values()]
    if photoshop:
        found.iim, found.iim_digest, thumbnail = iptc.from_photoshop(photoshop)
        if thumbnail:
            found.private.add(Private.THUMBNAIL)
    if _hides_more(data[last:]):
        found.private.add(Private.UNREADABLE)
    return found


def clean(source, target, statement):
    with open(source, "rb") as file:
        data = file.read()
    with open(target, "wb") as file:
        file.write(cleaned(data, statement))


def cleaned(data: bytes, statement: Statement) -> bytes:
    """The picture of ``data`` alone, upright as before, with the statement."""
    parts, profile, jfif, whole = [], [], b"", False
    turned = 1
    for marker, body, start, end in _segments(data):
        if marker == 0xE1 and body.startswith(_EXIF):
            block = exif.Block(bytes(body[6:]))
            turned = block.orientation
        if marker == _EOI:
            whole = True
        if marker == _APP0 and body.startswith(b"JFIF\0"):
            jfif = _segment(_APP0, bytes(body[:12]) + b"\0\0")
        elif marker == 0xE2 and body.startswith(_PROFILE):
            profile.append(data[start:end])
        elif marker == 0xEE and body.startswith(_ADOBE):
            parts.append(_segment(marker, bytes(body[:12])))
        elif not (_APP0 <= marker <= 0xEF or marker == _COM):
            parts.append(data[start:end])
    if not whole:
        raise CannotClean("the picture has no end")
    head = [b"\xff\xd8", jfif]
    if block := exif_block(statement, turned):
        head.append(_segment(0xE1, _EXIF + block))
    if statement:
        head.append(_segment(0xE1, _XMP + packet(statement)))
    return b"".join([*head, *profile, *parts])


def _segment(marker, body):
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body


def _segments(data):
    """(marker, body, start, end) of each up to the end of the first picture; a scan goes with the data behind it."""
    if data[:2] != b"\xff\xd8":
        return
    at = 2
    while at + 2 <= len(data):
        if data[at] != 0xFF:
            at += 1
            continue
        marker = data[at + 1]
        if marker in (0xFF, 0x00):
            at += 1
            continue
        if marker == _EOI:
            yield marker, b"", at, at + 2
            return
        if marker in _BARE or marker == 0xD8:
            yield marker, b"", at, at + 2
            at += 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        end = at + 2 + length
        if length < 2 or end > len(data):
            return
        body = memoryview(data)[at + 4 : end].tobytes()
        if marker == _SOS:
            end = _scan_end(data, end)
        yield marker, body, at, end
        at = end


def _scan_end(data, at):
    """Where the next marker stands that is no byte of the scan and no restart."""
    found = _NEXT_MARKER.search(data, at)
    return found.start() if found else len(data)


def _has_jfif_thumbnail(body):
    return len(body) >= 14 and body[12] * body[13] > 0


def _hides_more(tail):
    """Whether behind the picture stands another, or something that speaks."""
    return any(mark in tail for mark in (b"\xff\xd8\xff", b"Exif", b"xmpmeta", b"ftyp", b"8BIM"))


# Asked by other containers of pictures that they carry.
def private_in(data) -> set[Private]:
    """All that is private in a JPEG that stands inside another file."""
    found = look_at(data)
    private = set(found.private)
    if found.exif:
        private |= exif.private(exif.Block(found.exif))
    if found.iim:
        private |= iptc.private(found.iim)
    for each in found.xmp:
        private |= xmp.private(each)
    return private
