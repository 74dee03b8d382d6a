"""A JPEG that is broken inside is told, however well it opens; none that is whole is."""

import pytest

from media_assets.inspection.catalogue import judge
from media_assets.inspection.measuring import measure, photographs
from media_assets.inspection.specification import Specification
from tests.media_assets import corpus
from tests.media_assets.corpus_hostile.papers import image, with_image
from tests.media_assets.corpus_hostile.pictures_broken import BROKEN

#: Names of the crafted ones, and ways of making a good one.
SPOILED = (
    "cut-in-the-middle",
    "cut-near-the-end",
    "cut-inks",
    "scan-cut",
    "taller-than-it-is",
    "ends-inside",
)
WHOLE = {
    "plain": {},
    "progressive": {"progressive": True},
    "optimised": {"optimize": True},
    "grey": {"mode": "L"},
    "inks": {"mode": "CMYK"},
    "progressive-inks": {"mode": "CMYK", "progressive": True},
    "full-colour": {"subsampling": "4:4:4"},
    "half-colour": {"subsampling": "4:2:2"},
    "narrow-colour": {"subsampling": "4:1:1"},
    "restarts": {"restart_marker_rows": 1},
    "odd": {"size": (131, 77)},
    "rough": {"quality": 5},
    "exact": {"quality": 100},
}


def found(tmp_path, content, extension="jpg"):
    path = tmp_path / f"foto.{extension}"
    path.write_bytes(content)
    facts = measure(str(path), "pdf" if extension == "pdf" else "image", extension)
    return {finding.code: finding for finding in judge(facts, Specification(channel="print"))}


@pytest.mark.parametrize("name", SPOILED)
def test_a_photograph_that_ends_early_or_makes_no_sense_blocks(tmp_path, name):
    assert found(tmp_path, BROKEN[f"{name}.jpg"]())["damaged-inside"].blocks


@pytest.mark.parametrize("way", WHOLE)
def test_a_photograph_that_is_whole_is_left_in_peace(tmp_path, way):
    assert "damaged-inside" not in found(tmp_path, corpus.photograph("JPEG", **WHOLE[way]))


def test_what_stands_behind_a_whole_photograph_is_not_its_fault(tmp_path):
    for name in ("garbage-behind", "two-pictures"):
        assert "damaged-inside" not in found(tmp_path, BROKEN[f"{name}.jpg"]())


def test_a_photograph_that_ends_early_inside_a_pdf_is_damage(tmp_path):
    whole = corpus.photograph("JPEG", (64, 64), "CMYK")
    assert "damaged-inside" not in found(tmp_path, with_image(image(whole, b"/DCTDecode")), "pdf")
    cut = whole[:-900] + b"\xff\xd9"
    assert "damaged-inside" in found(tmp_path, with_image(image(cut, b"/DCTDecode")), "pdf")


def test_a_photograph_that_would_not_fit_in_memory_is_not_asked(tmp_path):
    assert not photographs.is_broken(str(tmp_path / "no-existe.jpg"), 20_000, 7_000, 4)
