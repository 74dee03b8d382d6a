"""What one file says, in plain values. No Django here."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum

#: Characters kept of a sentence and of a paragraph, and how many values of a list.
SENTENCE, PARAGRAPH, MANY = 250, 2000, 40


class Private(StrEnum):
    """What no public file carries."""

    LOCATION = "location"
    SERIALS = "serials"
    MAKER_NOTES = "maker_notes"
    THUMBNAIL = "thumbnail"
    HISTORY = "history"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Said:
    """
    The words of a file under the names of the IPTC Photo Metadata Standard.

    ``sources`` says of each field where it was written: ``EXIF``, ``IPTC``, ``XMP``,
    ``PDF``, ``BWF`` or ``tags``. ``created`` is a date as the file gives it, in ISO 8601.
    ``private`` are the values of ``Private`` that were found.
    """

    title: str = ""
    headline: str = ""
    description: str = ""
    alt_text: str = ""
    creators: tuple[str, ...] = ()
    credit: str = ""
    copyright: str = ""
    usage_terms: str = ""
    web_statement: str = ""
    keywords: tuple[str, ...] = ()
    created: str = ""
    city: str = ""
    sources: dict[str, str] = field(default_factory=dict)
    private: tuple[str, ...] = ()

    def as_dict(self) -> dict:
        """Plain values without the empty ones, fit for a ``JSONField``."""
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items() if v}

    @classmethod
    def from_dict(cls, values) -> Said:
        known = {each.name for each in fields(cls)}
        return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in (values or {}).items() if k in known})


WORDS = tuple(each.name for each in fields(Said) if each.name not in ("sources", "private"))
LISTS = ("creators", "keywords")


def plain(value, length=SENTENCE) -> str:
    """One value on its way in: without control characters, in one form of Unicode, cut at a length."""
    text = unicodedata.normalize("NFC", str(value)[: length * 4])
    kept = "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn") else " " for c in text)
    lines = [" ".join(line.split()) for line in kept.replace("\t", " ").splitlines()]
    text = "\n".join(lines).strip()
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def bounded(name, value):
    """A field's value, cut to what is kept of it; a list loses its empty and repeated values."""
    if name in LISTS:
        each = dict.fromkeys(plain(one, 100) for one in list(value)[: MANY * 4])
        return tuple(one for one in each if one)[:MANY]
    return plain(value, PARAGRAPH if name in ("description", "usage_terms", "alt_text") else SENTENCE)
