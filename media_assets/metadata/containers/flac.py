"""FLAC (RFC 9639): blocks of metadata before the frames; comments, pictures and applications' own are left out."""

import struct

from media_assets.metadata.containers import CannotClean, Found, copy, tags
from media_assets.metadata.containers.jpeg import private_in
from media_assets.metadata.said import Private
from media_assets.metadata.statement import tags as labels_of

_STREAMINFO, _APPLICATION, _SEEKTABLE, _COMMENT, _PICTURE = 0, 2, 3, 4, 6


def look(path) -> Found:
    found = Found()
    with open(path, "rb") as file:
        for kind, size, at in _blocks(file):
            if kind == _APPLICATION:
                found.private.add(Private.UNREADABLE)
            elif kind == _PICTURE:
                file.seek(at + 4)
                data = file.read(size)
                start = data.find(b"\xff\xd8\xff")
                if start >= 0:
                    found.private |= private_in(data[start:])
    tags.read(path, found, "flac")
    return found


def clean(source, target, statement):
    with open(source, "rb") as file, open(target, "wb") as output:
        blocks = list(_blocks(file))
        if not blocks:
            raise CannotClean("no FLAC")
        output.write(b"fLaC")
        for kind, size, at in blocks:
            if kind in (_STREAMINFO, _SEEKTABLE):
                output.write(bytes([kind]) + size.to_bytes(3, "big"))
                file.seek(at + 4)
                copy(file, output, size)
        comment = _comment(statement)
        output.write(bytes([0x80 | _COMMENT]) + len(comment).to_bytes(3, "big") + comment)
        _kind, size, at = blocks[-1]
        end = file.seek(0, 2)
        file.seek(at + 4 + size)
        copy(file, output, end - at - 4 - size)


def _comment(statement):
    entries = [f"{name.upper()}={value}".encode() for name, value in labels_of(statement).items()]
    return (
        struct.pack("<I", 0)
        + struct.pack("<I", len(entries))
        + b"".join(struct.pack("<I", len(entry)) + entry for entry in entries)
    )


def _blocks(file):
    file.seek(0)
    if file.read(4) != b"fLaC":
        raise CannotClean("no FLAC")
    at, last = 4, False
    while not last:
        file.seek(at)
        head = file.read(4)
        if len(head) < 4:
            raise CannotClean("its blocks do not end")
        last, size = bool(head[0] & 0x80), int.from_bytes(head[1:], "big")
        yield head[0] & 0x7F, size, at
        at += 4 + size
