"""What pages draw with must be described as the standard says: where it is not, programs differ, and it blocks."""

import base64
import io
import zlib
from functools import reduce

import pikepdf
import pytest

from media_assets.inspection.catalogue import judge
from media_assets.inspection.measuring import images, papers
from media_assets.inspection.specification import Specification
from media_assets.intake.probes import Refused
from media_assets.intake.probes import papers as door
from tests.media_assets import corpus
from tests.media_assets.corpus_hostile import papers_swapped
from tests.media_assets.corpus_hostile.papers_letters import SPOILT, with_letters

ASKED = Specification(channel="print", width_mm=98.778, height_mm=98.778)


@pytest.fixture
def measured(tmp_path):
    def measure(content):
        path = tmp_path / "hoja.pdf"
        path.write_bytes(content)
        return papers.measure(path, "pdf")

    return measure


def codes(facts):
    return {finding.code for finding in judge(facts, ASKED)}


def entry(*keys):
    """The first place of the PDF that these keys lead to."""
    return next(place for place in papers_swapped.places() if place[1][-len(keys) :] == keys)


def test_a_page_that_uses_nearly_everything_as_it_should_is_whole(measured):
    assert "seen" in (facts := measured(papers_swapped.whole()))
    assert "damaged-inside" not in codes(facts)


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        (("/ColorSpace", "/Bare", 1), "row"),
        (("/ColorSpace", "/Gold", 2), "word"),
        (("/ColorSpace", "/Two"), "zero"),
        (("/FunctionType",), "fine"),
        (("/Function", "/Bounds"), "beyond"),
        (("/Function", "/Functions", 0), "row"),
        (("/PatternType",), "yes"),
        (("/Pattern",), "book"),
        (("/ShadingType",), "yes"),
        (("/XStep",), "zero"),
        (("/Height",), "yes"),
        (("/BitsPerComponent",), "minus"),
        (("/DecodeParms", "/Columns"), "zero"),
        (("/FormType",), "zero"),
        (("/DescendantFonts",), "row"),
        (("/CIDSystemInfo",), "word"),
        (("/BaseFont",), "yes"),
        (("/Encoding", "/Differences"), "zero"),
        (("/SMask", "/G"), "word"),
        (("/Group",), "zero"),
        (("/OCProperties", "/D"), "minus"),
    ],
)
def test_an_entry_of_another_kind_blocks(measured, keys, kind):
    assert "damaged-inside" in codes(measured(papers_swapped.swapped(*entry(*keys), kind)))


def test_content_that_is_no_text_blocks_and_stops_nothing(measured):
    assert "damaged-inside" in codes(measured(papers_swapped.swapped(*entry("/Contents", 0), "stream")))


def test_colours_of_a_palette_that_are_a_number_take_no_memory(measured):
    assert "damaged-inside" in codes(measured(papers_swapped.swapped(*entry("/ColorSpace", 3), "beyond")))


@pytest.mark.parametrize("kind", ["row", "huge", "word"])
@pytest.mark.parametrize("keys", [("/TrimBox",), ("/BleedBox",), ("/OutputIntents", 0)])
def test_the_door_refuses_boxes_and_promises_that_are_none(tmp_path, keys, kind):
    path = tmp_path / "hoja.pdf"
    path.write_bytes(papers_swapped.swapped(*entry(*keys), kind))
    with pytest.raises(Refused):
        door.examine(path, "pdf")


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_letters_for_which_programs_take_others_block(measured, spoil):
    assert "damaged-inside" in codes(measured(with_letters(spoil)))


PACKED = {
    "many-times": lambda content: (reduce(lambda data, _n: zlib.compress(data), range(4), content), ["Flate"] * 4),
    "without-its-end": lambda content: (base64.a85encode(content), ["ASCII85"]),
}


def _with_content(pack):
    pdf = pikepdf.open(io.BytesIO(papers_swapped.whole()))
    page = pdf.pages[0]
    page.contents_coalesce()
    data, filters = pack(page.Contents.read_bytes())
    page.Contents.write(data, filter=pikepdf.Array([pikepdf.Name(f"/{name}Decode") for name in filters]))
    content = io.BytesIO()
    pdf.save(content, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return content.getvalue()


def test_content_that_is_packed_as_writers_do_is_whole(measured):
    packed = _with_content(lambda content: (base64.a85encode(zlib.compress(content)) + b"~>", ["ASCII85", "Flate"]))
    assert "damaged-inside" not in codes(measured(packed))


@pytest.mark.parametrize("pack", PACKED.values(), ids=PACKED)
def test_content_that_programs_unpack_each_in_its_own_way_blocks(measured, pack):
    assert "damaged-inside" in codes(measured(_with_content(pack)))


def test_letters_that_do_not_say_of_which_kind_they_are_block(measured):
    assert "damaged-inside" in codes(measured(with_letters(bytes, "/FontFile3")))


def test_of_more_photographs_than_there_is_time_for_some_are_measured_and_it_is_said(measured, monkeypatch, tmp_path):
    pdf = pikepdf.new()
    for shade in range(6):
        photograph = pdf.make_stream(
            corpus.photograph("JPEG", (64, 64), "CMYK", quality=80 + shade),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=64,
            Height=64,
            BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceCMYK,
            Filter=pikepdf.Name.DCTDecode,
        )
        page = pdf.add_blank_page(page_size=(280, 280))
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=photograph))
        page.Contents = pdf.make_stream(b"q 280 0 0 280 0 0 cm /I Do Q")
    pdf.save(tmp_path / "all.pdf")
    content = (tmp_path / "all.pdf").read_bytes()
    assert "pictures-sampled" not in codes(measured(content))
    monkeypatch.setattr(images, "MOST_DECODED", 3 * 64 * 64)
    facts = measured(content)
    assert facts["passed_over"] == 3
    assert facts["ink"]["most"] > 0
    assert "pictures-sampled" in codes(facts)
