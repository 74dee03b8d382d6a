"""
Pictures as a screen shows them: upright, in sRGB, eight bits, without the metadata of the original.

Used on originals of any colour space, by renditions and previews alike. No
Django here.
"""

import io
import math

from PIL import ExifTags, Image, ImageCms, ImageOps
from PIL.PngImagePlugin import PngInfo

from media_assets.intake.probes.unmapped import unmapped
from media_assets.metadata.statement import Statement, exif_block, packet

#: How each public format is written: Pillow's name and its options. Speed 8 of
#: libavif takes a third of the time of its default for some 15 % more bytes.
ENCODERS = {
    "avif": ("AVIF", {"quality": 58, "speed": 8}),
    "webp": ("WEBP", {"quality": 78, "method": 4}),
    "jpeg": ("JPEG", {"quality": 76, "progressive": True, "optimize": True}),
    "png": ("PNG", {"optimize": True}),
}

_WHITE = (255, 255, 255)


def displayed_size(source, formats=None) -> tuple[int, int]:
    """Width and height as shown, after the camera's orientation; decodes nothing."""
    with Image.open(source, formats=formats) as opened:
        return _upright_size(opened)


def _upright_size(opened):
    sideways = opened.getexif().get(ExifTags.Base.Orientation, 1) in (5, 6, 7, 8)
    return opened.size[::-1] if sideways else opened.size


def open_upright(source, scale: float = 1.0, formats=None) -> Image.Image:
    """
    The picture ready for the screen, whole or reduced to no less than ``scale``.

    A larger original is reduced while it is decoded, which for JPEG is nearly free.
    """
    with Image.open(source, formats=formats) as opened:
        longest = max(opened.size)
        if opened.format == "JPEG" and scale < 1:
            opened.draft(None, (math.ceil(opened.width * scale), math.ceil(opened.height * scale)))
        with unmapped(opened):
            opened.load()
        return for_screen(ImageOps.exif_transpose(_reduced(opened, longest * scale)))


def _reduced(picture, longest):
    """Halved or more in one quick pass while it stays at least twice what is asked."""
    factor = int(max(picture.size) / max(1, longest * 2))
    if factor < 2 or picture.mode in ("P", "1", "I", "F") or picture.mode.startswith("I;"):
        return picture
    reduced = picture.reduce(factor)
    reduced.info = picture.info
    return reduced


def for_screen(picture: Image.Image) -> Image.Image:
    """Any mode and profile as plain sRGB (``RGB``, or ``RGBA`` where something is transparent)."""
    profile = picture.info.get("icc_profile")
    if picture.mode == "P":
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    elif picture.mode.startswith("I"):
        # Sixteen bits, or what Pillow opens as thirty-two: keep the high byte.
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    elif picture.mode == "F":
        low, high = picture.getextrema()
        picture = picture.point(lambda value: (value - low) * (255 / ((high - low) or 1))).convert("L")
    elif picture.mode in ("LA", "La", "PA", "RGBa"):
        picture = picture.convert("RGBA")
    elif picture.mode == "1" or ("transparency" in picture.info and picture.mode in ("RGB", "L")):
        picture = picture.convert("RGBA" if "transparency" in picture.info else "L")
    wanted = "RGBA" if picture.mode == "RGBA" else "RGB"
    converted = _through_profile(picture, profile, wanted) if profile else None
    if converted is None:
        converted = picture.convert(wanted)
    converted.info = {}
    return converted


def _through_profile(picture, profile, wanted):
    """The picture translated from its own profile, or None where the profile does not fit it."""
    try:
        return ImageCms.profileToProfile(
            picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode=wanted
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def cut(picture: Image.Image, box, size) -> Image.Image:
    """The part of the picture within ``box`` at ``size`` pixels."""
    return picture.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def fitted(picture: Image.Image, width: int, height: int) -> Image.Image:
    """The whole picture within those bounds, never enlarged."""
    scale = min(1, width / picture.width, height / picture.height)
    if scale == 1:
        return picture
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return cut(picture, (0, 0, *picture.size), size)


def save(picture: Image.Image, output, format: str, statement: Statement | None = None) -> None:
    """Write the picture in one of ``ENCODERS``, with what the office says of it; what is transparent turns white in JPEG."""
    name, options = ENCODERS[format]
    if statement:
        options = options | _labels(name, statement)
    if format == "jpeg" and picture.mode == "RGBA":
        ground = Image.new("RGB", picture.size, _WHITE)
        ground.paste(picture, mask=picture.getchannel("A"))
        picture = ground
    picture.save(output, name, **options)


def _labels(name, statement):
    """The statement as Pillow takes it: a block of EXIF and a packet of XMP."""
    words, block = packet(statement), exif_block(statement)
    if name == "PNG":
        text = PngInfo()
        text.add_itxt("XML:com.adobe.xmp", words.decode())
        labels = {"pnginfo": text}
    else:
        labels = {"xmp": words}
    return labels | ({"exif": b"Exif\0\0" + block} if block else {})
