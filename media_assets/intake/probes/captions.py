"""WebVTT captions (W3C): a header, and cues that end after they start."""

import re

from media_assets.intake.probes import Refused

MAX_BYTES = 5_000_000

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"^\s*{_TIME}\s+-->\s+{_TIME}(?:\s+.*)?$")


def examine(path, extension):
    with open(path, "rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise Refused("unreadable", "too_demanding")
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise Refused("unreadable", "captions", line=content[: error.start].count(b"\n") + 1) from error
    if not lines or not re.match(r"WEBVTT(\s|$)", lines[0]):
        raise Refused("not_what_it_says", extension=extension)
    return {"duration": _last_end(lines)}


def _last_end(lines):
    """Seconds at which the last caption leaves the screen."""
    last = 0.0
    for number, line in enumerate(lines, 1):
        if "\0" in line:
            raise Refused("unreadable", "captions", line=number)
        if "-->" not in line:
            continue
        timing = _TIMING.match(line)
        if not timing:
            raise Refused("unreadable", "captions", line=number)
        start, end = _seconds(timing.groups()[:4]), _seconds(timing.groups()[4:])
        if end <= start:
            raise Refused("unreadable", "captions", line=number)
        last = max(last, end)
    if not last:
        raise Refused("unreadable", "captions", line=len(lines))
    return last


def _seconds(parts):
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
