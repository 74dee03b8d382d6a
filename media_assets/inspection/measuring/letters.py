"""
Whether the program of a font is whole, so that every viewer and press draws with its letters.

Of one that is not, viewers say nothing and take the letters of another font, or leave the words out.
"""

import io
import struct

from PIL import ImageFont

#: Tables without which there are no outlines to draw (ISO/IEC 14496-22, 5.2; ISO 32000-2, 9.9.1).
_NEEDED = frozenset((b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp"))
_TRUETYPE = (b"\0\1\0\0", b"true")


def opens(program: bytes) -> bool:
    """Whether FreeType, by which poppler, MuPDF, PDFium and Ghostscript draw, opens it."""
    try:
        ImageFont.truetype(io.BytesIO(program), layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        return False
    return True


def is_whole_truetype(program: bytes) -> bool:
    """Whether it has the tables of TrueType, all inside the file, and its letters where it says that they are."""
    tables = _tables(program)
    if tables is None or not tables.keys() >= _NEEDED:
        return False
    head, maximum, places, outlines = (tables[tag] for tag in (b"head", b"maxp", b"loca", b"glyf"))
    if len(head) < 52 or len(maximum) < 6 or not (count := int.from_bytes(maximum[4:6], "big")):
        return False
    across = tables[b"hhea"]
    if len(across) < 36 or not 0 < int.from_bytes(across[34:36], "big") * 4 <= len(tables[b"hmtx"]):
        return False
    # One place for each letter and one for the end, in bytes or in pairs of bytes.
    kind, unit = ("I", 1) if head[51] else ("H", 2)
    wanted = struct.Struct(f">{count + 1}{kind}")
    if len(places) < wanted.size:
        return False
    last = max(wanted.unpack_from(places)) * unit
    # A font of nothing but a blank has no outlines at all; one that has some places them, and they are drawn.
    return last <= len(outlines) and (not outlines or any(outlines[:last]))


def has_a_map(program: bytes) -> bool:
    """Whether a TrueType font says which of its letters a character is: without that, simple fonts draw none."""
    found = (_tables(program) or {}).get(b"cmap", b"")
    if len(found) < 12:
        return False
    version, count = struct.unpack_from(">HH", found)
    records = (struct.unpack_from(">I", found, 8 + 8 * n)[0] for n in range(min(count, (len(found) - 4) // 8)))
    return version == 0 and 0 < count <= (len(found) - 4) // 8 and all(offset < len(found) for offset in records)


def _tables(program):
    """The tables of an sfnt by their tags; None where one lies outside, or where it is none."""
    if program[:4] not in _TRUETYPE or len(program) < 12:
        return None
    count = int.from_bytes(program[4:6], "big")
    if 12 + 16 * count > len(program):
        return None
    tables = {}
    for n in range(count):
        tag, _checksum, at, length = struct.unpack_from(">4sIII", program, 12 + 16 * n)
        if at + length > len(program):
            return None
        tables[tag] = program[at : at + length]
    return tables
