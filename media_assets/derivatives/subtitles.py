"""The captions inside a film as WebVTT, which browsers read beside it."""

import re

from media_assets.intake.probes.recordings import open_recording
from media_assets.metadata.containers import positions

#: A cue without an end of its own stays so many seconds.
USUAL = 4.0
_LINE_BREAK, _STYLE = re.compile(r"\\[Nn]"), re.compile(r"\{[^}]*\}")


def make(request, out, progress):
    cues = []
    with open_recording(request["path"], request["extension"]) as container:
        stream = container.streams.subtitles[0]
        for packet in container.demux(stream):
            if packet.pts is None:
                continue
            start = float(packet.pts * packet.time_base)
            length = float((packet.duration or 0) * packet.time_base) or USUAL
            words = "\n".join(filter(None, (_words(each) for each in packet.decode())))
            if words:
                cues.append((start, start + length, words))
            progress(0.5)
    if any(positions.tells(words.encode()) for _start, _end, words in cues):
        raise ValueError("the captions inside the film tell where it was made")
    if not cues:
        raise ValueError("the captions inside the film hold no text")
    (out / "subtitulos.vtt").write_text("WEBVTT\n\n" + "".join(_cue(*cue) for cue in cues), encoding="utf-8")
    yield {"kind": "captions", "name": "subtitulos.vtt", "mime": "text/vtt; charset=utf-8", "position": 0}


def _words(subtitle):
    """The text of a cue, without the styling of its format."""
    text = subtitle.dialogue if subtitle.type == b"ass" else getattr(subtitle, "text", b"")
    text = _STYLE.sub("", _LINE_BREAK.sub("\n", text.decode("utf-8", "replace")))
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for line in lines if line)


def _cue(start, end, words):
    return f"{_clock(start)} --> {_clock(end)}\n{words}\n\n"


def _clock(seconds):
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02d}:{whole // 60_000 % 60:02d}:{whole // 1000 % 60:02d}.{whole % 1000:03d}"
