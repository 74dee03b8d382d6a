"""
One module for each way of putting metadata beside pixels, samples or pages.

``look(path)`` finds the blocks and tells what is private beyond them; ``clean(source,
target, statement)`` writes the same work without any, and with the statement where the
container has a place for it. Pixels, samples and text stay as they are, bit for bit.
No Django here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module

from media_assets.metadata.said import Private

#: Bytes of one block of metadata that is worth reading.
LARGEST_BLOCK = 4 * 1024 * 1024
CHUNK = 1024 * 1024

_HOMES = {
    "jpg": "jpeg",
    "png": "png",
    "webp": "webp",
    "gif": "gif",
    "tif": "tiff",
    "avif": "heif",
    "heic": "heif",
    "mp4": "movie",
    "mov": "movie",
    "m4a": "movie",
    "webm": "ebml",
    "wav": "wave",
    "mp3": "mpeg",
    "flac": "flac",
    "ogg": "ogg",
    "opus": "ogg",
    "pdf": "pdf",
    "svg": "svg",
    "docx": "zipped",
    "xlsx": "zipped",
    "pptx": "zipped",
    "odt": "zipped",
    "ods": "zipped",
    "odp": "zipped",
}


class CannotClean(Exception):
    """The file's structure does not let its metadata be taken away."""


@dataclass
class Found:
    """
    The blocks of one file. ``tags`` pairs a source with values by field; ``private`` is
    what the container itself shows, beyond what stands in the blocks.
    """

    exif: bytes = b""
    is_tiff: bool = False
    xmp: list[bytes] = field(default_factory=list)
    iim: bytes = b""
    iim_digest: str = ""
    tags: list[tuple[str, dict]] = field(default_factory=list)
    private: set[Private] = field(default_factory=set)


def container_of(extension):
    """The module of a canonical extension; None for text, which has no place for metadata."""
    home = _HOMES.get(extension)
    return import_module(f"media_assets.metadata.containers.{home}") if home else None


def copy(source, target, length):
    """``length`` bytes from one open file to another."""
    while length > 0:
        piece = source.read(min(length, CHUNK))
        if not piece:
            raise CannotClean("the file ends early")
        target.write(piece)
        length -= len(piece)
