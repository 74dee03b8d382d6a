"""MP3: frames of sound between labels before (ID3v2) and behind them (APEv2, Lyrics3, ID3v1)."""

import struct

from media_assets.metadata import xmp
from media_assets.metadata.containers import LARGEST_BLOCK, CannotClean, Found, copy, tags
from media_assets.metadata.said import Private
from media_assets.metadata.statement import tags as labels_of


def look(path) -> Found:
    found = Found()
    with open(path, "rb") as file:
        start, end = _sound(file)
        file.seek(0)
        head = file.read(min(start, LARGEST_BLOCK))
        size = file.seek(0, 2)
        file.seek(end)
        labels = head + file.read(min(size - end, LARGEST_BLOCK))
    if start > LARGEST_BLOCK:
        found.private.add(Private.UNREADABLE)
    at = labels.find(b"<x:xmpmeta")
    if at >= 0:
        stop = labels.find(b"</x:xmpmeta>", at)
        found.xmp.append(labels[at : stop + 12 if stop > 0 else at + xmp.LARGEST])
    if b"GEOB" in head or b"PRIV" in head:
        found.private.add(Private.UNREADABLE if b"GEOB" in head else Private.HISTORY)
    if b"APIC" in head and b"Exif\0\0" in head:
        found.private.add(Private.THUMBNAIL)
    tags.read(path, found, "mp3")
    return found


def clean(source, target, statement):
    with open(source, "rb") as file, open(target, "wb") as output:
        start, end = _sound(file)
        if end <= start:
            raise CannotClean("no sound in it")
        output.write(_id3(statement))
        file.seek(start)
        copy(file, output, end - start)


def _sound(file):
    """Where the frames begin and end."""
    size = file.seek(0, 2)
    start = 0
    while True:
        file.seek(start)
        head = file.read(10)
        if head[:3] != b"ID3" or len(head) < 10:
            break
        start += 10 + _synchsafe(head[6:10]) + (10 if head[5] & 0x10 else 0)
    end, before = size, None
    while end != before:
        before = end
        for length, mark in ((128, b"TAG"), (32, b"APETAGEX"), (9, b"LYRICS200")):
            if end - length < start:
                continue
            file.seek(end - length)
            foot = file.read(length)
            if not foot.startswith(mark):
                continue
            if mark == b"TAG":
                end -= 128
            elif mark == b"APETAGEX":
                held, flags = struct.unpack_from("<I4xI", foot, 12)
                end -= held + (32 if flags & 0x80000000 else 0)
            else:
                file.seek(end - 15)
                digits = file.read(6)
                end -= 15 + (int(digits) if digits.isdigit() else 0)
    return min(start, size), max(end, 0)


def _synchsafe(data):
    return data[0] << 21 | data[1] << 14 | data[2] << 7 | data[3]


def _id3(statement):
    """A label of ID3v2.4, in UTF-8."""
    named = labels_of(statement)
    frames = b""
    for identity, name in ((b"TIT2", "title"), (b"TPE1", "artist"), (b"TCOP", "copyright")):
        if value := named.get(name, "")[:250]:
            frames += _frame(identity, b"\x03" + value.encode())
    if statement.licence_url:
        frames += _frame(b"WCOP", statement.licence_url.encode("ascii", errors="ignore"))
    return b"ID3\x04\0\0" + _as_synchsafe(len(frames)) + frames if frames else b""


def _frame(identity, data):
    return identity + _as_synchsafe(len(data)) + b"\0\0" + data


def _as_synchsafe(number):
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))
