"""Real files of every kind the library takes, made on the spot and as small as they may be."""

import io
import zipfile
from fractions import Fraction
from functools import cache

import av
import pikepdf
from PIL import Image, ImageDraw

from tests.factories import sound_bytes

_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">'
    b'<rect width="180" height="80" x="10" y="10" fill="teal"/></svg>'
)
CAPTIONS = b"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nBuenos d\xc3\xadas\n"


def photograph(kind="JPEG", size=(240, 160), mode="RGB", **options):
    """A picture with something in it, so that its bytes are spread along the file."""
    picture = Image.effect_noise(size, 60).convert(mode)
    buffer = io.BytesIO()
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.from_pillow(picture).save(buffer, **options)
    else:
        picture.save(buffer, kind, **options)
    return buffer.getvalue()


def animation(frames=4, size=(64, 48)):
    pictures = [Image.effect_noise(size, 20 + 30 * n).convert("P") for n in range(frames)]
    buffer = io.BytesIO()
    pictures[0].save(buffer, "GIF", save_all=True, append_images=pictures[1:], duration=80)
    return buffer.getvalue()


def paper(pages=1, width_mm=210, height_mm=297, bleed_mm=0, change=None, **options):
    """A PDF with a trim box; ``change(pdf)`` may spoil it before it is saved."""
    point = 72 / 25.4
    pdf = pikepdf.new()
    for number in range(pages):
        outer = [0, 0, (width_mm + 2 * bleed_mm) * point, (height_mm + 2 * bleed_mm) * point]
        pdf.add_blank_page(page_size=(outer[2], outer[3]))
        page = pdf.pages[number]
        page.BleedBox = pikepdf.Array(outer)
        page.TrimBox = pikepdf.Array(
            [bleed_mm * point, bleed_mm * point, (bleed_mm + width_mm) * point, (bleed_mm + height_mm) * point]
        )
        page.Contents = pdf.make_stream(f"0.{number % 9} 0.2 0.4 rg 20 20 300 200 re f".encode())
    if change:
        change(pdf)
    buffer = io.BytesIO()
    pdf.save(buffer, **options)
    return buffer.getvalue()


@cache
def recording(container, seconds=2.0, video=None, audio=None, size=(64, 48), black_until=0.0):
    """A recording that plays: a moving square, a tone. Codecs by FFmpeg's names."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container) as output:
        picture = output.add_stream(video, rate=10) if video else None
        if picture:
            picture.width, picture.height = size
            picture.pix_fmt = "yuv420p"
        sound = output.add_stream(audio, rate=48_000, layout="mono") if audio else None
        if picture:
            for number in range(int(seconds * 10)):
                output.mux(picture.encode(_frame(number, size, dark=number / 10 < black_until)))
            output.mux(picture.encode())
        if sound:
            _encode_tone(output, sound, seconds)
            output.mux(sound.encode())
    return buffer.getvalue()


def _frame(number, size, dark):
    picture = Image.new("RGB", size, "black" if dark else "white")
    if not dark:
        ImageDraw.Draw(picture).rectangle((number % 20, 8, number % 20 + 20, 30), fill="navy")
    frame = av.VideoFrame.from_image(picture)
    frame.pts, frame.time_base = number, Fraction(1, 10)
    return frame


def _encode_tone(output, stream, seconds):
    with av.open(io.BytesIO(sound_bytes(seconds)), format="wav") as source:
        resampler = av.AudioResampler(
            format=stream.codec_context.format, layout="mono", rate=48_000, frame_size=stream.codec_context.frame_size
        )
        for frame in source.decode(audio=0):
            for resampled in resampler.resample(frame):
                output.mux(stream.encode(resampled))
        for resampled in resampler.resample(None):
            output.mux(stream.encode(resampled))


def package(parts):
    """A ZIP of named parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def letter(**parts):
    """The smallest Word document; more parts by keyword would not be valid names, so they come as a dict."""
    return package({"[Content_Types].xml": _CONTENT_TYPES, "word/document.xml": "<document/>"} | parts)


_MAKERS = {
    "calle.jpg": lambda: photograph(),
    "calle.png": lambda: photograph("PNG"),
    "calle.webp": lambda: photograph("WEBP"),
    "calle.avif": lambda: photograph("AVIF"),
    "calle.heic": lambda: photograph("HEIF"),
    "calle.tif": lambda: photograph("TIFF", mode="CMYK", dpi=(300, 300)),
    "aviso.gif": lambda: animation(),
    "logo.svg": lambda: SVG,
    "afiche.pdf": lambda: paper(bleed_mm=3),
    "cuna.wav": lambda: sound_bytes(2),
    "cuna.mp3": lambda: recording("mp3", audio="libmp3lame"),
    "cuna.flac": lambda: recording("flac", audio="flac"),
    "cuna.ogg": lambda: recording("ogg", audio="flac"),
    "cuna.opus": lambda: recording("ogg", audio="libopus"),
    "cuna.m4a": lambda: recording("ipod", audio="aac"),
    "comercial.mp4": lambda: recording("mp4", video="libx264", audio="aac"),
    "comercial.mov": lambda: recording("mov", video="libx264", audio="aac"),
    "comercial.webm": lambda: recording("webm", video="libvpx", audio="libopus"),
    "carta.docx": lambda: letter(),
    "datos.csv": lambda: "barrio;casas\nManrique;12\n".encode("cp1252"),
    "nota.txt": lambda: "Señal de la mañana".encode(),
    "cuna.vtt": lambda: CAPTIONS,
}
#: One name for every type the library takes.
NAMES = tuple(_MAKERS)


def _catalogue(pdf):
    """Give the pages a photograph in a form, a gradient, a mask, a font and an output intent."""
    picture = pdf.make_stream(photograph("JPEG", (64, 48), "CMYK"))
    picture.Type, picture.Subtype, picture.Filter = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name.DCTDecode
    picture.Width, picture.Height, picture.BitsPerComponent = 64, 48, 8
    picture.ColorSpace, picture.Decode = pikepdf.Name.DeviceCMYK, [1, 0] * 4
    mask = pdf.make_stream(bytes(range(256)) * 12)
    mask.Type, mask.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    mask.Width, mask.Height, mask.BitsPerComponent, mask.ColorSpace = 64, 48, 8, pikepdf.Name.DeviceGray
    picture.SMask = pdf.make_indirect(mask)
    form = pdf.make_stream(b"q 90 0 0 60 5 5 cm /Im Do Q")
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 100, 100]
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=pdf.make_indirect(picture)))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    ends = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 0.5, 0, 0], N=1)
    shading = pikepdf.Dictionary(
        ShadingType=2, ColorSpace=pikepdf.Name.DeviceCMYK, Coords=[0, 0, 100, 100], Function=ends
    )
    resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(Fm=pdf.make_indirect(form)),
        Font=pikepdf.Dictionary(F=pdf.make_indirect(font)),
        Shading=pikepdf.Dictionary(Sh=shading),
        ExtGState=pikepdf.Dictionary(G=pikepdf.Dictionary(ca=0.5, OP=True)),
    )
    for page in pdf.pages:
        page.obj.Resources = resources
        page.Contents = pdf.make_stream(
            b"q 0 0 200 200 re W n /Sh sh Q /Fm Do /G gs BT /F 12 Tf 40 40 Td (Hola) Tj ET 0 0 0 1 K 0.1 w 9 9 m 80 9 l S"
        )


def _moving(kind):
    frames = [Image.effect_noise((48, 32), 20 + 30 * n).convert("RGB") for n in range(4)]
    buffer = io.BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], duration=120)
    return buffer.getvalue()


_RICH_MAKERS = {
    "catalogo.pdf": lambda: paper(3, bleed_mm=3, change=_catalogue),
    "comprimido.pdf": lambda: paper(
        3, change=_catalogue, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True
    ),
    "progresiva.jpg": lambda: photograph(progressive=True, quality=80),
    "tinta.jpg": lambda: photograph(mode="CMYK"),
    "desinflado.tif": lambda: photograph("TIFF", mode="RGB", compression="tiff_adobe_deflate"),
    "anticuado.tif": lambda: photograph("TIFF", mode="L", compression="tiff_lzw"),
    "movida.webp": lambda: _moving("WEBP"),
    "movida.png": lambda: _moving("PNG"),
    "paleta.png": lambda: photograph("PNG", mode="P"),
}
#: Good files of the same types with more inside them, for those who spoil them.
RICH = tuple(_RICH_MAKERS)


@cache
def good(name):
    """A good file of that name."""
    return (_MAKERS | _RICH_MAKERS)[name]()
