"""Patterns whose tiles lie one over another: as many as anybody draws are taken, and those that nobody ends are told at once."""

import pikepdf
import pytest

from tests.media_assets.corpus_hostile import HOSTILE
from tests.media_assets.test_inspection_print import sheet
from tests.media_assets.test_intake import ground, inspect

VAST = [name for name in HOSTILE if name.startswith("tiles-over-tiles")]


def tiled(box, across, down):
    def patterns(pdf):
        tile = pdf.make_stream(
            b"0 0 0 1 k 0 0 5 5 re f",
            Type=pikepdf.Name.Pattern,
            PatternType=1,
            PaintType=1,
            TilingType=1,
            BBox=pikepdf.Array(box),
            XStep=across,
            YStep=down,
            Resources=pikepdf.Dictionary(),
        )
        return pikepdf.Dictionary(P=tile)

    return sheet(b"/Pattern cs /P scn 0 0 300 420 re f", Pattern=patterns)


@pytest.mark.parametrize("name", [*VAST, "tiles-tiny.pdf", "pattern-of-itself.pdf"])
def test_tiles_that_lie_over_one_another_without_end_are_refused_with_words(name):
    assert ground(name, HOSTILE[name]()) == "unreadable.tiles"


@pytest.mark.parametrize(
    ("box", "across", "down"),
    [
        ([0, 0, 8, 8], 8, 8),
        ([0, 0, 8, 8], -8, -8),
        # Scales of a fish, each of which lies over a dozen others.
        ([0, 0, 40, 40], 10, 10),
        # A hatch of thin lines as long as the sheet.
        ([0, 0, 3_000, 1], 3_000, 0.5),
        # One tile as large as a wall, and one larger than what it repeats.
        ([0, 0, 90_000, 90_000], 90_000, 90_000),
        ([-500, -500, 500, 500], 20, 20),
    ],
)
def test_tiles_as_they_are_drawn_are_taken(box, across, down):
    assert inspect("trama.pdf", tiled(box, across, down))
