"""
IPTC-IIM (version 4.2): the records that news agencies have written into pictures since 1991.

Text is in the character set that record 1:90 declares; without one it is UTF-8 where
it reads as such, else Latin 1, as the desks of the time wrote it. No Django here.
"""

import hashlib
import struct

from media_assets.metadata.said import Private

MOST = 2000
_UTF8 = b"\x1b%G"
#: Dataset of record 2, its name, and the bytes at which the standard cuts it.
FIELDS = {
    5: ("title", 64),
    25: ("keywords", 64),
    55: ("created", 8),
    80: ("creators", 32),
    90: ("city", 32),
    105: ("headline", 256),
    110: ("credit", 32),
    116: ("copyright", 128),
    120: ("description", 2000),
}
SUBLOCATION = 92
#: Photoshop's image resources that hold the records, and the digest of what XMP was made from.
_IIM, _DIGEST = 0x0404, 0x0425


def read(records: bytes) -> dict[str, list[str]]:
    """The values of record 2 under the names of ``said.Said``."""
    charset, values = None, {}
    for record, dataset, data in _datasets(records):
        if (record, dataset) == (1, 90):
            charset = "utf-8" if data == _UTF8 else "latin-1"
        elif record == 2 and dataset in FIELDS:
            values.setdefault(FIELDS[dataset][0], []).append(data)
    read = {name: [_text(data, charset) for data in found] for name, found in values.items()}
    if "created" in read:
        read["created"] = [_day(read["created"][0])]
    return read


def private(records: bytes) -> set[Private]:
    return {
        Private.LOCATION
        for record, dataset, data in _datasets(records)
        if record == 2 and dataset == SUBLOCATION and data.strip()
    }


def limit(name) -> int | None:
    """The bytes at which the records cut a field that XMP may hold whole."""
    return next((length for known, length in FIELDS.values() if known == name), None)


def from_photoshop(resources: bytes) -> tuple[bytes, str, bool]:
    """The records within Photoshop's image resources, their digest as declared, and whether thumbnails are there."""
    records, digest, thumbnail, at = b"", "", False, 0
    while resources[at : at + 4] == b"8BIM" and at + 12 <= len(resources):
        kind = int.from_bytes(resources[at + 4 : at + 6], "big")
        at += 6 + (resources[at + 6] | 1) + 1
        size = int.from_bytes(resources[at : at + 4], "big")
        data = resources[at + 4 : at + 4 + size]
        if kind == _IIM:
            records = data
        elif kind == _DIGEST:
            digest = data.hex()
        elif kind in (0x0409, 0x040C):
            thumbnail = True
        at += 4 + size + (size & 1)
    return records, digest, thumbnail


def digest_of(records: bytes) -> str:
    return hashlib.md5(records, usedforsecurity=False).hexdigest()


def _datasets(records):
    at = 0
    for _number in range(MOST):
        if at + 5 > len(records) or records[at] != 0x1C:
            return
        record, dataset, size = struct.unpack_from(">BBH", records, at + 1)
        at += 5
        if size & 0x8000:
            count = size & 0x7FFF
            if not 0 < count <= 4:
                return
            size = int.from_bytes(records[at : at + count], "big")
            at += count
        yield record, dataset, records[at : at + size]
        at += size


def _text(data, charset):
    if charset == "utf-8":
        return data.decode("utf-8", errors="replace")
    if charset is None:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            charset = "cp1252"
    return data.decode(charset, errors="replace")


def _day(text):
    """``20261124`` as ``2026-11-24``."""
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}" if len(text) == 8 and text.isdigit() else text
