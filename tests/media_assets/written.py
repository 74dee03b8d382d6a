"""Files that say something: a PDF with words, captions, a picture that is told from others."""

import io
import math
import random
import struct
import wave
import zipfile

import pikepdf
from PIL import Image, ImageDraw

CAPTIONS = (
    b"WEBVTT\n\nNOTE nadie lo dice\n\n1\n00:00:01.000 --> 00:00:03.000\n<v Locutora>Los ornitorrincos\n"
    b"nadan &amp; duermen\n\n00:00:03.000 --> 00:00:05.000\nnadan &amp; duermen\n"
)


def font_descriptor(name, flags, file):
    """Says of a TrueType font that it is inside, as ``file`` (ISO 32000-2, table 120)."""
    return pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor,
        FontName=name,
        Flags=flags,
        FontBBox=[-200, -300, 1200, 1000],
        ItalicAngle=0,
        Ascent=900,
        Descent=-200,
        CapHeight=700,
        StemV=80,
        FontFile2=file,
    )


def pdf_saying(*pages, **options):
    """A PDF with a line of Helvetica on each page."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )
    for words in pages:
        pdf.add_blank_page(page_size=(595, 842))
        page = pdf.pages[-1]
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        escaped = words.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        page.Contents = pdf.make_stream(b"BT /F1 12 Tf 50 700 Td (" + escaped + b") Tj ET")
    buffer = io.BytesIO()
    pdf.save(buffer, **options)
    return buffer.getvalue()


def drawing(seed, size=(640, 400)):
    """A picture of blocks; another seed gives another picture."""
    chance = random.Random(seed)
    picture = Image.new("RGB", (640, 400), (240, 236, 226))
    pen = ImageDraw.Draw(picture)
    for _ in range(14):
        x, y = chance.randrange(600), chance.randrange(360)
        colour = tuple(chance.randrange(256) for _channel in range(3))
        pen.rectangle((x, y, x + chance.randrange(40, 220), y + chance.randrange(40, 160)), fill=colour)
    return picture.resize(size)


def picture_file(picture, kind="JPEG", **options):
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def speech(seed, seconds=6.0, rate=8000, level=1.0):
    """A WAV that grows louder and falls as speech does; another seed speaks otherwise."""
    chance = random.Random(seed)
    syllables = [chance.random() for _ in range(int(seconds * 5) + 1)]
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        frames = (
            int(20000 * level * syllables[int(n * 5 / rate)] * math.sin(2 * math.pi * 220 * n / rate))
            for n in range(int(seconds * rate))
        )
        sound.writeframes(b"".join(struct.pack("<h", frame) for frame in frames))
    return buffer.getvalue()


def docx_saying(*paragraphs):
    """The least that is a DOCX: one part, with a paragraph in two runs as word processors leave them."""
    said = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{line[:5]}</w:t></w:r><w:r><w:t>{line[5:]}</w:t></w:r></w:p>'
        for line in paragraphs
    )
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    deleted = "<w:p><w:del><w:r><w:delText>borrado</w:delText></w:r></w:del></w:p>"
    part = f'<w:document xmlns:w="{name}"><w:body>{said}{deleted}</w:body></w:document>'
    return _package({"word/document.xml": part, "word/comments.xml": part.replace("Los", "Nota")})


def odt_saying(*paragraphs):
    """The least that is an ODT."""
    said = "".join(f"<text:p>{line[:5]}<text:span>{line[5:]}</text:span></text:p>" for line in paragraphs)
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text"))
    tracked = "<text:tracked-changes><text:p>borrado</text:p></text:tracked-changes>"
    body = f"<office:body><office:text>{tracked}{said}</office:text></office:body>"
    return _package({"content.xml": f"<office:document-content {names}>{body}</office:document-content>"})


def _package(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return buffer.getvalue()
