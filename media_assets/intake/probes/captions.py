"""WebVTT captions (W3C): a header, and cues that end after they start, as FFmpeg and browsers both read them."""

import re

from media_assets.intake.probes import Refused

MAX_BYTES = 5_000_000
#: Characters between two empty lines: FFmpeg works on one caption of millions for minutes.
MAX_BLOCK = 100_000

_SPACE = r"[ \t\f]"
_TIME = r"(?:([0-9]{2,3}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})"
_TIMING = re.compile(rf"^{_SPACE}*{_TIME}{_SPACE}+-->{_SPACE}+{_TIME}(?:{_SPACE}+.*)?$")
_LINE_END = re.compile(r"\r\n|\n|\r")


def examine(path, extension):
    with open(path, "rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise Refused("unreadable", "too_demanding")
    try:
        lines = _LINE_END.split(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused("unreadable", "captions", line=content[: error.start].count(b"\n") + 1) from error
    if not re.match(r"WEBVTT([ \t]|$)", lines[0]):
        raise Refused("not_what_it_says", extension=extension)
    header = lines[: lines.index("")] if "" in lines else lines
    if any("-->" in line for line in header):
        # FFmpeg passes over the first caption then, and browsers show it.
        raise Refused("unreadable", "captions_header")
    return {"duration": _last_end(lines)}


def _last_end(lines):
    """Seconds at which the last caption leaves the screen."""
    last, block = 0.0, 0
    for number, line in enumerate(lines, 1):
        block = block + len(line) + 1 if line else 0
        if "\0" in line or block > MAX_BLOCK:
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
