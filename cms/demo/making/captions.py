"""Captions in WebVTT: at most two lines of 42 characters, in step with the voice."""

from dataclasses import dataclass

LONGEST_LINE = 42


@dataclass(frozen=True)
class Spoken:
    text: str
    voice: str


def wrapped(text: str) -> list[str]:
    """The text in lines short enough for the screen."""
    lines = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LONGEST_LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def cues(text: str, start: float, end: float):
    """(start, end, [lines]) of a sentence: as many cues as two lines each ask for, timed by their length."""
    lines = wrapped(text)
    count = -(-len(lines) // 2)
    per_cue = -(-len(lines) // count)
    groups = [lines[at : at + per_cue] for at in range(0, len(lines), per_cue)]
    total, at = sum(len(" ".join(group)) for group in groups), start
    for group in groups:
        until = at + (end - start) * len(" ".join(group)) / total
        yield at, until, group
        at = until


def stamp(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes // 60):02d}:{int(minutes % 60):02d}:{rest:06.3f}"


def webvtt(texts, times) -> str:
    """The captions of all that is said, in order."""
    blocks = ["WEBVTT\n"]
    for text, (start, end) in zip(texts, times, strict=True):
        for begin, until, lines in cues(text, start, end + 0.15):
            blocks.append(f"{stamp(begin)} --> {stamp(until)}\n" + "\n".join(lines) + "\n")
    return "\n".join(blocks)
