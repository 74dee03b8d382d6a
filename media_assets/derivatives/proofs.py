"""
The proof that goes round the office: every page as a small picture, in a PDF of the true size.

Until the piece is approved each page carries a word across, drawn into the picture,
so that it cannot be lifted off. Sizes of pages are points, of pictures pixels.
"""

import io
import math
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from media_assets.intake.probes.pictures import PILLOW_FORMATS, register_openers
from media_assets.metadata.containers.pdf import state
from media_assets.metadata.statement import Statement
from media_assets.previews import pictures

#: Enough to read ten point type, not enough to print from.
DOTS_PER_INCH = 110
LONGEST_SIDE = 1800
QUALITY = 68
FONT = Path(__file__).resolve().parents[1] / "typesetting" / "fonts" / "Archivo-Bold.ttf"
INK, STRENGTH = (195, 47, 25), 84
#: The share of the diagonal that the word covers.
REACH = 0.72


def make(request, out, progress):
    pages = _pages(request["path"]) if request["kind"] == "pdf" else _sheet(request["path"], request["extension"])
    proof = pikepdf.new()
    for picture, size, share in pages:
        _add(proof, marked(picture, request["mark"]) if request["mark"] else picture, size)
        progress(share)
    if statement := Statement.from_dict(request.get("statement")):
        state(proof, statement)
    proof.save(out / "prueba.pdf", linearize=True)
    yield {"kind": "proof", "name": "prueba.pdf", "mime": "application/pdf", "position": 0}


def _pages(path):
    """Each page within its trim box, on white."""
    document = pypdfium2.PdfDocument(path)
    for number in range(len(document)):
        page = document[number]
        page.set_cropbox(*page.get_trimbox())
        width, height = page.get_size()
        scale = min(DOTS_PER_INCH / 72, LONGEST_SIDE / max(width, height))
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        yield picture, (width, height), (number + 1) / len(document)
        page.close()


def _sheet(path, extension):
    """A photograph or a scan as one page."""
    Image.MAX_IMAGE_PIXELS = None
    register_openers(extension)
    formats = PILLOW_FORMATS[extension]
    scale = min(1, LONGEST_SIDE / max(pictures.displayed_size(path, formats)))
    picture = pictures.open_upright(path, scale, formats)
    if picture.mode == "RGBA":
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        picture = ground
    picture = pictures.fitted(picture, LONGEST_SIDE, LONGEST_SIDE)
    yield picture, (picture.width * 72 / DOTS_PER_INCH, picture.height * 72 / DOTS_PER_INCH), 1


def marked(picture, word):
    """The picture with the word across it, from the lower left to the upper right corner."""
    diagonal = math.hypot(*picture.size)
    font = ImageFont.truetype(FONT, 100)
    left, top, right, bottom = font.getbbox(word)
    font = ImageFont.truetype(FONT, max(8, 100 * REACH * diagonal / (right - left)))
    left, top, right, bottom = font.getbbox(word)
    stencil = Image.new("L", (math.ceil(right - left), math.ceil(bottom - top)))
    ImageDraw.Draw(stencil).text((-left, -top), word, fill=STRENGTH, font=font)
    angle = math.degrees(math.atan2(picture.height, picture.width))
    stencil = stencil.rotate(angle, expand=True, resample=Image.Resampling.BILINEAR)
    place = ((picture.width - stencil.width) // 2, (picture.height - stencil.height) // 2)
    result = picture.copy()
    result.paste(Image.new("RGB", stencil.size, INK), place, mask=stencil)
    return result


def _add(proof, picture, size):
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    drawing = proof.make_stream(
        buffer.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = proof.add_blank_page(page_size=size)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=drawing))
    page.Contents = proof.make_stream(b"q %.3f 0 0 %.3f 0 0 cm /Page Do Q" % size)
