"""
EXIF (CIPA DC-008) and the TIFF structure (Adobe, 1992) under it, as plain bytes.

Only what the library needs: the texts, what is private, and the orientation. A walker
of our own, because it has to tell where each value lies and must end on any input. No Django here.
"""

import struct
from dataclasses import dataclass

from media_assets.metadata.said import Private

MOST_ENTRIES, MOST_DIRECTORIES = 4096, 64
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1}

ORIENTATION, ARTIST, COPYRIGHT, DESCRIPTION, HOST_COMPUTER = 0x0112, 0x013B, 0x8298, 0x010E, 0x013C
XMP, IPTC, PHOTOSHOP, EXIF_IFD, GPS_IFD = 0x02BC, 0x83BB, 0x8649, 0x8769, 0x8825
INTEROP_IFD, MAKER_NOTE, TAKEN, JPEG_THUMBNAIL = 0xA005, 0x927C, 0x9003, 0x0201
SUB_IFDS = 0x014A
_POINTERS = (EXIF_IFD, GPS_IFD, INTEROP_IFD)
_WINDOWS = {0x9C9B: "title", 0x9C9C: "description", 0x9C9D: "creators", 0x9C9E: "keywords"}
#: Tags that tell one camera, lens or person from all others.
_SERIALS = {0xA420, 0xA430, 0xA431, 0xA435, 0xC62F, 0xC65D, 0xC634, 0xA43A, 0xA43B}


@dataclass(frozen=True, slots=True)
class Entry:
    """One value: where its record stands and where its bytes lie."""

    directory: str
    tag: int
    kind: int
    count: int
    record_at: int
    value_at: int
    size: int


class Block:
    """The directories of one TIFF structure; a broken one yields what could be read and is not ``whole``."""

    def __init__(self, data: bytes):
        self.data = data
        self.order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4])
        self.whole = self.order is not None
        self.entries: list[Entry] = []
        #: (offset, number of entries, offset of the next, name) of each directory.
        self.directories: list[tuple[int, int, int, str]] = []
        if self.whole:
            self._walk()

    def number(self, form, at):
        return struct.unpack_from(self.order + form, self.data, at)[0]

    def _walk(self):
        waiting, seen = [(self.number("I", 4) if len(self.data) >= 8 else 0, "0")], set()
        while waiting:
            at, name = waiting.pop(0)
            if at == 0:
                continue
            if at in seen or len(seen) >= MOST_DIRECTORIES or at + 6 > len(self.data):
                self.whole = False
                continue
            seen.add(at)
            waiting += self._directory(at, name)

    def _directory(self, at, name):
        count = self.number("H", at)
        if count > MOST_ENTRIES or at + 2 + count * 12 + 4 > len(self.data):
            self.whole = False
            count = max(0, min(count, MOST_ENTRIES, (len(self.data) - at - 2) // 12))
        further = []
        for number in range(count):
            record = at + 2 + number * 12
            tag, kind = self.number("H", record), self.number("H", record + 2)
            values = self.number("I", record + 4)
            size = _SIZES.get(kind, 1) * values
            place = record + 8 if size <= 4 else self.number("I", record + 8)
            if place + size > len(self.data):
                self.whole = False
                size = max(0, len(self.data) - place)
            entry = Entry(name, tag, kind, values, record, place, size)
            self.entries.append(entry)
            if tag in _POINTERS or (tag == SUB_IFDS and name.isdigit()):
                label = {EXIF_IFD: "exif", GPS_IFD: "gps", INTEROP_IFD: "interop"}.get(tag, "sub")
                further += [
                    (self.number("I", place + 4 * i), label) for i in range(min(values, 8)) if size >= 4 * (i + 1)
                ]
        after = at + 2 + count * 12
        following = self.number("I", after) if after + 4 <= len(self.data) else 0
        self.directories.append((at, count, following, name))
        if name.isdigit() and following:
            further.append((following, str(int(name) + 1)))
        return further

    def value(self, tag, directory="0") -> bytes | None:
        for entry in self.entries:
            if entry.tag == tag and entry.directory == directory:
                return self.data[entry.value_at : entry.value_at + entry.size]
        return None

    def text(self, tag, directory="0") -> str:
        return _text(self.value(tag, directory) or b"")

    @property
    def orientation(self) -> int:
        found = self.value(ORIENTATION)
        turned = struct.unpack(self.order + "H", found[:2])[0] if found and len(found) >= 2 else 1
        return turned if 1 <= turned <= 8 else 1


def read(block: Block) -> dict[str, list[str]]:
    """The texts under the names of ``said.Said``; Windows' own tags stand in where the standard ones are empty."""
    values = {
        "description": [block.text(DESCRIPTION)],
        "creators": _names(block.text(ARTIST)),
        # The notice of the photographer, and after a null byte that of the editor.
        "copyright": [block.text(COPYRIGHT)],
        "created": [_moment(block.text(TAKEN, "exif"))],
    }
    for tag, name in _WINDOWS.items():
        if any(values.get(name, ())):
            continue
        text = (block.value(tag) or b"").decode("utf-16-le", errors="ignore").rstrip("\0")
        values[name] = [each.strip() for each in text.split(";")] if name in ("creators", "keywords") else [text]
    return {name: found for name, found in values.items() if any(found)}


def private(block: Block, *, is_picture=False) -> set[Private]:
    """What of the block must not leave the house; ``is_picture`` says that its directories are a TIFF's own pages."""
    found = set() if block.whole else {Private.UNREADABLE}
    for entry in block.entries:
        if entry.directory == "gps" and entry.tag != 0:
            found.add(Private.LOCATION)
        elif entry.tag in _SERIALS and _says(block, entry):
            found.add(Private.SERIALS)
        elif entry.tag == MAKER_NOTE:
            found.add(Private.MAKER_NOTES)
        elif entry.tag == HOST_COMPUTER:
            found.add(Private.HISTORY)
        elif not is_picture and entry.directory == "1":
            found.add(Private.THUMBNAIL)
    return found


def _says(block, entry):
    return bool(block.data[entry.value_at : entry.value_at + entry.size].strip(b"\0 0"))


def _text(data):
    """EXIF's ASCII is UTF-8 since 2.3 and the Working Group's advice; old programs wrote Latin 1."""
    data = data.replace(b"\0", b" ").strip()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _names(text):
    """Several creators in one string are parted by semicolons, in quotes where a name holds one (MWG 2.0, 5.4)."""
    parts, quoted, current = [], False, ""
    for character in text:
        if character == '"':
            quoted = not quoted
        elif character == ";" and not quoted:
            parts.append(current)
            current = ""
        else:
            current += character
    return [part.strip() for part in (*parts, current) if part.strip()]


def _moment(text):
    """``2026:11:24 08:30:00`` as ``2026-11-24T08:30:00``."""
    if len(text) < 10 or not text[:4].isdigit():
        return ""
    return f"{text[:10].replace(':', '-')}{'T' + text[11:19] if len(text) >= 19 else ''}"
