"""PDFs made to hurt: bombs, loops, lies and what acts by itself."""

import io

import pikepdf

from tests.media_assets import corpus
from tests.media_assets.corpus_hostile.making import LISTENER, MEGA, flate, inflating, zeros


def pdf(*objects, root=1, trailer=b""):
    """A PDF of raw objects, numbered from 1, with a table of references that is right."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(
        b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, trailer, start)
    )
    return out.getvalue()


def stream(content, entries=b""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def page(content=b"0 0 50 50 re f", entries=b"", *more, resources=b"", content_entries=b""):
    """A PDF of one page; ``more`` are objects from the fifth on."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << %s >> %s >>"
        % (resources, entries),
        stream(content, content_entries),
        *more,
    )


def form(content, resources=b""):
    return stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 300 300] /Resources << %s >>" % resources)


def image(content, filters, width=64, height=64, space=b"/DeviceCMYK", entries=b""):
    return stream(
        content,
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace %s /Filter %s %s"
        % (width, height, space, filters, entries),
    )


def with_image(image):
    return page(b"q 200 0 0 200 0 0 cm /I Do Q", b"", image, resources=b"/XObject << /I 5 0 R >>")


def _laughing_forms(levels=12, each=12):
    """Each form draws the next one twelve times."""
    forms = [form(b"/N Do " * each, b"/XObject << /N %d 0 R >>" % (6 + level)) for level in range(levels)]
    return page(b"/N Do", b"", *forms, form(b"0 0 9 9 re f"), resources=b"/XObject << /N 5 0 R >>")


def _many_pages(count):
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(100, 100))
    page = pdf.pages[0].obj
    kids = pikepdf.Array([page] * 1)
    for _more in range(count - 1):
        kids.append(
            pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=[0, 0, 9, 9], Parent=pdf.Root.Pages))
        )
    pdf.Root.Pages.Kids, pdf.Root.Pages.Count = kids, count
    buffer = io.BytesIO()
    pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()


def _object_stream_bomb():
    """A compressed stream of objects that unpacks to a gigabyte of spaces."""
    packed = inflating(b"5 0 " + b" " * (MEGA - 4), 1024)
    table = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
        len(packed),
        packed,
    )
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R >>",
        table,
    )


def _content_bomb(times):
    """A gigabyte of rectangles, packed so many times."""
    packed = inflating(b"0 0 1 1 re f\n" * 80_000, 1024)
    return page(flate(packed, times - 1), content_entries=b"/Filter [%s]" % (b"/FlateDecode " * times))


def _xref_loop():
    content = page()
    start = content.rindex(b"startxref")
    place = content[start:].split()[1]
    return content.replace(b"trailer\n<<", b"trailer\n<< /Prev " + place, 1)


PAPERS = {
    "content-bomb.pdf": lambda: _content_bomb(1),
    "content-bomb-twice.pdf": lambda: _content_bomb(2),
    "content-bomb-thrice.pdf": lambda: _content_bomb(3),
    "object-stream-bomb.pdf": _object_stream_bomb,
    "pages-100000.pdf": lambda: _many_pages(100_000),
    "pages-2999.pdf": lambda: _many_pages(2999),
    "page-tree-loop.pdf": lambda: pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"
    ),
    "page-tree-deep.pdf": lambda: pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        *(b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % number for number in range(3, 30_000)),
        b"<< /Type /Page /MediaBox [0 0 99 99] >>",
    ),
    "parent-loop.pdf": lambda: page(entries=b"/Parent 3 0 R"),
    "page-count-lies.pdf": lambda: page().replace(b"/Count 1", b"/Count 2147483647"),
    "page-count-negative.pdf": lambda: page().replace(b"/Count 1", b"/Count -9"),
    "xref-loop.pdf": _xref_loop,
    "xref-far.pdf": lambda: page().replace(b"xref\n0 5", b"xref\n0 999999999"),
    "object-cycle.pdf": lambda: pdf(
        b"<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox 5 0 R /Contents 4 0 R >>",
        stream(b""),
        b"6 0 R",
        b"5 0 R",
    ),
    "length-lies.pdf": lambda: page().replace(b"/Length 14", b"/Length 99999999"),
    "forms-laughing.pdf": _laughing_forms,
    "form-of-itself.pdf": lambda: page(
        b"/F Do", b"", form(b"/F Do /F Do", b"/XObject << /F 5 0 R >>"), resources=b"/XObject << /F 5 0 R >>"
    ),
    "pattern-of-itself.pdf": lambda: page(
        b"/Pattern cs /P scn 0 0 300 300 re f",
        b"",
        stream(
            b"/Pattern cs /P scn 0 0 9 9 re f",
            b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.0001 /YStep 0.0001 "
            b"/Resources << /Pattern << /P 5 0 R >> >>",
        ),
        resources=b"/Pattern << /P 5 0 R >>",
    ),
    "tiles-tiny.pdf": lambda: page(
        b"/Pattern cs /P scn 0 0 300 300 re f",
        b"",
        stream(
            b"0 0 1 1 re f",
            b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.00001 /YStep 0.00001 "
            b"/Resources << >>",
        ),
        resources=b"/Pattern << /P 5 0 R >>",
    ),
    **{
        f"tiles-over-tiles-{name}.pdf": lambda side=side: page(
            b"/Pattern cs /P scn 0 0 99 99 re f",
            b"",
            stream(
                b"0 0 5 5 re f",
                b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [-%d 0 %d %d] /XStep 8 /YStep -8 "
                b"/Resources << >>" % (side, side, side),
            ),
            resources=b"/Pattern << /P 5 0 R >>",
        )
        for name, side in (("wide", 1_000), ("vast", 10_000), ("beyond", 100_000))
    },
    "glyph-of-itself.pdf": lambda: page(
        b"BT /F 12 Tf (aaaa) Tj ET",
        b"",
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 "
        b"/Widths [1] /CharProcs << /a 6 0 R >> /Encoding << /Differences [97 /a] >> "
        b"/Resources << /Font << /F 5 0 R >> >> >>",
        stream(b"BT /F 12 Tf (aaaa) Tj ET"),
        resources=b"/Font << /F 5 0 R >>",
    ),
    "mask-of-itself.pdf": lambda: with_image(
        image(b"\0" * 99, b"[]", 5, 5, b"/DeviceGray", b"/SMask 5 0 R /Mask 5 0 R")
    ),
    "arrays-deep.pdf": lambda: page(entries=b"/Deep " + b"[" * 100_000 + b"]" * 100_000),
    "dictionaries-deep.pdf": lambda: page(entries=b"/Deep " + b"<</A" * 20_000 + b" 1" + b">>" * 20_000),
    "saves-deep.pdf": lambda: page(b"q " * 2_000_000 + b"0 0 9 9 re f"),
    "content-nested.pdf": lambda: page(b"[" * 200_000 + b"]" * 200_000 + b" TJ"),
    "strings-nested.pdf": lambda: page(b"(" * 500_000),
    "path-endless.pdf": lambda: page(b"0 0 m " + b"1 1 l 2 2 l " * 1_500_000 + b"S"),
    "dashes-endless.pdf": lambda: page(b"[0.000001] 0 d 0 0 m 300 300 l S"),
    "box-huge.pdf": lambda: page().replace(b"[0 0 300 300]", b"[0 0 1e30 1e30]"),
    "box-long.pdf": lambda: page().replace(b"[0 0 300 300]", b"[0 0 999999999 2]"),
    "box-nothing.pdf": lambda: page().replace(b"[0 0 300 300]", b"[5 5 5 5]"),
    "box-words.pdf": lambda: page().replace(b"[0 0 300 300]", b"[/A (b) null <<>>]"),
    "box-short.pdf": lambda: page().replace(b"[0 0 300 300]", b"[0 0]"),
    "box-none.pdf": lambda: page().replace(b"/MediaBox [0 0 300 300]", b""),
    "unit-huge.pdf": lambda: page(entries=b"/UserUnit 1e12"),
    "unit-negative.pdf": lambda: page(entries=b"/UserUnit -5"),
    "unit-word.pdf": lambda: page(entries=b"/UserUnit /Seven"),
    "rotated-oddly.pdf": lambda: page(entries=b"/Rotate 37"),
    "trim-outside.pdf": lambda: page(entries=b"/TrimBox [900 900 1900 1900] /BleedBox [-99 -99 1 1]"),
    "trim-nothing.pdf": lambda: page(entries=b"/TrimBox [7 7 7 7]"),
    "image-enormous.pdf": lambda: with_image(image(flate(b"\0" * 99), b"/FlateDecode", 100_000, 100_000)),
    "image-bomb.pdf": lambda: with_image(image(zeros(400), b"/FlateDecode", 10_000, 10_000)),
    "image-bomb-twice.pdf": lambda: with_image(
        image(flate(zeros(900)), b"[/FlateDecode /FlateDecode]", 15_000, 15_000)
    ),
    "image-negative.pdf": lambda: with_image(image(b"abc", b"[]", -5, -7)),
    "image-nothing.pdf": lambda: with_image(image(b"", b"/DCTDecode", 0, 0)),
    "jbig2-noise.pdf": lambda: with_image(image(bytes(range(256)) * 9, b"/JBIG2Decode", 999, 999, b"/DeviceGray")),
    "jpx-noise.pdf": lambda: with_image(
        image(b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(range(256)) * 9, b"/JPXDecode", 999, 999)
    ),
    "dct-noise.pdf": lambda: with_image(image(b"\xff\xd8\xff\xee" + bytes(range(256)) * 9, b"/DCTDecode")),
    "ccitt-noise.pdf": lambda: with_image(
        image(
            bytes(range(256)) * 9,
            b"/CCITTFaxDecode",
            60_000,
            60_000,
            b"/DeviceGray",
            b"/DecodeParms << /K -1 /Columns 60000 >>",
        )
    ),
    "lzw-noise.pdf": lambda: with_image(image(bytes(range(256)) * 9, b"/LZWDecode", 9000, 9000)),
    "runlength-bomb.pdf": lambda: with_image(image(b"\x81\x00" * MEGA, b"/RunLengthDecode", 11_000, 3000)),
    "filters-endless.pdf": lambda: with_image(image(b"00>", b"[" + b"/ASCIIHexDecode " * 20_000 + b"]")),
    "palette-lies.pdf": lambda: with_image(image(b"\xff" * 4096, b"[]", 64, 64, b"[/Indexed /DeviceCMYK 255 <00>]")),
    "space-of-itself.pdf": lambda: page(
        b"/S cs 1 scn 0 0 99 99 re f", b"", b"[/Indexed 5 0 R 1 <0011>]", resources=b"/ColorSpace << /S 5 0 R >>"
    ),
    "function-of-itself.pdf": lambda: page(
        b"/S sh",
        b"",
        b"<< /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 1 1] /Function 6 0 R >>",
        b"<< /FunctionType 3 /Domain [0 1] /Functions [6 0 R 6 0 R] /Bounds [0.5] /Encode [0 1 0 1] >>",
        resources=b"/Shading << /S 5 0 R >>",
    ),
    "mesh-noise.pdf": lambda: page(
        b"/S sh",
        b"",
        stream(
            bytes(range(256)) * 40,
            b"/ShadingType 7 /ColorSpace /DeviceCMYK /BitsPerCoordinate 32 /BitsPerComponent 16 /BitsPerFlag 8 "
            b"/Decode [0 1 0 1 0 1 0 1 0 1 0 1]",
        ),
        resources=b"/Shading << /S 5 0 R >>",
    ),
    "icc-noise.pdf": lambda: page(
        b"/S cs 1 1 1 1 scn 0 0 99 99 re f",
        b"",
        b"[/ICCBased 6 0 R]",
        stream(b"acsp" * 64, b"/N 4"),
        resources=b"/ColorSpace << /S 5 0 R >>",
    ),
    "inline-images.pdf": lambda: page(b"BI /W 9999 /H 9999 /BPC 8 /CS /CMYK ID " + b"x" * 999 + b" EI " * 2000),
    "names-endless.pdf": lambda: page(b"/" + b"A" * 5_000_000 + b" gs"),
    "javascript.pdf": lambda: page(entries=b"/AA << /O << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"),
    "launch.pdf": lambda: page(entries=b"/AA << /O << /S /Launch /F (calc.exe) >> >>"),
    "uri-at-opening.pdf": lambda: page().replace(
        b"/Catalog", b"/Catalog /OpenAction << /S /URI /URI (" + LISTENER + b") >>"
    ),
    "remote-form.pdf": lambda: page(entries=b"/AA << /O << /S /SubmitForm /F (" + LISTENER + b") >> >>"),
    "remote-image.pdf": lambda: with_image(
        image(b"", b"/DCTDecode", entries=b"/F << /FS /URL /F (" + LISTENER + b") >> /FFilter /DCTDecode")
    ),
    "attachment.pdf": lambda: page().replace(
        b"/Catalog", b"/Catalog /Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /EF << /F 4 0 R >> >>] >> >>"
    ),
    "lies-after-the-end.pdf": lambda: page() + b"\0" * 3000 + b"%%EOF",
    "begins-late.pdf": lambda: b"\n" * 900 + page(),
    "is-a-zip-too.pdf": lambda: page() + corpus.letter() + b"%%EOF",
    "is-html-too.pdf": lambda: b"<html><script>alert(1)</script>" + page(),
    "two-trailers.pdf": lambda: page() + page(b"1 0 0 rg 0 0 300 300 re f"),
}
