"""A TIFF is taken where every program reads it, and all of it is there."""

import pytest

from media_assets.intake.probes import Refused
from media_assets.intake.probes.pictures import examine
from tests.media_assets.corpus_hostile.pictures_broken import BROKEN

TAKEN = (
    "packed-raw",
    "packed-packbits",
    "packed-tiff_lzw",
    "packed-tiff_adobe_deflate",
    "packed-jpeg",
    "fax-group3",
    "fax-group4",
    "mode-1",
    "mode-L",
    "mode-P",
    "mode-RGBA",
    "mode-CMYK",
    "mode-I-16",
    "predictor",
    "tiles",
    "deep-16",
)
UNCOMMON = {
    "packed-zstd": "ZSTD",
    "packed-lzma": "LZMA",
    "mode-I": "32 bits",
    "mode-F": "32 bits",
    "mode-LAB": "Lab",
    "big-raw": "BigTIFF",
}
CUT_SHORT = (
    "last-strip-half-raw",
    "last-strip-half-jpeg",
    "strip-lengths-one",
    "strip-rows-absurd",
    "taller-than-it-is",
    "tiles-one-missing",
    "tiles-short",
    "tiles-of-odd-side",
    "second-page-enormous",
    "second-page-far",
)


@pytest.fixture
def examined(tmp_path):
    def take(name):
        path = tmp_path / f"{name}.tif"
        path.write_bytes(BROKEN[path.name]())
        return examine(path, "tif")

    return take


@pytest.mark.parametrize("name", TAKEN)
def test_a_tiff_as_programs_for_the_press_write_it_is_taken(examined, name):
    assert examined(name)["width"] > 0


@pytest.mark.parametrize("name", UNCOMMON)
def test_a_way_of_keeping_pixels_that_not_every_program_reads_is_refused_by_its_name(examined, name):
    with pytest.raises(Refused) as refused:
        examined(name)
    assert (refused.value.code, refused.value.reason) == ("not_what_it_says", "codec")
    assert refused.value.params["found"] == UNCOMMON[name]


@pytest.mark.parametrize("name", CUT_SHORT)
def test_a_tiff_of_which_a_strip_or_a_tile_is_missing_or_short_is_cut_short(examined, name):
    with pytest.raises(Refused) as refused:
        examined(name)
    assert refused.value.code == "truncated"
