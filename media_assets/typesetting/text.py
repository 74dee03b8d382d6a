"""Text made fit for setting: what no bundled font can draw would break the PDF/UA promise of readable text."""

import re
import unicodedata

# Latin, Greek and Cyrillic with their marks and punctuation, which the bundled fonts draw.
_SETTABLE = re.compile(
    "[\n\u0020-\u007e\u00a0-\u024f\u0300-\u0304\u0306-\u030c\u0327\u0328\u0386-\u03ce\u0400-\u045f"
    "\u1e00-\u1eff\u2002-\u200a\u2010-\u2022\u2026\u202f\u2030\u2032\u2033\u2039\u203a\u2044"
    "\u2070\u2074-\u208e\u20ac\u2116\u2117\u2122\u2150-\u215e\u2190-\u2199\u2212\u221e\u2248\u2260\u2264\u2265"
    "\u25a0\u25a1\u25b2\u25b6\u25bc\u25c0\u25ca\u25cb\u25cf\u2610\u2611\u2713]"
)
# Selectors, joiners and direction marks say nothing on paper once their neighbour is replaced.
_SILENT = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]")
REPLACEMENT = "\u25a1"


def settable(text: str) -> str:
    """Return ``text`` in NFC with invisible controls dropped and undrawable characters as an empty square.

    >>> settable("A\\u0000gua 💧")
    'Agua □'
    """
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
    text = _SILENT.sub("", text)
    return "".join(
        character if _SETTABLE.match(character) else REPLACEMENT
        for character in text
        if character == "\n" or unicodedata.category(character) not in {"Cc", "Cs"}
    )


def settable_tree(value):
    """Apply :func:`settable` to every string of a JSON-like value; anything but JSON is refused."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, dict):
        return {str(key): settable_tree(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [settable_tree(item) for item in value]
    return settable(str(value))
