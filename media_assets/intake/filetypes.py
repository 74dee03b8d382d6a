"""
What each extension promises: its kind of work, its type, and the content it must hold.

No Django here, save in the one function that asks the catalogue of channels.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileType:
    """
    One type the library knows.

    ``extension`` is the canonical one (``jpeg`` is ``jpg``), ``contents`` the names
    that ``sniffing`` may give to what is inside.
    """

    extension: str
    kind: str
    mime: str
    contents: tuple[str, ...]


def _types(kind, *rows):
    return [FileType(extension, kind, mime, tuple(contents.split())) for extension, mime, contents in rows]


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

_ALL = [
    *_types(
        "image",
        ("jpg", "image/jpeg", "jpg"),
        ("png", "image/png", "png"),
        ("webp", "image/webp", "webp"),
        ("avif", "image/avif", "avif"),
        ("gif", "image/gif", "gif"),
        ("tif", "image/tiff", "tif"),
        ("heic", "image/heic", "heic"),
    ),
    *_types("svg", ("svg", "image/svg+xml", "svg text")),
    *_types("pdf", ("pdf", "application/pdf", "pdf")),
    *_types(
        "audio",
        ("mp3", "audio/mpeg", "mp3"),
        ("m4a", "audio/mp4", "m4a mp4"),
        ("ogg", "audio/ogg", "ogg"),
        ("opus", "audio/ogg", "ogg"),
        ("flac", "audio/flac", "flac"),
        ("wav", "audio/wav", "wav"),
    ),
    *_types(
        "video",
        ("mp4", "video/mp4", "mp4"),
        ("mov", "video/quicktime", "mov"),
        ("webm", "video/webm", "webm"),
    ),
    *_types(
        "document",
        ("docx", f"{_OOXML}wordprocessingml.document", "zip"),
        ("xlsx", f"{_OOXML}spreadsheetml.sheet", "zip"),
        ("pptx", f"{_OOXML}presentationml.presentation", "zip"),
        ("odt", f"{_ODF}text", "zip"),
        ("ods", f"{_ODF}spreadsheet", "zip"),
        ("odp", f"{_ODF}presentation", "zip"),
        ("csv", "text/csv", "text"),
        ("txt", "text/plain", "text"),
    ),
    *_types("captions", ("vtt", "text/vtt", "vtt")),
]

TYPES = {filetype.extension: filetype for filetype in _ALL}
SYNONYMS = {"jpeg": "jpg", "jpe": "jpg", "tiff": "tif", "heif": "heic", "m4v": "mp4", "oga": "ogg"}


def canonical(extension: str) -> str:
    """``JPEG`` and ``.jpg`` are one: ``jpg``."""
    extension = extension.lower().lstrip(".")
    return SYNONYMS.get(extension, extension)


def allowed_extensions(channel=None) -> tuple[str, ...]:
    """The canonical extensions of a channel's masters, or all that the library knows."""
    if channel is None:
        return tuple(TYPES)
    from media_assets.models.formats import MASTER_EXTENSIONS

    return tuple(dict.fromkeys(canonical(extension) for extension in MASTER_EXTENSIONS[channel]))
