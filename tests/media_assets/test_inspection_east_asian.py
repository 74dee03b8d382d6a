"""PDF in Chinese, Japanese and Korean whose letters are inside: nothing is held against how their codes are called."""

from pathlib import Path

import pikepdf
import pytest

from media_assets import typesetting
from media_assets.inspection import rips
from media_assets.intake import confined
from tests.media_assets.test_inspection_print import codes, facts_of, sheet  # noqa: F401
from tests.media_assets.test_inspection_rips import PAGE, at_hand, proven, stored  # noqa: F401
from tests.media_assets.written import font_descriptor

_LETTERS = (Path(typesetting.__file__).parent / "fonts" / "Archivo-Regular.ttf").read_bytes()
#: Maps of characters that ISO 32000-2 (9.7.5.2) asks of every reader, with a word in the code of each.
MAPS = {
    "UniGB-UTF16-H": ("GB1", "中文".encode("utf-16-be")),
    "GBK-EUC-H": ("GB1", "中文".encode("gbk")),
    "90ms-RKSJ-H": ("Japan1", "日本".encode("shift_jis")),
    "UniJIS-UTF16-V": ("Japan1", "日本".encode("utf-16-be")),
    "ETen-B5-H": ("CNS1", "中文".encode("big5")),
    "KSCms-UHC-H": ("Korea1", "한국".encode("cp949")),
    # MuPDF as Debian builds it has it not.
    "UniJIS2004-UTF16-H": ("Japan1", "日本".encode("utf-16-be")),
}


def written_with(encoding):
    """A sheet with a word whose font is inside and whose codes are read by that map."""
    ordering, word = MAPS[encoding]
    name = pikepdf.Name

    def fonts(pdf):
        font = {"BaseFont": name("/ABCDEF+Archivo")}
        descriptor = font_descriptor(font["BaseFont"], 4, pdf.make_stream(_LETTERS))
        letters = pikepdf.Dictionary(
            Type=name.Font,
            Subtype=name.CIDFontType2,
            CIDSystemInfo=pikepdf.Dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String(ordering), Supplement=2
            ),
            FontDescriptor=pdf.make_indirect(descriptor),
            CIDToGIDMap=name.Identity,
            **font,
        )
        descendants = pikepdf.Array([pdf.make_indirect(letters)])
        whole = pikepdf.Dictionary(
            Type=name.Font, Subtype=name.Type0, Encoding=name(f"/{encoding}"), DescendantFonts=descendants, **font
        )
        return pikepdf.Dictionary(F=pdf.make_indirect(whole))

    return sheet(b"0 0 0 1 k BT /F 60 Tf 30 200 Td <%s> Tj ET" % word.hex().encode(), Font=fonts)


@pytest.mark.parametrize("encoding", MAPS)
def test_letters_that_are_inside_are_good_whatever_map_leads_to_them(at_hand, stored, facts_of, encoding):  # noqa: F811
    content = written_with(encoding)
    drawn = rips.draw(stored(content), [PAGE])
    assert [(each["by"], each["missing"], each["complaint"]) for each in drawn] == [(rip.name, 0, "") for rip in rips.RIPS]
    assert not {"fonts-missing", "damaged-inside"} & codes(facts_of(content)).keys()


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("Poppler", b"Syntax Error: Missing language pack for 'Adobe-Japan1' mapping"),
        ("MuPDF", b"error: no builtin cmap file: UniJIS2004-UTF16-H"),
    ],
)
def test_a_map_that_a_program_lacks_is_not_held_against_the_file(proven, stored, monkeypatch, who, said):  # noqa: F811
    monkeypatch.setattr(rips.confined, "run", lambda *command, **bounds: confined.Ended(0, said))
    told = {each["by"]: each for each in rips.draw(stored(sheet(b"")), [PAGE])}
    assert told[who]["complaint"] == ""
