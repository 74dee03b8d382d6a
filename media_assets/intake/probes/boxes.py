"""The outermost lengths that containers declare, against what the file holds."""

import struct


def fits(extension, file, size) -> bool:
    """Whether everything that the container announces ends within the file."""
    if extension in ("mp4", "mov", "m4a", "heic", "avif"):
        return _boxes_fit(file, size)
    if extension in ("wav", "webp"):
        return _riff_fits(file, size)
    if extension == "tif":
        return _strips_fit(file, size)
    if extension == "webm":
        return _segment_fits(file, size)
    return True


def _boxes_fit(file, size):
    """Top-level boxes of an ISO base media file (ISO 14496-12)."""
    at = 0
    while at + 8 <= size:
        file.seek(at)
        header = file.read(16)
        length = int.from_bytes(header[:4], "big")
        if length == 1:
            length = int.from_bytes(header[8:16], "big")
        elif length == 0:
            return True
        if length < 8 or at + length > size:
            return False
        at += length
    return at == size


def _riff_fits(file, size):
    """RIFF; a recorder that did not know the length in time wrote all ones."""
    file.seek(0)
    header = file.read(8)
    length = int.from_bytes(header[4:8], "little")
    return header[:4] != b"RIFF" or length == 0xFFFFFFFF or length + 8 <= size


def _segment_fits(file, size):
    """The segment of a Matroska or WebM file (RFC 8794, RFC 9559); a live one has no length."""
    file.seek(4)
    header_length = _variable(file)
    if header_length is None:
        return True
    file.seek(header_length, 1)
    if file.read(4) != b"\x18\x53\x80\x67":
        return False
    length = _variable(file)
    return length is None or file.tell() + length <= size


def _variable(file):
    """An EBML length of one to eight bytes; all ones is unknown."""
    first = file.read(1)
    if not first or not first[0]:
        return None
    extra = 8 - first[0].bit_length()
    value = (first[0] & ((1 << (7 - extra)) - 1)) << (8 * extra) | int.from_bytes(file.read(extra), "big")
    return None if value == (1 << (7 * (extra + 1))) - 1 else value


#: Of a TIFF: where strips and tiles lie and how long they are, and the bytes of each kind of number (TIFF 6.0).
_PLACES, _NUMBERS = ((273, 279), (324, 325)), {3: "H", 4: "I", 13: "I", 16: "Q"}
_ROWS_OF_A_STRIP = 278
MOST_DIRECTORIES, MOST_ENTRIES, MOST_STRIPS = 10_000, 4096, 1_000_000


def _strips_fit(file, size):
    """Whether each directory of a TIFF leads to another or to the end, and all its strips and tiles are there."""
    file.seek(0)
    head = file.read(16)
    order = "<" if head[:2] == b"II" else ">"
    big = struct.unpack(f"{order}H", head[2:4])[0] == 43
    at, seen = struct.unpack(f"{order}Q", head[8:16])[0] if big else struct.unpack(f"{order}I", head[4:8])[0], set()
    try:
        while at:
            if at in seen or len(seen) > MOST_DIRECTORIES:
                return False
            seen.add(at)
            entries, at = _directory(file, at, order, big)
            # Some readers take strips of no rows for one strip of all; those of libtiff and MuPDF open nothing.
            if _ROWS_OF_A_STRIP in entries and 0 in _values(file, order, entries[_ROWS_OF_A_STRIP]):
                return False
            for where, how_long in _PLACES:
                if where in entries and not _reaches(file, size, order, entries[where], entries.get(how_long)):
                    return False
    except struct.error:
        return False
    return bool(seen)


def _directory(file, at, order, big):
    """Entries by tag as (kind, count, place of the value), and where the next directory is."""
    counting, entry, following = ("Q", "HHQ", "Q") if big else ("H", "HHI", "I")
    file.seek(at)
    count = _unpacked(file, order + counting)[0]
    if count > MOST_ENTRIES:
        raise struct.error("too many entries")
    entries, inline = {}, 8 if big else 4
    for _number in range(count):
        tag, kind, values = _unpacked(file, order + entry)
        place = file.tell()
        told = _unpacked(file, order + ("Q" if big else "I"))[0]
        width = struct.calcsize(f"={_NUMBERS.get(kind, 'I')}")
        entries[tag] = (kind, values, place if values * width <= inline else told)
    return entries, _unpacked(file, order + following)[0]


def _reaches(file, size, order, where, how_long):
    """Whether strips that begin there with those lengths end within the file; without lengths, begin in it."""
    starts = _values(file, order, where)
    lengths = _values(file, order, how_long) if how_long else [0] * len(starts)
    return all(start + length <= size for start, length in zip(starts, lengths, strict=False))


def _values(file, order, entry):
    kind, count, place = entry
    if kind not in _NUMBERS or count > MOST_STRIPS:
        raise struct.error("no places")
    file.seek(place)
    return _unpacked(file, f"{order}{count}{_NUMBERS[kind]}")


def _unpacked(file, layout):
    return struct.unpack(layout, file.read(struct.calcsize(layout)))
