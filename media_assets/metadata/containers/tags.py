"""The labels of sound and moving pictures, as FFmpeg reads them from ID3, iTunes atoms, RIFF, BWF and Vorbis comments."""

import re

import av
from av.error import FFmpegError

from media_assets.intake.probes.recordings import open_recording
from media_assets.metadata.said import Private

FIELDS = {
    "title": ("title", "nam"),
    "description": ("description", "comment", "synopsis", "subject"),
    "creators": ("artist", "author", "performer", "composer", "originator", "com.apple.quicktime.author"),
    "copyright": ("copyright", "tcop", "com.apple.quicktime.copyright"),
    "credit": ("publisher", "album_artist"),
    "keywords": ("keywords",),
    "created": ("origination_date", "date", "creation_time", "com.apple.quicktime.creationdate"),
    "usage_terms": ("license", "wcop"),
}
_LOCATION = re.compile(r"location|gps|latitude|longitude|\bxyz\b", re.IGNORECASE)
_SERIAL = re.compile(r"serial|camera.identifier|originator_reference|umid|device_id", re.IGNORECASE)
_PATH = re.compile(r"file:/|[A-Za-z]:\\|/(Users|home|Volumes|mnt)/", re.IGNORECASE)
_RESERVED = ("major_brand", "minor_version", "compatible_brands", "encoder", "handler_name", "vendor_id", "language")


def read(path, found, extension=None):
    """Add the labels of a recording to what was found; a file that FFmpeg does not open has none."""
    try:
        with open_recording(path, extension or _extension(path)) as container:
            labels = dict(container.metadata)
            for stream in container.streams:
                labels = {**dict(stream.metadata), **labels}
    except (FFmpegError, ValueError, OSError, UnicodeDecodeError, av.FFmpegError):
        return
    labels = {name.lower(): value for name, value in labels.items() if value}
    for name, value in labels.items():
        if name in _RESERVED:
            continue
        if _LOCATION.search(name):
            found.private.add(Private.LOCATION)
        if _SERIAL.search(name):
            found.private.add(Private.SERIALS)
        if _PATH.search(value) or name in ("coding_history", "time_reference"):
            found.private.add(Private.HISTORY)
    words = {}
    for field, names in FIELDS.items():
        value = next((labels[name] for name in names if labels.get(name, "").strip()), "")
        if value:
            parted = re.split(r"[;,/]" if field == "keywords" else ";", value)
            words[field] = [each.strip() for each in parted] if field in ("creators", "keywords") else [value]
    if words:
        found.tags.append(("tags", words))


def _extension(path):
    """By the first bytes, for a copy on its way has no name of its own."""
    with open(path, "rb") as file:
        head = file.read(12)
    if head[4:8] == b"ftyp" or head[4:8] in (b"moov", b"wide", b"mdat", b"free"):
        return "mp4"
    return {b"RIFF": "wav", b"RF64": "wav", b"fLaC": "flac", b"OggS": "ogg", b"\x1aE\xdf\xa3": "webm"}.get(
        head[:4], "mp3"
    )
