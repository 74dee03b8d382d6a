"""Make every preview of a file, whole or not at all."""

from dataclasses import dataclass
from pathlib import Path

from media_assets.intake import bounded
from media_assets.intake.facts import FileFacts
from media_assets.metadata.statement import Statement

#: Bounds of the process that makes them: seconds, and bytes of address space.
SECONDS = 45
MEMORY = 1536 * 1024 * 1024


class PreviewFailed(Exception):
    """The previews of a file could not be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Preview:
    """
    One derived file: ``kind`` is its stable name among its siblings.

    Kinds: ``thumbnail``, ``preview``, ``cover``, ``page-1`` ... ``page-12``,
    ``poster`` and ``waveform`` (SVG). Width and height are pixels, or the units
    of the drawing.
    """

    kind: str
    path: Path
    width: int
    height: int
    mime: str


def make_previews(path, facts: FileFacts, out_dir, statement: Statement | None = None) -> list[Preview]:
    """
    Draw the previews of an accepted file into ``out_dir``; none for what has no likeness.

    The drawing is done in a bounded process, for an accepted file may still be one
    that a decoder cannot bear. ``statement`` is what each of them says of the work.
    Raises ``PreviewFailed``.
    """
    out_dir = Path(out_dir)
    request = {"path": str(path), "extension": facts.extension, "kind": facts.kind, "out": str(out_dir)}
    request["statement"] = statement.as_dict() if statement else None
    try:
        answer = bounded.ask("media_assets.previews", request, seconds=SECONDS, memory=MEMORY)
    except bounded.TooDemanding as error:
        raise PreviewFailed("the file asks for too much time or memory") from error
    except bounded.Broken as error:
        raise PreviewFailed(f"the decoder broke: {error}") from error
    if "failed" in answer:
        raise PreviewFailed(answer["failed"])
    return [
        Preview(made["kind"], out_dir / made["name"], made["width"], made["height"], made["mime"])
        for made in answer["made"]
    ]
