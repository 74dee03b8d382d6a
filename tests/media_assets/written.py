"""Files that say something: a PDF with words, captions, a picture that is told from others."""

import io
import math
import random
import struct
import wave

import pikepdf
from PIL import Image, ImageDraw

CAPTIONS = (
    b"WEBVTT\n\nNOTE nadie lo dice\n\n1\n00:00:01.000 --> 00:00:03.000\n<v Locutora>Los ornitorrincos\n"
    b"nadan &amp; duermen\n\n00:00:03.000 --> 00:00:05.000\nnadan &amp; duermen\n"
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
