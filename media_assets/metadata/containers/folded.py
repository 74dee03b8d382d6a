"""Pictures folded into a text as ``data:`` addresses (RFC 2397), with all that they say. No Django here."""

import base64
import binascii
import re
import tempfile
from pathlib import Path
from urllib.parse import unquote_to_bytes

from media_assets.metadata.said import Private
from media_assets.metadata.statement import Statement

# What is said before the data never passes the next beginning: a row of beginnings would cost the square of its length.
_FOLDED = re.compile(r"(data:(?:(?!data:)[^,'\"()<>])*?;\s*base64\s*,)([A-Za-z0-9+/=_%\s-]+)", re.IGNORECASE)
_STARTS = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG", "png"), (b"GIF8", "gif"), (b"RIFF", "webp"), (b"<", "svg"))


def private_in(text) -> set[Private]:
    """What the pictures within a text tell that is private."""
    if not text or "base64" not in text.lower():
        return set()
    from media_assets.metadata.reading import read

    found = set()
    for _head, data in _FOLDED.findall(text):
        content = _unfolded(data)
        if extension := _extension_of(content):
            with tempfile.TemporaryDirectory(prefix="folded-") as folder:
                path = Path(folder) / "picture"
                path.write_bytes(content)
                found |= {Private(each) for each in read(path, extension).private}
    return found


def cleaned(text: str) -> str:
    """The text with pictures that tell nothing; those that told nothing stay letter for letter."""
    if "base64" not in text.lower():
        return text
    return _FOLDED.sub(_clean, text)


def _clean(match):
    from media_assets.metadata.cleaning import cleaned as picture

    if not private_in(match.group()):
        return match.group()
    content = _unfolded(match.group(2))
    return match.group(1) + base64.b64encode(picture(content, _extension_of(content), Statement())).decode()


def _extension_of(content):
    return next((extension for start, extension in _STARTS if content.lstrip().startswith(start)), "")


def _unfolded(data):
    data = b"".join(unquote_to_bytes(data).split())
    try:
        return base64.b64decode(
            data + b"=" * (-len(data) % 4), altchars=b"-_" if b"-" in data or b"_" in data else None
        )
    except (binascii.Error, ValueError):
        return b""
