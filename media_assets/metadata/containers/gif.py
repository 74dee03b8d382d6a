"""GIF89a: comments and the extensions of programs, among which Adobe puts XMP."""

from media_assets.metadata.containers import CannotClean, Found
from media_assets.metadata.said import Private
from media_assets.metadata.statement import packet

_MOVES = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_XMP = b"XMP DataXMP"
#: The bytes that lead a reader of sub-blocks out of a packet of XMP.
_MAGIC = b"\x01" + bytes(range(255, -1, -1)) + b"\x00"


def look(path) -> Found:
    with open(path, "rb") as file:
        data = file.read()
    found, end = Found(), 0
    for kind, start, end in _blocks(data):
        if kind == _XMP:
            found.xmp.append(data[start + 14 : max(start + 14, end - len(_MAGIC))])
        elif kind not in ("picture", "control", "text", "comment", "end", *_MOVES, b"ICCRGBG1012"):
            found.private.add(Private.UNREADABLE)
        elif kind == "comment" and b"/" in data[start:end]:
            found.private.add(Private.HISTORY)
    if data[end:].strip(b"\0"):
        found.private.add(Private.UNREADABLE)
    return found


def clean(source, target, statement):
    with open(source, "rb") as file:
        data = file.read()
    kept, whole = [], False
    for kind, start, end in _blocks(data):
        if kind == "end":
            whole = True
            if statement:
                kept.append(b"\x21\xff\x0b" + _XMP + packet(statement) + _MAGIC)
        if kind in ("picture", "control", "text", "end", *_MOVES, b"ICCRGBG1012"):
            kept.append(data[start:end])
    if not whole:
        raise CannotClean("the picture has no end")
    with open(target, "wb") as file:
        file.write(data[: _head(data)] + b"".join(kept))


def _head(data):
    return 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)


def _blocks(data):
    """(kind, start, end); a program's extension is named by its eleven bytes."""
    if data[:4] != b"GIF8" or len(data) < 13:
        raise CannotClean("no GIF")
    at = _head(data)
    while at < len(data):
        start, kind = at, data[at]
        if kind == 0x3B:
            yield "end", at, at + 1
            return
        if kind == 0x2C and at + 10 <= len(data):
            flags = data[at + 9]
            at = _skip(data, at + 11 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0))
            yield "picture", start, at
        elif kind == 0x21 and at + 3 <= len(data):
            label = data[at + 1]
            at = _skip(data, at + 2)
            named = {0xF9: "control", 0x01: "text", 0xFE: "comment"}
            yield (data[start + 3 : start + 14] if label == 0xFF else named.get(label, "unknown")), start, at
        else:
            return


def _skip(data, at):
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1
