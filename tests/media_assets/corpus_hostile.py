"""
Files made to hurt: bombs, loops, lies, scripts, and lists of other files that go by another name.

``HOSTILE`` maps a name to what makes its content. ``LISTENER`` in a content is replaced by
the address of a listener that a test keeps, to show that nobody called.
"""

import io
import struct
import zlib
from functools import cache

import pikepdf
from PIL import Image

from tests.media_assets import corpus

LISTENER = b"http://127.0.0.1:9/"
_MEGA = 1024 * 1024


# -- PDF ---------------------------------------------------------------------------


def _pdf(*objects, root=1, trailer=b""):
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


def _stream(content, entries=b""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def _page(content=b"0 0 50 50 re f", entries=b"", *more, resources=b"", content_entries=b""):
    """A PDF of one page; ``more`` are objects from the fifth on."""
    return _pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << %s >> %s >>"
        % (resources, entries),
        _stream(content, content_entries),
        *more,
    )


def _flate(content, times=1):
    for _time in range(times):
        content = zlib.compress(content, 9)
    return content


def _form(content, resources=b""):
    return _stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 300 300] /Resources << %s >>" % resources)


def _image(content, filters, width=64, height=64, space=b"/DeviceCMYK", entries=b""):
    return _stream(
        content,
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace %s /Filter %s %s"
        % (width, height, space, filters, entries),
    )


def _with_image(image):
    return _page(b"q 200 0 0 200 0 0 cm /I Do Q", b"", image, resources=b"/XObject << /I 5 0 R >>")


def _laughing_forms(levels=12, each=12):
    """Each form draws the next one twelve times."""
    forms = [_form(b"/N Do " * each, b"/XObject << /N %d 0 R >>" % (6 + level)) for level in range(levels)]
    return _page(b"/N Do", b"", *forms, _form(b"0 0 9 9 re f"), resources=b"/XObject << /N 5 0 R >>")


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


def _inflating(chunk, times):
    """What unpacks to so many times the chunk, made at once: one packed block that is repeated."""
    packer, check = zlib.compressobj(9), 1
    packed = packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH)
    for _time in range(times):
        check = zlib.adler32(chunk, check)
    return packed[:2] + packed[2:] * times + b"\x03\0" + struct.pack(">I", check)


def _zeros(megabytes):
    return _inflating(bytes(_MEGA), megabytes)


def _object_stream_bomb():
    """A compressed stream of objects that unpacks to a gigabyte of spaces."""
    packed = _inflating(b"5 0 " + b" " * (_MEGA - 4), 1024)
    table = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
        len(packed),
        packed,
    )
    return _pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R >>",
        table,
    )


def _content_bomb(times):
    """A gigabyte of rectangles, packed so many times."""
    packed = _inflating(b"0 0 1 1 re f\n" * 80_000, 1024)
    return _page(_flate(packed, times - 1), content_entries=b"/Filter [%s]" % (b"/FlateDecode " * times))


def _xref_loop():
    content = _page()
    start = content.rindex(b"startxref")
    place = content[start:].split()[1]
    return content.replace(b"trailer\n<<", b"trailer\n<< /Prev " + place, 1)


_PDFS = {
    "content-bomb.pdf": lambda: _content_bomb(1),
    "content-bomb-twice.pdf": lambda: _content_bomb(2),
    "content-bomb-thrice.pdf": lambda: _content_bomb(3),
    "object-stream-bomb.pdf": _object_stream_bomb,
    "pages-100000.pdf": lambda: _many_pages(100_000),
    "pages-2999.pdf": lambda: _many_pages(2999),
    "page-tree-loop.pdf": lambda: _pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"
    ),
    "page-tree-deep.pdf": lambda: _pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        *(b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % number for number in range(3, 30_000)),
        b"<< /Type /Page /MediaBox [0 0 99 99] >>",
    ),
    "parent-loop.pdf": lambda: _page(entries=b"/Parent 3 0 R"),
    "page-count-lies.pdf": lambda: _page().replace(b"/Count 1", b"/Count 2147483647"),
    "page-count-negative.pdf": lambda: _page().replace(b"/Count 1", b"/Count -9"),
    "xref-loop.pdf": _xref_loop,
    "xref-far.pdf": lambda: _page().replace(b"xref\n0 5", b"xref\n0 999999999"),
    "object-cycle.pdf": lambda: _pdf(
        b"<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox 5 0 R /Contents 4 0 R >>",
        _stream(b""),
        b"6 0 R",
        b"5 0 R",
    ),
    "length-lies.pdf": lambda: _page().replace(b"/Length 14", b"/Length 99999999"),
    "forms-laughing.pdf": _laughing_forms,
    "form-of-itself.pdf": lambda: _page(
        b"/F Do", b"", _form(b"/F Do /F Do", b"/XObject << /F 5 0 R >>"), resources=b"/XObject << /F 5 0 R >>"
    ),
    "pattern-of-itself.pdf": lambda: _page(
        b"/Pattern cs /P scn 0 0 300 300 re f",
        b"",
        _stream(
            b"/Pattern cs /P scn 0 0 9 9 re f",
            b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.0001 /YStep 0.0001 "
            b"/Resources << /Pattern << /P 5 0 R >> >>",
        ),
        resources=b"/Pattern << /P 5 0 R >>",
    ),
    "tiles-tiny.pdf": lambda: _page(
        b"/Pattern cs /P scn 0 0 300 300 re f",
        b"",
        _stream(
            b"0 0 1 1 re f",
            b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.00001 /YStep 0.00001 "
            b"/Resources << >>",
        ),
        resources=b"/Pattern << /P 5 0 R >>",
    ),
    "glyph-of-itself.pdf": lambda: _page(
        b"BT /F 12 Tf (aaaa) Tj ET",
        b"",
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 "
        b"/Widths [1] /CharProcs << /a 6 0 R >> /Encoding << /Differences [97 /a] >> "
        b"/Resources << /Font << /F 5 0 R >> >> >>",
        _stream(b"BT /F 12 Tf (aaaa) Tj ET"),
        resources=b"/Font << /F 5 0 R >>",
    ),
    "mask-of-itself.pdf": lambda: _with_image(
        _image(b"\0" * 99, b"[]", 5, 5, b"/DeviceGray", b"/SMask 5 0 R /Mask 5 0 R")
    ),
    "arrays-deep.pdf": lambda: _page(entries=b"/Deep " + b"[" * 100_000 + b"]" * 100_000),
    "dictionaries-deep.pdf": lambda: _page(entries=b"/Deep " + b"<</A" * 20_000 + b" 1" + b">>" * 20_000),
    "saves-deep.pdf": lambda: _page(b"q " * 2_000_000 + b"0 0 9 9 re f"),
    "content-nested.pdf": lambda: _page(b"[" * 200_000 + b"]" * 200_000 + b" TJ"),
    "strings-nested.pdf": lambda: _page(b"(" * 500_000),
    "path-endless.pdf": lambda: _page(b"0 0 m " + b"1 1 l 2 2 l " * 1_500_000 + b"S"),
    "dashes-endless.pdf": lambda: _page(b"[0.000001] 0 d 0 0 m 300 300 l S"),
    "box-huge.pdf": lambda: _page().replace(b"[0 0 300 300]", b"[0 0 1e30 1e30]"),
    "box-long.pdf": lambda: _page().replace(b"[0 0 300 300]", b"[0 0 999999999 2]"),
    "box-nothing.pdf": lambda: _page().replace(b"[0 0 300 300]", b"[5 5 5 5]"),
    "box-words.pdf": lambda: _page().replace(b"[0 0 300 300]", b"[/A (b) null <<>>]"),
    "box-short.pdf": lambda: _page().replace(b"[0 0 300 300]", b"[0 0]"),
    "box-none.pdf": lambda: _page().replace(b"/MediaBox [0 0 300 300]", b""),
    "unit-huge.pdf": lambda: _page(entries=b"/UserUnit 1e12"),
    "unit-negative.pdf": lambda: _page(entries=b"/UserUnit -5"),
    "unit-word.pdf": lambda: _page(entries=b"/UserUnit /Seven"),
    "rotated-oddly.pdf": lambda: _page(entries=b"/Rotate 37"),
    "trim-outside.pdf": lambda: _page(entries=b"/TrimBox [900 900 1900 1900] /BleedBox [-99 -99 1 1]"),
    "trim-nothing.pdf": lambda: _page(entries=b"/TrimBox [7 7 7 7]"),
    "image-enormous.pdf": lambda: _with_image(_image(_flate(b"\0" * 99), b"/FlateDecode", 100_000, 100_000)),
    "image-bomb.pdf": lambda: _with_image(_image(_zeros(400), b"/FlateDecode", 10_000, 10_000)),
    "image-bomb-twice.pdf": lambda: _with_image(
        _image(_flate(_zeros(900)), b"[/FlateDecode /FlateDecode]", 15_000, 15_000)
    ),
    "image-negative.pdf": lambda: _with_image(_image(b"abc", b"[]", -5, -7)),
    "image-nothing.pdf": lambda: _with_image(_image(b"", b"/DCTDecode", 0, 0)),
    "jbig2-noise.pdf": lambda: _with_image(_image(bytes(range(256)) * 9, b"/JBIG2Decode", 999, 999, b"/DeviceGray")),
    "jpx-noise.pdf": lambda: _with_image(
        _image(b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(range(256)) * 9, b"/JPXDecode", 999, 999)
    ),
    "dct-noise.pdf": lambda: _with_image(_image(b"\xff\xd8\xff\xee" + bytes(range(256)) * 9, b"/DCTDecode")),
    "ccitt-noise.pdf": lambda: _with_image(
        _image(
            bytes(range(256)) * 9,
            b"/CCITTFaxDecode",
            60_000,
            60_000,
            b"/DeviceGray",
            b"/DecodeParms << /K -1 /Columns 60000 >>",
        )
    ),
    "lzw-noise.pdf": lambda: _with_image(_image(bytes(range(256)) * 9, b"/LZWDecode", 9000, 9000)),
    "runlength-bomb.pdf": lambda: _with_image(_image(b"\x81\x00" * _MEGA, b"/RunLengthDecode", 11_000, 3000)),
    "filters-endless.pdf": lambda: _with_image(_image(b"00>", b"[" + b"/ASCIIHexDecode " * 20_000 + b"]")),
    "palette-lies.pdf": lambda: _with_image(_image(b"\xff" * 4096, b"[]", 64, 64, b"[/Indexed /DeviceCMYK 255 <00>]")),
    "space-of-itself.pdf": lambda: _page(
        b"/S cs 1 scn 0 0 99 99 re f", b"", b"[/Indexed 5 0 R 1 <0011>]", resources=b"/ColorSpace << /S 5 0 R >>"
    ),
    "function-of-itself.pdf": lambda: _page(
        b"/S sh",
        b"",
        b"<< /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 1 1] /Function 6 0 R >>",
        b"<< /FunctionType 3 /Domain [0 1] /Functions [6 0 R 6 0 R] /Bounds [0.5] /Encode [0 1 0 1] >>",
        resources=b"/Shading << /S 5 0 R >>",
    ),
    "mesh-noise.pdf": lambda: _page(
        b"/S sh",
        b"",
        _stream(
            bytes(range(256)) * 40,
            b"/ShadingType 7 /ColorSpace /DeviceCMYK /BitsPerCoordinate 32 /BitsPerComponent 16 /BitsPerFlag 8 "
            b"/Decode [0 1 0 1 0 1 0 1 0 1 0 1]",
        ),
        resources=b"/Shading << /S 5 0 R >>",
    ),
    "icc-noise.pdf": lambda: _page(
        b"/S cs 1 1 1 1 scn 0 0 99 99 re f",
        b"",
        b"[/ICCBased 6 0 R]",
        _stream(b"acsp" * 64, b"/N 4"),
        resources=b"/ColorSpace << /S 5 0 R >>",
    ),
    "inline-images.pdf": lambda: _page(b"BI /W 9999 /H 9999 /BPC 8 /CS /CMYK ID " + b"x" * 999 + b" EI " * 2000),
    "names-endless.pdf": lambda: _page(b"/" + b"A" * 5_000_000 + b" gs"),
    "javascript.pdf": lambda: _page(entries=b"/AA << /O << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"),
    "launch.pdf": lambda: _page(entries=b"/AA << /O << /S /Launch /F (calc.exe) >> >>"),
    "uri-at-opening.pdf": lambda: _page().replace(
        b"/Catalog", b"/Catalog /OpenAction << /S /URI /URI (" + LISTENER + b") >>"
    ),
    "remote-form.pdf": lambda: _page(entries=b"/AA << /O << /S /SubmitForm /F (" + LISTENER + b") >> >>"),
    "remote-image.pdf": lambda: _with_image(
        _image(b"", b"/DCTDecode", entries=b"/F << /FS /URL /F (" + LISTENER + b") >> /FFilter /DCTDecode")
    ),
    "attachment.pdf": lambda: _page().replace(
        b"/Catalog", b"/Catalog /Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /EF << /F 4 0 R >> >>] >> >>"
    ),
    "lies-after-the-end.pdf": lambda: _page() + b"\0" * 3000 + b"%%EOF",
    "begins-late.pdf": lambda: b"\n" * 900 + _page(),
    "is-a-zip-too.pdf": lambda: _page() + corpus.letter() + b"%%EOF",
    "is-html-too.pdf": lambda: b"<html><script>alert(1)</script>" + _page(),
    "two-trailers.pdf": lambda: _page() + _page(b"1 0 0 rg 0 0 300 300 re f"),
}


# -- Pictures ----------------------------------------------------------------------


def _chunk(kind, data, crc=None):
    return (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) if crc is None else crc)
    )


def _png(width, height, data, *before, depth=8, colour=2, after=()):
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + header
        + b"".join(before)
        + _chunk(b"IDAT", data)
        + b"".join(after)
        + _chunk(b"IEND", b"")
    )


def _tiff(entries, next_directory=0, order="<"):
    """A TIFF of one directory; entries are (tag, type, count, value)."""
    table = b"".join(struct.pack(f"{order}HHII", *entry) for entry in entries)
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    return head + struct.pack(f"{order}H", len(entries)) + table + struct.pack(f"{order}I", next_directory) + b"\0" * 64


def _grey_tiff(width, height, strip=200, length=64, compression=1, next_directory=0, bits=8):
    return (
        _tiff(
            [
                (256, 4, 1, width),
                (257, 4, 1, height),
                (258, 3, 1, bits),
                (259, 3, 1, compression),
                (262, 3, 1, 1),
                (273, 4, 1, strip),
                (277, 3, 1, 1),
                (278, 4, 1, height),
                (279, 4, 1, length),
            ],
            next_directory,
        )
        + b"\0" * 200
    )


def _deflated_tiff(side):
    packed = _zeros(side * side // _MEGA)
    return _grey_tiff(side, side, 130, len(packed), 8)[:130] + packed


def _gif(frames, width=9, height=9):
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"!\xf9\x04\0\0\0\0\0" + b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02D\x01\0"
    return head + frame * frames + b";"


def _jpeg_scans(count):
    """A progressive JPEG whose scans come again and again."""
    content = corpus.good("progresiva.jpg")
    first = content.rindex(b"\xff\xda")
    return content[:first] + content[first:-2] * count + b"\xff\xd9"


def _jpeg_claiming(width, height):
    content = bytearray(corpus.good("calle.jpg"))
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def _webp_claiming(width, height):
    packed = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + packed + b"ANIM" + struct.pack("<I", 6) + b"\0" * 6
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _exif_loop():
    exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0"
    content = corpus.good("calle.jpg")
    return content[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + content[2:]


@cache
def _black_png(side):
    buffer = io.BytesIO()
    Image.new("1", (side, side)).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


_PICTURES = {
    "claims-100000.png": lambda: _png(100_000, 100_000, _flate(b"\0" * 999)),
    "bomb-one-bit.png": lambda: _black_png(30_000),
    "bomb-unpacked.png": lambda: _png(64, 64, _zeros(500)),
    "claims-nothing.png": lambda: _png(0, 0, _flate(b"")),
    "text-bomb.png": lambda: _png(8, 8, _flate(b"\0" * 200), _chunk(b"zTXt", b"a\0\0" + _inflating(b"x" * _MEGA, 300))),
    "profile-bomb.png": lambda: _png(
        8, 8, _flate(b"\0" * 200), _chunk(b"iCCP", b"a\0\0" + _inflating(b"x" * _MEGA, 300))
    ),
    "chunk-lies.png": lambda: corpus.good("calle.png").replace(b"IDAT", b"\xff\xff\xff\xffIDAT", 1),
    "frames-65535.png": lambda: _png(
        8,
        8,
        _flate(b"\0" * 200),
        _chunk(b"acTL", struct.pack(">II", 65_535, 0)),
        after=[_chunk(b"fcTL", struct.pack(">IIIIIHHBB", n, 8, 8, 0, 0, 1, 1, 0, 0)) for n in range(5000)],
    ),
    "chunks-100000.png": lambda: _png(8, 8, _flate(b"\0" * 200), *[_chunk(b"tEXt", b"a\0b")] * 100_000),
    "is-a-zip-too.png": lambda: corpus.good("calle.png") + corpus.letter(),
    "is-html-too.jpg": lambda: corpus.good("calle.jpg").replace(b"JFIF", b"<script>alert(1)</script>", 1),
    "directory-loop.tif": lambda: _grey_tiff(8, 8, next_directory=8),
    "claims-100000.tif": lambda: _grey_tiff(100_000, 100_000),
    "claims-65000.tif": lambda: _grey_tiff(65_000, 65_000, bits=1),
    "bomb-deflated.tif": lambda: _deflated_tiff(16_000),
    "strip-far.tif": lambda: _grey_tiff(8, 8, strip=0xFFFFFF00),
    "strip-endless.tif": lambda: _grey_tiff(8, 8, length=0xFFFFFFFF),
    "counts-lie.tif": lambda: _tiff([(256, 4, 0xFFFFFFFF, 8), (257, 4, 0xFFFFFFF, 8), (273, 4, 0x7FFFFFFF, 8)]),
    "entries-65535.tif": lambda: b"II*\0\x08\0\0\0\xff\xff" + b"\0" * 4000,
    "directories-20000.tif": lambda: (
        b"II*\0\x08\0\0\0"
        + b"".join(
            b"\x01\0" + struct.pack("<HHII", 256, 4, 1, 8) + struct.pack("<I", 8 + 18 * (n + 1)) for n in range(20_000)
        )
    ),
    "big-lies.tif": lambda: b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, 0xFFFFFFFFFFFFFFFF) + b"\0" * 99,
    "frames-65536.gif": lambda: _gif(65_536),
    "canvas-65535.gif": lambda: _gif(3, 65_535, 65_535),
    "canvas-wide-frames.gif": lambda: _gif(4000, 4000, 4000),
    "frames-none.gif": lambda: _gif(0),
    "scans-500.jpg": lambda: _jpeg_scans(500),
    "claims-65500.jpg": lambda: _jpeg_claiming(65_500, 65_500),
    "claims-16000.jpg": lambda: _jpeg_claiming(16_000, 16_000),
    "claims-nothing.jpg": lambda: _jpeg_claiming(0, 0),
    "exif-loop.jpg": _exif_loop,
    "markers-100000.jpg": lambda: b"\xff\xd8" + b"\xff\xe0\0\x02" * 100_000 + corpus.good("calle.jpg")[2:],
    "tables-noise.jpg": lambda: corpus.good("calle.jpg").replace(b"\xff\xc4", b"\xff\xdb"),
    "claims-16383.webp": lambda: _webp_claiming(16_383, 16_383),
    "claims-16000000.webp": lambda: _webp_claiming(16_000_000, 16_000_000),
    "boxes-deep.avif": lambda: (
        corpus.good("calle.avif")[:32] + b"".join(struct.pack(">I", 99_999) + b"meta" for _ in range(9000))
    ),
    "items-lie.avif": lambda: corpus.good("calle.avif").replace(b"iloc", b"iloc\xff\xff\xff\xff", 1),
    "claims-huge.avif": lambda: corpus.good("calle.avif").replace(
        b"ispe\0\0\0\0" + struct.pack(">II", 240, 160), b"ispe\0\0\0\0" + struct.pack(">II", 0x7FFFFFFF, 0x7FFFFFFF)
    ),
    "boxes-lie.heic": lambda: corpus.good("calle.heic").replace(b"meta", b"meta\x7f\xff\xff\xff", 1),
}


# -- Drawings ----------------------------------------------------------------------


def _svg(inside, attributes=b'viewBox="0 0 200 100"', head=b""):
    return (
        head
        + b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        + attributes
        + b">"
        + inside
        + b"</svg>"
    )


_LAUGHS = (
    b'<!DOCTYPE svg [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
    + b"]>"
)
_DRAWINGS = {
    "laughs.svg": lambda: _svg(b"<text>&m;</text>", head=_LAUGHS),
    "entity-of-a-file.svg": lambda: _svg(
        b"<text>&x;</text>", head=b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "entity-of-an-address.svg": lambda: _svg(
        b"<text>&x;</text>", head=b'<!DOCTYPE svg [<!ENTITY x SYSTEM "' + LISTENER + b'">]>'
    ),
    "entity-of-parameters.svg": lambda: _svg(
        b"<text/>", head=b'<!DOCTYPE svg [<!ENTITY % x SYSTEM "' + LISTENER + b'"> %x;]>'
    ),
    "script.svg": lambda: _svg(b"<script>alert(1)</script>"),
    "script-in-an-event.svg": lambda: _svg(b'<rect width="9" height="9" onload="alert(1)"/>'),
    "script-in-a-link.svg": lambda: _svg(b'<a href="javascript:alert(1)"><rect width="9" height="9"/></a>'),
    "script-in-an-animation.svg": lambda: _svg(b'<a><set attributeName="href" to="javascript:alert(1)"/></a>'),
    "page-inside.svg": lambda: _svg(
        b'<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="/"/></foreignObject>'
    ),
    "picture-elsewhere.svg": lambda: _svg(b'<image width="9" height="9" xlink:href="' + LISTENER + b'"/>'),
    "picture-of-a-file.svg": lambda: _svg(b'<image width="9" height="9" xlink:href="file:///etc/passwd"/>'),
    "style-elsewhere.svg": lambda: _svg(b'<style>@import url("' + LISTENER + b'");</style>'),
    "font-elsewhere.svg": lambda: _svg(b"<style>@font-face{font-family:a;src:url(" + LISTENER + b")}</style>"),
    "fill-elsewhere.svg": lambda: _svg(b'<rect width="9" height="9" fill="url(' + LISTENER + b'#a)"/>'),
    "sheet-elsewhere.svg": lambda: _svg(
        b"<rect/>", head=b'<?xml-stylesheet href="' + LISTENER + b'" type="text/css"?>'
    ),
    "drawing-inside.svg": lambda: _svg(b'<image href="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+"/>'),
    "uses-laughing.svg": lambda: _svg(
        b'<g id="g0"><rect width="1" height="1"/></g>'
        + b"".join(b'<g id="g%d">%s</g>' % (n, b'<use xlink:href="#g%d"/>' % (n - 1) * 10) for n in range(1, 14))
    ),
    "use-of-itself.svg": lambda: _svg(b'<g id="a"><use xlink:href="#a"/></g>'),
    "pattern-of-itself.svg": lambda: _svg(
        b'<pattern id="p" width="1" height="1"><rect fill="url(#p)" width="9" height="9"/></pattern>'
        b'<rect fill="url(#p)" width="200" height="100"/>'
    ),
    "filter-enormous.svg": lambda: _svg(
        b'<filter id="f" x="-99999" y="-99999" width="999999" height="999999"><feGaussianBlur stdDeviation="99999"/>'
        b'<feTurbulence numOctaves="9999999"/></filter><rect filter="url(#f)" width="200" height="100"/>'
    ),
    "groups-deep.svg": lambda: _svg(b"<g>" * 50_000 + b"</g>" * 50_000),
    "elements-million.svg": lambda: _svg(b"<path/>" * 1_000_000),
    "path-endless.svg": lambda: _svg(b'<path d="M0 0' + b" L1 1 L2 2" * 900_000 + b'"/>'),
    "dashes-endless.svg": lambda: _svg(b'<path stroke="red" stroke-dasharray="0.000001" d="M0 0L200 100"/>'),
    "size-enormous.svg": lambda: _svg(b"<rect/>", b'width="99999999999" height="1e30" viewBox="0 0 1e30 1e30"'),
    "size-nothing.svg": lambda: _svg(b"<rect/>", b'width="0" height="0"'),
    "in-utf-16.svg": lambda: "﻿".encode("utf-16-le") + _svg(b"<script>alert(1)</script>").decode().encode("utf-16-le"),
    "in-utf-7.svg": lambda: _svg(b"+ADw-script+AD4-alert(1)", head=b'<?xml version="1.0" encoding="UTF-7"?>'),
    "gzipped.svg": lambda: b"\x1f\x8b\x08" + bytes(99),
    "attributes-100000.svg": lambda: _svg(b"<rect " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>"),
}


# -- Recordings --------------------------------------------------------------------


def _wav(channels=1, rate=48_000, bits=16, data=b"\0" * 9600, data_size=None, riff_size=None):
    body = b"WAVEfmt " + struct.pack(
        "<IHHIIHH",
        16,
        1,
        channels,
        rate,
        (rate * channels * bits // 8) & 0xFFFFFFFF,
        channels * bits // 8 & 0xFFFF,
        bits,
    )
    body += b"data" + struct.pack("<I", len(data) if data_size is None else data_size) + data
    return b"RIFF" + struct.pack("<I", len(body) if riff_size is None else riff_size) + body


def _box(kind, content):
    return struct.pack(">I", len(content) + 8) + kind + content


def _patched(name, mark, offset, value):
    """A good recording in which the bytes after a mark are others."""
    content = bytearray(corpus.good(name))
    at = content.find(mark)
    if at >= 0:
        content[at + offset : at + offset + len(value)] = value
    return bytes(content)


def _pointing_elsewhere(where):
    """A QuickTime film whose samples are said to lie in another file."""
    return corpus.good("comercial.mov").replace(b"url \0\0\0\x01", b"url \0\0\0\0" + where + b"\0", 1)


_PLAYLIST = b"#EXTM3U\n#EXTINF:9,\nfile:///etc/passwd\n#EXTINF:9,\n" + LISTENER + b"\n#EXT-X-ENDLIST\n"
_CONCAT = b"ffconcat version 1.0\nfile /etc/passwd\nfile " + LISTENER + b"\n"
_SESSION = b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=a\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 0\n"
_BIG = struct.pack(">I", 0x7FFFFFFF)
_RECORDINGS = {
    "playlist.mp4": lambda: _PLAYLIST,
    "playlist.wav": lambda: _PLAYLIST,
    "playlist.mp3": lambda: b"ID3\x04\0\0\0\0\0\0" + _PLAYLIST,
    "playlist-in-riff.wav": lambda: _wav(data=_PLAYLIST * 99, data_size=0),
    "playlist-in-ftyp.mp4": lambda: _box(b"ftyp", b"mp42\0\0\0\0") + _PLAYLIST,
    "playlist.flac": lambda: b"fLaC" + _PLAYLIST,
    "concat.mov": lambda: _CONCAT,
    "concat.wav": lambda: _CONCAT,
    "session.mp4": lambda: _SESSION,
    "data-elsewhere.mov": lambda: _pointing_elsewhere(LISTENER),
    "data-in-a-file.mov": lambda: _pointing_elsewhere(b"file:///etc/passwd"),
    "length-lies.wav": lambda: _wav(data_size=0xFFFFFFFF, riff_size=0xFFFFFFFF),
    "length-nothing.wav": lambda: _wav(data_size=0),
    "length-short.wav": lambda: _wav(data_size=2),
    "channels-none.wav": lambda: _wav(channels=0),
    "channels-65535.wav": lambda: _wav(channels=65_535),
    "channels-60.wav": lambda: _wav(channels=60),
    "rate-nothing.wav": lambda: _wav(rate=0),
    "rate-enormous.wav": lambda: _wav(rate=0xFFFFFFFF),
    "rate-one.wav": lambda: _wav(rate=1),
    "bits-odd.wav": lambda: _wav(bits=13),
    "silence-for-hours.wav": lambda: _wav(rate=8000, bits=8, data=b"\x80" * (8000 * 3600)),
    "chunks-100000.wav": lambda: _wav()[:36] + b"junk\0\0\0\0" * 100_000 + _wav()[36:],
    "tag-endless.mp3": lambda: b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + corpus.good("cuna.mp3"),
    "tags-10000.mp3": lambda: b"ID3\x04\0\0\0\0\0\x0aTIT2\0\0\0\0\0\0" * 10_000 + corpus.good("cuna.mp3"),
    "noise.mp3": lambda: b"\xff\xfb\x90\x00" + bytes(range(256)) * 400,
    "samples-lie.flac": lambda: _patched("cuna.flac", b"fLaC", 21, b"\xff" * 5),
    "block-endless.flac": lambda: b"fLaC\x84\xff\xff\xff" + corpus.good("cuna.flac")[4:],
    "pages-lie.ogg": lambda: corpus.good("cuna.ogg").replace(b"OggS\0\0", b"OggS\0\0\xff\xff\xff\xff\xff\xff\xff\x7f"),
    "streams-5000.ogg": lambda: b"".join(
        b"OggS\0\x02" + b"\0" * 8 + struct.pack("<I", n) + b"\0" * 8 + b"\x01\x13OpusHead\x01\x02\0\0\x80\xbb\0\0\0\0\0"
        for n in range(5000)
    ),
    "chained.ogg": lambda: corpus.good("cuna.ogg") * 200,
    "duration-lies.mp4": lambda: _patched("comercial.mp4", b"mvhd", 20, _BIG),
    "duration-of-the-track-lies.mp4": lambda: _patched("comercial.mp4", b"tkhd", 24, _BIG),
    "scale-nothing.mp4": lambda: _patched("comercial.mp4", b"mdhd", 16, b"\0\0\0\0"),
    "times-lie.mp4": lambda: _patched("comercial.mp4", b"stts", 8, struct.pack(">III", 1, 0x7FFFFFFF, 1)),
    "times-endless.mp4": lambda: _patched("comercial.mp4", b"stts", 8, struct.pack(">III", 0x0FFFFFFF, 1, 1)),
    "sizes-lie.mp4": lambda: _patched("comercial.mp4", b"stsz", 8, struct.pack(">II", 0x7FFFFFFF, 0x7FFFFFFF)),
    "chunks-lie.mp4": lambda: _patched("comercial.mp4", b"stco", 8, struct.pack(">II", 1, 0xFFFFFFFF)),
    "picture-enormous.mp4": lambda: _patched("comercial.mp4", b"avc1", 28, struct.pack(">HH", 65_535, 65_535)),
    "boxes-deep.mp4": lambda: (
        _box(b"ftyp", b"mp42\0\0\0\0mp42")
        + b"".join(struct.pack(">I", 8 * (20_000 - n)) + b"moov" for n in range(20_000))
    ),
    "boxes-100000.mp4": lambda: (
        _box(b"ftyp", b"mp42\0\0\0\0mp42") + _box(b"free", b"") * 100_000 + corpus.good("comercial.mp4")[24:]
    ),
    "index-missing.mp4": lambda: corpus.good("comercial.mp4").replace(b"moov", b"moox", 1),
    "index-twice.mp4": lambda: corpus.good("comercial.mp4") * 2,
    "tracks-500.mp4": lambda: corpus.good("comercial.mp4").replace(b"trak", b"trak" * 500),
    "stream-noise.mp4": lambda: _patched("comercial.mp4", b"mdat", 4, bytes(range(256)) * 3),
    "cluster-endless.webm": lambda: _patched("comercial.webm", b"\x1fC\xb6u", 4, b"\x01\xff\xff\xff\xff\xff\xff\xff"),
    "void-endless.webm": lambda: corpus.good("comercial.webm")[:60] + b"\xec\x08\x7f\xff\xff\xff\xff\xff\xff",
    "levels-deep.webm": lambda: b"\x1aE\xdf\xa3\x84webm" + b"\x18S\x80g\x01\xff\xff\xff\xff\xff\xff\xff" * 9000,
    "is-matroska.webm": lambda: corpus.recording("matroska", video="libx264", audio="flac"),
}
_CAPTIONS = {
    "cues-million.vtt": lambda: b"WEBVTT\n\n" + b"00:00:01.000 --> 00:00:02.000\na\n\n" * 400_000,
    "line-endless.vtt": lambda: b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n" + b"a" * (20 * _MEGA),
    "times-backward.vtt": lambda: b"WEBVTT\n\n00:00:09.000 --> 00:00:02.000\na\n",
    "times-absurd.vtt": lambda: b"WEBVTT\n\n999999999999:99:99.999 --> 9999999999999:00:00.000\na\n",
    "script.vtt": lambda: b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<script>alert(1)</script>\n",
    "nothing-but-zeros.vtt": lambda: b"WEBVTT\n\n" + b"\0" * 9999,
    "in-utf-16.vtt": lambda: "WEBVTT\n\n".encode("utf-16"),
}
_ODD = {
    f"{what}.{extension}": (lambda content=content: content)
    for extension in (
        "pdf",
        "jpg",
        "tif",
        "png",
        "gif",
        "webp",
        "avif",
        "heic",
        "svg",
        "wav",
        "mp3",
        "flac",
        "ogg",
        "mp4",
        "mov",
        "webm",
        "vtt",
    )
    for what, content in (
        ("program", b"\x7fELF" + b"\0" * 200),
        ("page", b"<!doctype html><script>alert(1)</script>"),
        ("zeros", b"\0" * 5000),
        ("text", b"Hola. " * 200),
    )
}

HOSTILE = _PDFS | _PICTURES | _DRAWINGS | _RECORDINGS | _CAPTIONS | _ODD
#: Those that take seconds to make or to examine; the timed tests leave them to the benchmark.
HEAVY = frozenset(
    name
    for name in HOSTILE
    if "bomb" in name
    or name.split(".")[0].rsplit("-", 1)[-1] in ("100000", "million", "endless", "hours", "65536", "2999", "frames")
) | {"saves-deep.pdf", "page-tree-deep.pdf", "uses-laughing.svg", "forms-laughing.pdf"}


#: Those that a decoder or a viewer works on for seconds or until its bound of time.
SLOW = frozenset(
    {
        "pattern-of-itself.pdf",
        "tiles-tiny.pdf",
        "glyph-of-itself.pdf",
        "form-of-itself.pdf",
        "lzw-noise.pdf",
        "inline-images.pdf",
        "dashes-endless.pdf",
    }
)


def hostile(name, listener=LISTENER) -> bytes:
    return HOSTILE[name]().replace(LISTENER, listener)
