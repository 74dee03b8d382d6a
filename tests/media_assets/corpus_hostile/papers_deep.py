"""PDFs that nest deeper than ISO 32000-1, annex C, advises, or whose parts do not fit one another."""

import re
import struct

from PIL import ImageCms

from tests.media_assets import corpus
from tests.media_assets.corpus_hostile.making import fax, flate
from tests.media_assets.corpus_hostile.papers import form, image, page, pdf, stream, with_image

_SQUARE = b"0 0 9 9 re f"


def saves_in_forms(forms, each):
    """So many forms one inside another, and so many saves in each."""
    saved = b"q " * each
    inner = [form(saved + b"/N Do", b"/XObject << /N %d 0 R >>" % (6 + number)) for number in range(forms)]
    return page(saved + b"/N Do", b"", *inner, form(_SQUARE), resources=b"/XObject << /N 5 0 R >>")


def _branches(depth):
    """A tree of pages that is a stick, each branch under the one before."""
    branches = [
        b"<< /Type /Pages /Kids [%d 0 R] /Count 1 %s >>" % (number + 1, b"/Parent %d 0 R" % (number - 1) * (number > 2))
        for number in range(2, depth + 2)
    ]
    leaf = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 99 99] /Contents %d 0 R /Resources << >> >>"
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>", *branches, leaf % (depth + 1, depth + 3), stream(b"0 0 50 50 re f")
    )


def _reindexed(content):
    """A PDF that was changed by hand, with a table of references that is right again."""
    body = content[: content.rindex(b"\nxref\n") + 1]
    places = {int(found[1]): found.start(1) for found in re.finditer(rb"(?m)^(\d+) 0 obj\b", body)}
    trailer = content[content.rindex(b"trailer") : content.rindex(b"startxref")]
    table = b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(places))
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    return body + head + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(body)


def _inline(described, data, end=b"\nEI"):
    return page(b"q 100 0 0 100 0 0 cm BI %s ID %s%s Q" % (described, data, end))


def _profile(space, components):
    """A colour profile of three inks that says to be of so many."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = data[:16] + space + data[20:]
    return page(
        b"/S cs %s scn 0 0 99 99 re f" % (b"0.5 " * components),
        b"",
        b"[/ICCBased 6 0 R]",
        stream(data, b"/N %d" % components),
        resources=b"/ColorSpace << /S 5 0 R >>",
    )


def _shading(entries, content=None, *more):
    described = b"/ColorSpace /DeviceCMYK " + entries
    shading = b"<< %s >>" % described if content is None else stream(content, described)
    return page(b"/S sh", b"", shading, *more, resources=b"/Shading << /S 5 0 R >>")


def _jpeg(mode="CMYK", **options):
    return corpus.photograph("JPEG", (64, 64), mode, **options)


def _font(described, *more):
    return page(b"BT /F 12 Tf 9 9 Td (aaaa) Tj ET", b"", described, *more, resources=b"/Font << /F 5 0 R >>")


def _glyphs(procedure, *more):
    return _font(
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 "
        b"/Widths [1] /CharProcs << /a 6 0 R >> /Encoding << /Differences [97 /a] >> /Resources << >> >>",
        procedure,
        *more,
    )


def _embedded(kind, content):
    return _font(
        b"<< /Type /Font /Subtype /TrueType /BaseFont /Ab /FirstChar 97 /LastChar 97 /Widths [500] "
        b"/FontDescriptor 6 0 R >>",
        b"<< /Type /FontDescriptor /FontName /Ab /Flags 32 /FontBBox [0 0 1 1] /ItalicAngle 0 /Ascent 1 /Descent 0 "
        b"/CapHeight 1 /StemV 1 %s 7 0 R >>" % kind,
        stream(content),
    )


def _boxed(box, entries=b""):
    return page(entries=entries).replace(b"[0 0 300 300]", box)


_FAX = b"/DecodeParms << /K -1 /Columns 64 /Rows 64 >>"
_TRUETYPE = b"\0\1\0\0" + struct.pack(">HHHH", 9, 128, 3, 16) + b"glyf" + b"\xff" * 12

DEEP = {
    "saves-29.pdf": lambda: page(b"q " * 29 + _SQUARE + b" Q" * 29),
    "saves-1001.pdf": lambda: page(b"q " * 1001 + _SQUARE + b" Q" * 1001),
    "saves-100000.pdf": lambda: page(b"q " * 100_000 + _SQUARE),
    "saves-in-forms.pdf": lambda: saves_in_forms(15, 70),
    "restores-100000.pdf": lambda: page(b"Q " * 100_000 + _SQUARE),
    "forms-in-forms-300.pdf": lambda: saves_in_forms(300, 0),
    "texts-in-texts.pdf": lambda: page(b"BT " * 10_000 + _SQUARE + b" ET" * 10_000),
    "texts-never-ending.pdf": lambda: page(b"BT " + _SQUARE),
    "marks-in-marks.pdf": lambda: page(b"/A BMC " * 60_000 + _SQUARE + b" EMC" * 60_000),
    "marks-never-begun.pdf": lambda: page(b"EMC " * 60_000 + _SQUARE),
    "properties-in-properties.pdf": lambda: page(
        b"/A <</X " + b"[" * 450 + b"]" * 450 + b">> BDC " + _SQUARE + b" EMC"
    ),
    "operands-100000.pdf": lambda: page(b"1 " * 100_000 + _SQUARE),
    "names-of-70000.pdf": lambda: page(b"/" + b"A" * 70_000 + b" BMC " + _SQUARE + b" EMC"),
    "strings-million.pdf": lambda: page(b"BT (" + b"A" * 1_000_000 + b") Tj ET " + _SQUARE),
    "branches-50.pdf": lambda: _branches(50),
    "branches-400.pdf": lambda: _branches(400),
    "clips-100000.pdf": lambda: page(b"0 0 9 9 re W n " * 100_000 + _SQUARE),
    "inline-short.pdf": lambda: _inline(b"/W 64 /H 64 /BPC 8 /CS /CMYK", b"abc"),
    "inline-good.pdf": lambda: _inline(b"/W 4 /H 4 /BPC 8 /CS /CMYK", bytes(range(64))),
    "inline-long.pdf": lambda: _inline(b"/W 1 /H 1 /BPC 8 /CS /CMYK", b"x" * 5000),
    "inline-of-no-filter.pdf": lambda: _inline(b"/W 4 /H 4 /BPC 8 /CS /CMYK /F /Nada", b"x" * 64),
    "inline-jpeg-noise.pdf": lambda: _inline(b"/W 64 /H 64 /BPC 8 /CS /CMYK /F /DCT", b"\xff\xd8\xff" + b"y" * 500),
    "inline-flate-noise.pdf": lambda: _inline(b"/W 64 /H 64 /BPC 8 /CS /CMYK /F /Fl", b"x\x9c" + b"y" * 500),
    "inline-fax-noise.pdf": lambda: _inline(
        b"/W 64 /H 64 /BPC 1 /CS /G /F /CCF /DP << /K -1 /Columns 64 >>", bytes(range(97, 123)) * 9
    ),
    "inline-never-ending.pdf": lambda: _inline(b"/W 4 /H 4 /BPC 8 /CS /CMYK", b"x" * 64, b""),
    "inline-of-no-size.pdf": lambda: _inline(b"/BPC 8 /CS /CMYK", b"x" * 64),
    "inline-of-no-space.pdf": lambda: _inline(b"/W 4 /H 4 /BPC 8 /CS /Nada", b"x" * 64),
    "inline-negative.pdf": lambda: _inline(b"/W -4 /H 4 /BPC 8 /CS /CMYK", b"x" * 64),
    "inline-words.pdf": lambda: _inline(b"/W (a) /H << >> /BPC /x", b"x" * 64),
    "profile-of-fewer-inks.pdf": lambda: _profile(b"RGB ", 4),
    "profile-of-other-inks.pdf": lambda: _profile(b"CMYK", 4),
    "profile-of-two-inks.pdf": lambda: _profile(b"RGB ", 2),
    "profile-cut.pdf": lambda: _profile(b"RGB ", 3).replace(b"acsp", b"\0\0\0\0"),
    "profile-nothing.pdf": lambda: page(
        b"/S cs 1 0 0 scn 0 0 99 99 re f", b"", b"[/ICCBased 9 0 R]", resources=b"/ColorSpace << /S 5 0 R >>"
    ),
    "shading-of-no-kind.pdf": lambda: _shading(b"/ShadingType 99 /Coords [0 0 9 9]"),
    "shading-of-no-function.pdf": lambda: _shading(b"/ShadingType 2 /Coords [0 0 9 9]"),
    "shading-function-lost.pdf": lambda: _shading(b"/ShadingType 2 /Coords [0 0 9 9] /Function 99 0 R"),
    "shading-of-few-parts.pdf": lambda: _shading(
        b"/ShadingType 2 /Coords [0 0 9 9] /Function << /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [1] /N 1 >>"
    ),
    "shading-power-absurd.pdf": lambda: _shading(
        b"/ShadingType 2 /Coords [0 0 9 9] /Function << /FunctionType 2 /Domain [-1 1] /C0 [0 0 0 0] /C1 [1 1 1 1] "
        b"/N -1e30 >>"
    ),
    "shading-words.pdf": lambda: _shading(b"/ShadingType 3 /Coords [/a (b) null 1 2 3] /Function /No"),
    "shading-program-noise.pdf": lambda: _shading(
        b"/ShadingType 2 /Coords [0 0 9 9] /Function 6 0 R",
        None,
        stream(b"{ pop pop pop roll nada }", b"/FunctionType 4 /Domain [0 1] /Range [0 1 0 1 0 1 0 1]"),
    ),
    "shading-samples-short.pdf": lambda: _shading(
        b"/ShadingType 2 /Coords [0 0 9 9] /Function 6 0 R",
        None,
        stream(b"abc", b"/FunctionType 0 /Domain [0 1] /Range [0 1 0 1 0 1 0 1] /Size [256] /BitsPerSample 8"),
    ),
    "mesh-short.pdf": lambda: _shading(
        b"/ShadingType 4 /BitsPerCoordinate 8 /BitsPerComponent 8 /BitsPerFlag 8 /Decode [0 9 0 9 0 1 0 1 0 1 0 1]",
        b"\0\1",
    ),
    "mesh-of-odd-bits.pdf": lambda: _shading(
        b"/ShadingType 5 /VerticesPerRow 0 /BitsPerCoordinate 7 /BitsPerComponent 3 /Decode [0 9]", b"abcd" * 99
    ),
    "group-odd.pdf": lambda: page(entries=b"/Group << /S /Transparency /CS /Nada /I (x) /K [1] >>"),
    "group-knockout.pdf": lambda: page(entries=b"/Group << /S /Transparency /CS /DeviceCMYK /I true /K true >>"),
    "mask-of-no-group.pdf": lambda: page(
        b"/G gs 0 0 9 9 re f", resources=b"/ExtGState << /G << /SMask << /S /Luminosity >> >> >>"
    ),
    "blend-unknown.pdf": lambda: page(b"/G gs 0 0 9 9 re f", resources=b"/ExtGState << /G << /BM /Nada /ca 7 >> >>"),
    "states-words.pdf": lambda: page(
        b"/G gs 0 0 9 9 re f", resources=b"/ExtGState << /G << /LW (a) /Font [null /x] /D 7 >> >>"
    ),
    "fax-good.pdf": lambda: with_image(
        image(fax(), b"/CCITTFaxDecode", space=b"/DeviceGray", entries=_FAX).replace(
            b"/BitsPerComponent 8", b"/BitsPerComponent 1"
        )
    ),
    "fax-cut.pdf": lambda: with_image(
        image(fax()[:30], b"/CCITTFaxDecode", space=b"/DeviceGray", entries=_FAX).replace(
            b"/BitsPerComponent 8", b"/BitsPerComponent 1"
        )
    ),
    "dct-cut.pdf": lambda: with_image(image(_jpeg()[:-400], b"/DCTDecode")),
    "dct-cut-and-closed.pdf": lambda: with_image(image(_jpeg()[:-900] + b"\xff\xd9", b"/DCTDecode")),
    "dct-of-other-size.pdf": lambda: with_image(image(_jpeg(), b"/DCTDecode", 640, 32)),
    "dct-of-other-inks.pdf": lambda: with_image(image(_jpeg("RGB"), b"/DCTDecode")),
    "dct-progressive-cut.pdf": lambda: with_image(image(_jpeg(progressive=True)[:-900] + b"\xff\xd9", b"/DCTDecode")),
    "dct-in-flate-noise.pdf": lambda: with_image(image(flate(b"\xff\xd8" + b"x" * 99), b"[/FlateDecode /DCTDecode]")),
    "flate-cut.pdf": lambda: with_image(image(flate(bytes(range(256)) * 64)[:-60], b"/FlateDecode")),
    "flate-short.pdf": lambda: with_image(image(flate(b"\0" * 1000), b"/FlateDecode")),
    "pixels-short.pdf": lambda: with_image(image(b"\0" * 1000, b"[]")),
    "pixels-none.pdf": lambda: with_image(image(b"", b"[]")),
    "runlength-short.pdf": lambda: with_image(image(b"\x81\0\x80", b"/RunLengthDecode")),
    "lzw-short.pdf": lambda: with_image(image(b"\x80\x0b\x60\x50", b"/LZWDecode")),
    "filter-unknown.pdf": lambda: with_image(image(b"abc" * 9999, b"/NadaDecode")),
    "content-filter-unknown.pdf": lambda: page(content_entries=b"/Filter /NadaDecode"),
    "content-flate-noise.pdf": lambda: page(b"x\x9c" + b"q" * 900, content_entries=b"/Filter /FlateDecode"),
    "content-flate-cut.pdf": lambda: page(flate(b"0 0 9 9 re f " * 99)[:-9], content_entries=b"/Filter /FlateDecode"),
    "bits-of-3.pdf": lambda: with_image(
        image(b"\0" * 99_999, b"[]").replace(b"/BitsPerComponent 8", b"/BitsPerComponent 3")
    ),
    "decode-short.pdf": lambda: with_image(image(b"\0" * 99_999, b"[]", entries=b"/Decode [0 1]")),
    "decode-words.pdf": lambda: with_image(image(b"\0" * 99_999, b"[]", entries=b"/Decode [/a /b]")),
    "mask-cut.pdf": lambda: page(
        b"q 200 0 0 200 0 0 cm /I Do Q",
        b"",
        image(b"\0" * 16_384, b"[]", entries=b"/SMask 6 0 R"),
        image(b"abc", b"/DCTDecode", space=b"/DeviceGray"),
        resources=b"/XObject << /I 5 0 R >>",
    ),
    "mask-of-colours-words.pdf": lambda: with_image(image(b"\0" * 16_384, b"[]", entries=b"/Mask [/a 1 2]")),
    "space-unknown.pdf": lambda: with_image(image(b"\0" * 16_384, b"[]", space=b"/Nada")),
    "space-none.pdf": lambda: with_image(image(b"\0" * 16_384, b"[]").replace(b"/ColorSpace /DeviceCMYK", b"")),
    "space-of-no-function.pdf": lambda: page(
        b"/S cs 1 scn 0 0 99 99 re f", resources=b"/ColorSpace << /S [/Separation /Oro /DeviceCMYK] >>"
    ),
    "space-of-broken-function.pdf": lambda: page(
        b"/S cs 1 scn 0 0 99 99 re f",
        resources=b"/ColorSpace << /S [/Separation /Oro /DeviceCMYK << /FunctionType 77 >>] >>",
    ),
    "space-lab-words.pdf": lambda: page(
        b"/S cs 1 1 1 scn 0 0 99 99 re f", resources=b"/ColorSpace << /S [/Lab << /WhitePoint [/a] >>] >>"
    ),
    "pattern-lost.pdf": lambda: page(b"/Pattern cs /P scn 0 0 99 99 re f"),
    "pattern-of-no-step.pdf": lambda: page(
        b"/Pattern cs /P scn 0 0 99 99 re f",
        b"",
        stream(
            b"0 0 9 9 re f",
            b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 0 /YStep 0 /Resources << >>",
        ),
        resources=b"/Pattern << /P 5 0 R >>",
    ),
    "pattern-of-no-kind.pdf": lambda: page(
        b"/Pattern cs /P scn 0 0 99 99 re f", b"", b"<< /PatternType 9 >>", resources=b"/Pattern << /P 5 0 R >>"
    ),
    "object-lost.pdf": lambda: page(b"/Nada Do " + _SQUARE),
    "object-of-no-kind.pdf": lambda: page(
        b"/I Do", b"", stream(b"abc", b"/Subtype /Nada"), resources=b"/XObject << /I 5 0 R >>"
    ),
    "object-no-stream.pdf": lambda: page(
        b"/I Do", b"", b"<< /Subtype /Image /Width 1 /Height 1 >>", resources=b"/XObject << /I 5 0 R >>"
    ),
    "form-of-no-box.pdf": lambda: page(
        b"/I Do", b"", stream(_SQUARE, b"/Subtype /Form"), resources=b"/XObject << /I 5 0 R >>"
    ),
    "form-box-words.pdf": lambda: page(
        b"/I Do",
        b"",
        stream(_SQUARE, b"/Subtype /Form /BBox [/a /b] /Matrix [1 2]"),
        resources=b"/XObject << /I 5 0 R >>",
    ),
    "postscript-inside.pdf": lambda: page(
        b"/I Do", b"", stream(b"(%stdout) (w) file", b"/Subtype /PS"), resources=b"/XObject << /I 5 0 R >>"
    ),
    "font-lost.pdf": lambda: page(b"BT /F 12 Tf (a) Tj ET"),
    "font-null.pdf": lambda: _font(b"null"),
    "font-of-no-descendants.pdf": lambda: _font(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [] >>"
    ),
    "font-descendant-of-itself.pdf": lambda: _font(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [5 0 R] >>"
    ),
    "font-encoding-words.pdf": lambda: _font(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [(a) /b null [1]] >> >>"
    ),
    "font-truetype-noise.pdf": lambda: _embedded(b"/FontFile2", _TRUETYPE),
    "font-truetype-empty.pdf": lambda: _embedded(b"/FontFile2", b""),
    "font-compact-noise.pdf": lambda: _embedded(b"/FontFile3", b"\1\0\4\1" + b"\xff" * 99),
    "font-type1-noise.pdf": lambda: _embedded(b"/FontFile", b"%!PS-AdobeFont-1.0: Ab\n" + b"x" * 99),
    "glyphs-without-end.pdf": lambda: _glyphs(stream(b"1 0 0 0 1 1 d1 q q q 0 0 1 1 re f")),
    "glyphs-noise.pdf": lambda: _glyphs(stream(b"\xff\0nada [ ( <<")),
    "glyphs-lost.pdf": lambda: _glyphs(b"null"),
    "glyphs-coloured.pdf": lambda: _glyphs(stream(b"1 0 d0 1 0 0 rg 0 0 1 1 re f")),
    "box-backwards.pdf": lambda: _boxed(b"[300 300 0 0]"),
    "box-below-nothing.pdf": lambda: _boxed(b"[-300 -300 -10 -10]"),
    "box-elsewhere.pdf": lambda: _boxed(b"5 0 R"),
    "box-of-crop-outside.pdf": lambda: page(entries=b"/CropBox [900 900 990 990]"),
    "box-of-crop-tiny.pdf": lambda: page(entries=b"/CropBox [0 0 0.001 0.001]"),
    "box-of-14400.pdf": lambda: _boxed(b"[0 0 14401 14401]"),
    "box-of-numbers-long.pdf": lambda: _boxed(b"[0 0 300.%s 300]" % (b"0" * 400 + b"1")),
    "rotated-by-45.pdf": lambda: page(entries=b"/Rotate 45"),
    "rotated-back.pdf": lambda: page(entries=b"/Rotate -90"),
    "rotated-by-words.pdf": lambda: page(entries=b"/Rotate /Left"),
    "rotated-far.pdf": lambda: page(entries=b"/Rotate 999999990"),
    "unit-tiny.pdf": lambda: page(entries=b"/UserUnit 0.000001"),
    "unit-of-75000.pdf": lambda: page(entries=b"/UserUnit 75000"),
    "contents-none.pdf": lambda: page().replace(b"/Contents 4 0 R", b""),
    "contents-lost.pdf": lambda: page().replace(b"/Contents 4 0 R", b"/Contents 99 0 R"),
    "contents-of-nulls.pdf": lambda: page().replace(b"/Contents 4 0 R", b"/Contents [null 4 0 R 99 0 R null]"),
    "contents-a-word.pdf": lambda: page().replace(b"/Contents 4 0 R", b"/Contents (hola)"),
    "contents-in-contents.pdf": lambda: page().replace(b"/Contents 4 0 R", b"/Contents [[4 0 R] [[4 0 R]]]"),
    "contents-split-in-a-number.pdf": lambda: page(b"0 0 5", b"", stream(b"0 50 re f")).replace(
        b"/Contents 4 0 R", b"/Contents [4 0 R 5 0 R]"
    ),
    "contents-split-in-a-string.pdf": lambda: page(b"BT (ho", b"", stream(b"la) Tj ET")).replace(
        b"/Contents 4 0 R", b"/Contents [4 0 R 5 0 R]"
    ),
    "resources-none.pdf": lambda: page().replace(b"/Resources <<  >>", b""),
    "resources-lost.pdf": lambda: page().replace(b"/Resources <<  >>", b"/Resources 99 0 R"),
    "resources-words.pdf": lambda: page(b"/I Do /G gs").replace(b"/Resources <<  >>", b"/Resources [/a]"),
    "version-absurd.pdf": lambda: page().replace(b"%PDF-1.7", b"%PDF-9.9"),
    "version-words.pdf": lambda: page().replace(b"%PDF-1.7", b"%PDF-x.y"),
    "header-again.pdf": lambda: page() + b"%PDF-1.4\n%garbage\n" + page()[-40:],
    "garbage-behind.pdf": lambda: page() + b"\nabcdef" * 200,
    "garbage-behind-far.pdf": lambda: page() + b"\0" * 1_500,
    "type-lost.pdf": lambda: page().replace(b"/Type /Page ", b"/Type /Nada "),
    "catalogue-of-no-type.pdf": lambda: page().replace(b"/Type /Catalog", b"/Type /Nada"),
    "layers-words.pdf": lambda: page().replace(b"/Catalog", b"/Catalog /OCProperties << /D 7 /OCGs (x) >>"),
    "labels-ring.pdf": lambda: page().replace(b"/Catalog", b"/Catalog /PageLabels 1 0 R"),
    "notes-lost.pdf": lambda: page(entries=b"/Annots [99 0 R null (a) 4 0 R]"),
    "note-drawn-by-itself.pdf": lambda: page(
        b"0 0 9 9 re f",
        b"/Annots [<< /Subtype /Stamp /Rect [0 0 99 99] /AP << /N 5 0 R >> >>]",
        form(b"/F Do", b"/XObject << /F 5 0 R >>"),
    ),
}
#: Of these the table of references, or what stands behind it, is what is broken.
_BROKEN_OUTSIDE = ("header-again.pdf", "garbage-behind.pdf", "garbage-behind-far.pdf")
DEEP = {name: make if name in _BROKEN_OUTSIDE else lambda make=make: _reindexed(make()) for name, make in DEEP.items()}
