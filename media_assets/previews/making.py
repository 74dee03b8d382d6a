"""Make every preview of a file, whole or not at all."""

from dataclasses import dataclass
from pathlib import Path

from media_assets.intake.facts import FileFacts


class PreviewFailed(Exception):
    """The previews of a file could not be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Preview:
    """
    One derived file: ``kind`` is its stable name among its siblings.

    Kinds: ``thumbnail``, ``preview``, ``cover``, ``page-1`` ... ``page-12``,
    ``poster``, ``waveform`` (SVG), ``peaks`` (JSON) and ``vector`` (clean SVG).
    Width and height are pixels; 0 for JSON.
    """

    kind: str
    path: Path
    width: int
    height: int
    mime: str


def make_previews(path, facts: FileFacts, out_dir) -> list[Preview]:
    raise NotImplementedError
