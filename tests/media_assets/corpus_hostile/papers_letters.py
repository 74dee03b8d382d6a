"""A PDF that is whole but for the program of its font: viewers draw it with the letters of another, and say nothing."""

import io
import random
import struct

import pikepdf

from tests.media_assets import corpus
from tests.media_assets.corpus_hostile import papers_swapped

_TABLES = (b"glyf", b"loca", b"head", b"hhea", b"hmtx", b"maxp", b"cmap")


def with_letters(change, key="/FontFile2"):
    """The PDF with what ``change`` makes of the bytes of its font, under that key."""
    pdf = pikepdf.open(io.BytesIO(papers_swapped.whole()))
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each:
            letters = pdf.make_stream(change(each.FontFile2.read_bytes()))
            del each["/FontFile2"]
            each[key] = letters
    content = io.BytesIO()
    pdf.save(content)
    return content.getvalue()


def _entry(letters, tag):
    """Where the directory of a font tells of a table."""
    count = int.from_bytes(letters[4:6], "big")
    return next(at for at in range(12, 12 + 16 * count, 16) if letters[at : at + 4] == tag)


def _directory(tag, after, value):
    """The directory says something else of that table."""

    def change(letters):
        at = _entry(letters, tag) + after
        return letters[:at] + value + letters[at + len(value) :]

    return change


def _filled(tag, byte):
    """The table is filled with one byte."""

    def change(letters):
        at, length = struct.unpack_from(">II", letters, _entry(letters, tag) + 8)
        return letters[:at] + byte * length + letters[at + length :]

    return change


#: How a font may be spoilt, by the name of it.
SPOILT = {
    "cut": lambda letters: letters[: len(letters) // 2],
    "empty": lambda letters: b"",
    "blank": lambda letters: bytes(len(letters)),
    "noise": lambda letters: random.Random(1).randbytes(len(letters)),
    "another-file": lambda letters: corpus.photograph("JPEG", (64, 64), "CMYK"),
    **{f"without-{tag.decode()}": _directory(tag, 0, b"none") for tag in _TABLES},
    **{f"{tag.decode()}-outside": _directory(tag, 8, b"\x7f\xff\xff\xff") for tag in _TABLES},
    **{f"{tag.decode()}-endless": _directory(tag, 12, b"\x7f\xff\xff\xff") for tag in _TABLES},
    **{f"{tag.decode()}-blank": _filled(tag, b"\0") for tag in (b"head", b"maxp", b"cmap", b"glyf", b"loca", b"hhea")},
    **{f"{tag.decode()}-full": _filled(tag, b"\xff") for tag in (b"head", b"loca", b"cmap")},
}
LETTERS = {f"letters-{name}.pdf": lambda change=change: with_letters(change) for name, change in SPOILT.items()}
