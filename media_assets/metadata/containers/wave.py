"""
WAV and Broadcast Wave (EBU Tech 3285): the sound, and around it notes of every program that touched it.

``bext`` names the desk, its serial number and the history of the coding; ``iXML`` the
recorder, the project and the place.
"""

import struct
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from media_assets.metadata.containers import LARGEST_BLOCK, CannotClean, Found, copy, tags
from media_assets.metadata.containers.webp import chunks
from media_assets.metadata.said import Private

_KEPT = (b"ds64", b"fmt ", b"fact", b"data")
_PLAIN = {b"LIST", b"JUNK", b"PAD ", b"FLLR", b"cue ", b"PEAK", b"smpl", b"inst", b"fake", b"bext", b"iXML", b"_PMX"}


def look(path) -> Found:
    found = Found()
    with open(path, "rb") as file:
        for kind, size, _at in chunks(file):
            if kind in _KEPT or size > LARGEST_BLOCK:
                continue
            data = file.read(size)
            if kind == b"bext":
                _read_bext(data, found)
            elif kind == b"iXML":
                _read_ixml(data, found)
            elif kind == b"_PMX":
                found.xmp.append(data)
            elif kind.lower() == b"id3 ":
                continue
            elif kind not in _PLAIN and data.strip(b"\0"):
                found.private.add(Private.UNREADABLE)
    tags.read(path, found, "wav")
    return found


def _read_bext(data, found):
    """Description, originator, its reference, date (Tech 3285, 2.3); ASCII, in practice UTF-8 or Latin 1."""
    values = {"description": data[:256], "creators": data[256:288], "created": data[320:330]}
    words = {name: [_text(value)] for name, value in values.items() if value.strip(b"\0 ")}
    if words:
        found.tags.append(("BWF", words))
    if data[288:320].strip(b"\0 ") or data[348:412].strip(b"\0"):
        found.private.add(Private.SERIALS)
    if data[602:].strip(b"\0 \r\n"):
        found.private.add(Private.HISTORY)


def _read_ixml(data, found):
    try:
        tree = fromstring(data.strip(b"\0"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        found.private.add(Private.UNREADABLE)
        return
    words = {}
    for element in tree.iter():
        name, text = str(element.tag).upper(), (element.text or "").strip()
        if not text:
            continue
        if name.startswith(("LOCATION_", "GPS")):
            found.private.add(Private.LOCATION)
        elif "SERIAL" in name or name.endswith("_UID"):
            found.private.add(Private.SERIALS)
        elif name in ("NOTE", "BWF_DESCRIPTION"):
            words.setdefault("description", [text])
        elif name == "BWF_ORIGINATOR":
            words.setdefault("creators", [text])
    if words:
        found.tags.append(("iXML", words))


def _text(data):
    data = data.partition(b"\0")[0]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def clean(source, target, statement):
    with open(source, "rb") as file, open(target, "wb") as output:
        head = file.read(12)
        output.write(head)
        has_sound = False
        for kind, size, at in chunks(file):
            if kind in _KEPT:
                has_sound |= kind == b"data"
                file.seek(at)
                copy(file, output, 8 + size)
                output.write(b"\0" * (size & 1))
        if not has_sound:
            raise CannotClean("no sound in it")
        if statement:
            output.write(_info(statement))
        length = output.tell()
        if head[:4] == b"RIFF":
            if length - 8 >= 1 << 32:
                raise CannotClean("too long for its header")
            output.seek(4)
            output.write(struct.pack("<I", length - 8))
        else:
            # ds64 stands first and holds the length that the header has no room for.
            output.seek(20)
            output.write(struct.pack("<Q", length - 8))


def _info(statement):
    labels = {b"INAM": statement.title, b"IART": "; ".join(statement.creators) or statement.credit}
    labels |= {b"ICOP": statement.copyright}
    body = b"INFO"
    for name, text in labels.items():
        if data := text[:250].encode():
            data += b"\0" * (2 - len(data) % 2)
            body += name + struct.pack("<I", len(data)) + data
    return b"LIST" + struct.pack("<I", len(body)) + body if len(body) > 4 else b""
