"""
Whether a PNG is made as every program reads it (Portable Network Graphics, third edition, W3C 2025).

Readers forgive each something else: a second header, a picture with more or fewer rows than it
says, a palette where none belongs. Here its chunks stand in their order and its pixels, also those
of each frame of an animation, have the checksums of their chunks and unpack to exactly as many
rows as their header says.
"""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: Kinds of colour, the bits that a channel of each may have, and its channels (11.2.1).
_BITS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PALETTE, _WITHOUT_PALETTE = 3, (0, 4)
#: First column and row, and steps between them, of the seven passes of an interlaced picture (8.1).
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_MOST_FILTER = 4
_PIECE = 1024 * 1024
MOST_CHUNKS = 200_000


class _NotSound(Exception):
    """It breaks a rule of the format."""


def is_sound(file) -> bool:
    """Whether the open file is such a PNG; it is read once, a piece at a time."""
    try:
        _Picture().read(file)
    except (_NotSound, struct.error, zlib.error):
        return False
    return True


class _Picture:
    """What has been read of a PNG so far."""

    def __init__(self):
        self.header = self.rows = None
        self.seen, self.last, self.sequence = set(), b"", 0
        #: Of the chunk at hand as it is read; None where it is passed over.
        self.checksum = None
        self.animated = False

    def read(self, file):
        file.seek(0)
        if file.read(8) != SIGNATURE:
            raise _NotSound
        for _chunk in range(MOST_CHUNKS):
            length, kind = struct.unpack(">I4s", file.read(8))
            ask = self._RULES.get(kind)
            if self.header is None and kind != b"IHDR":
                raise _NotSound
            self.checksum = zlib.crc32(kind)
            if kind in (b"IDAT", b"fdAT"):
                self._begin_data(kind)
                self._take(file, length, kind)
            elif ask:
                ask(self, self._part(file, length))
            else:
                self._pass_over(file, length)
            if self.checksum not in (int.from_bytes(file.read(4), "big"), None):
                raise _NotSound
            self.seen.add(kind)
            self.last = kind
            if kind == b"IEND":
                return
        raise _NotSound

    def _part(self, file, length):
        """Bytes of the chunk at hand, which count for its checksum; Pillow does not ask for that of the pixels."""
        part = file.read(length)
        self.checksum = zlib.crc32(part, self.checksum)
        return part

    def _pass_over(self, file, length):
        file.seek(length, 1)
        self.checksum = None

    def _start(self, data):
        width, height, bits, colours, packing, filtering, interlaced = struct.unpack(">IIBBBBB", data)
        known = bits in _BITS.get(colours, ()) and (packing, filtering) == (0, 0) and interlaced in (0, 1)
        if self.header or not known or not width or not height:
            raise _NotSound
        self.header = (width, height, bits, colours, interlaced)

    def _palette(self, data):
        _width, _height, bits, colours, _interlaced = self.header
        most = 2 ** min(bits, 8)
        entries, rest = divmod(len(data), 3)
        too_many = colours == _PALETTE and entries > most
        if self.seen & {b"PLTE", b"IDAT"} or colours in _WITHOUT_PALETTE or rest or not entries or too_many:
            raise _NotSound

    def _animation(self, _data):
        # A frame before it is what the standard allows and FFmpeg does not open.
        if self.seen & {b"acTL", b"fcTL", b"IDAT"}:
            raise _NotSound
        self.animated = True

    def _frame(self, data):
        """The size and place of the frame whose pixels follow (11.3.7.2)."""
        if not self.animated:
            return
        self._close()
        number, width, height, left, top = struct.unpack_from(">IIIII", data)
        self._in_turn(number)
        whole_width, whole_height = self.header[:2]
        if not width or not height or left + width > whole_width or top + height > whole_height:
            raise _NotSound
        if b"IDAT" in self.seen:
            self.rows = _Rows(width, height, *self.header[2:])
        elif (width, height, left, top) != (whole_width, whole_height, 0, 0):
            # Before the picture itself, the frame is that picture.
            raise _NotSound

    def _in_turn(self, number):
        if number != self.sequence:
            raise _NotSound
        self.sequence += 1

    def _begin_data(self, kind):
        if kind == b"IDAT":
            if self.last != b"IDAT":
                if b"IDAT" in self.seen or (self.header[3] == _PALETTE and b"PLTE" not in self.seen):
                    raise _NotSound
                self.rows = _Rows(*self.header)
        elif self.animated and (self.rows is None or b"fcTL" not in self.seen or b"IDAT" not in self.seen):
            raise _NotSound

    def _take(self, file, length, kind):
        if kind == b"fdAT":
            if not self.animated:
                self._pass_over(file, length)
                return
            self._in_turn(*struct.unpack(">I", self._part(file, 4)))
            length -= 4
        while length > 0:
            piece = self._part(file, min(length, _PIECE))
            if not piece:
                raise _NotSound
            self.rows.take(piece)
            length -= len(piece)

    def _close(self):
        if self.rows is not None:
            self.rows.close()
            self.rows = None

    def _end(self, data):
        if data or b"IDAT" not in self.seen:
            raise _NotSound
        self._close()

    _RULES = {b"IHDR": _start, b"PLTE": _palette, b"acTL": _animation, b"fcTL": _frame, b"IEND": _end}


class _Rows:
    """The rows of one picture as they are unpacked: how many bytes of each pass must come, each row after its filter."""

    def __init__(self, width, height, bits, colours, interlaced):
        self.unpacked = zlib.decompressobj()
        deep = bits * _CHANNELS[colours]
        sizes = _passes(width, height) if interlaced else [(width, height)]
        self.passes = [(1 + -(-columns * deep // 8), rows) for columns, rows in sizes if columns and rows]
        self.at = 0

    def take(self, packed):
        while packed:
            if self.unpacked.eof:
                raise _NotSound
            self._count(self.unpacked.decompress(packed, _PIECE))
            packed = self.unpacked.unconsumed_tail or self.unpacked.unused_data

    def _count(self, data):
        while data:
            if not self.passes:
                raise _NotSound
            stride, rows = self.passes[0]
            part = data[: stride * rows - self.at]
            filters = part[-self.at % stride :: stride]
            if filters and max(filters) > _MOST_FILTER:
                raise _NotSound
            data = data[len(part) :]
            self.at += len(part)
            if self.at == stride * rows:
                self.passes.pop(0)
                self.at = 0

    def close(self):
        """Raise where rows are missing, or the packing has no end of its own."""
        while not self.unpacked.eof:
            more = self.unpacked.decompress(b"", _PIECE)
            if not more:
                raise _NotSound
            self._count(more)
        if self.passes:
            raise _NotSound


def _passes(width, height):
    return [
        (-(-max(0, width - left) // across), -(-max(0, height - top) // down)) for left, top, across, down in _PASSES
    ]
