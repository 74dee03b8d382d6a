"""Photographs made ready for a page: the right file kind for Typst, and process colours for the press."""

import io
from pathlib import Path
from typing import BinaryIO

import pillow_heif
from PIL import Image, ImageChops, ImageCms, ImageOps, UnidentifiedImageError

from media_assets.typesetting.errors import TypesettingError

pillow_heif.register_heif_opener(thumbnails=False)

LONGEST_SIDE_PX = 6000
MAX_PIXELS = 120_000_000
# Grey component replacement: how much of the common grey goes to black ink. With the curve below the total
# ink of a photograph stays under 280 %, inside the 300 % usual for coated sheets (ISO 12647-2).
_BLACK_CURVE = [round(255 * min(1.0, (level / 255) ** 1.6 * 0.9)) for level in range(256)]


def open_picture(source: bytes | Path | str | BinaryIO, key: str, longest_side: int = LONGEST_SIDE_PX) -> Image.Image:
    """Open a raster picture upright and no larger than asked, or say which one failed."""
    try:
        picture = Image.open(io.BytesIO(source) if isinstance(source, bytes) else source)
        if picture.width * picture.height > MAX_PIXELS:
            raise TypesettingError(f"Picture {key!r} is too large to be set.")
        # A JPEG is read at the nearest larger eighth of its size: quicker, and no less sharp.
        picture.draft(None, (longest_side, longest_side))
        picture.load()
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise TypesettingError(f"Picture {key!r} is missing or is not a picture.") from error
    picture = ImageOps.exif_transpose(picture)
    picture.thumbnail((longest_side, longest_side))
    return picture


def public_jpeg(source: bytes | Path | BinaryIO, *, longest_side: int, quality: int = 88) -> bytes:
    """A copy to give away: an sRGB JPEG upright, without the metadata that tell where and by whom it was taken."""
    picture = _in_srgb(_on_paper(open_picture(source, "image", longest_side)))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
    return buffer.getvalue()


def _on_paper(picture: Image.Image) -> Image.Image:
    """White where the picture is transparent."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        paper = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(paper, picture.convert("RGBA")).convert("RGB")
    return picture


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Colours by the picture's own profile where it has one that works."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            made = None
        if made is not None:
            made.info.pop("icc_profile", None)
            return made
    return picture.convert("RGB")


def for_screen(picture: Image.Image, *, under: tuple[int, int, int] | None = None) -> tuple[str, bytes]:
    """Return (suffix, bytes) in RGB; ``under`` prints the picture in black over that flat colour."""
    if under is not None:
        grey = ImageOps.autocontrast(ImageOps.grayscale(picture.convert("RGB")), cutoff=1)
        return _encode(ImageOps.colorize(grey, black=(14, 14, 16), white=under), "JPEG")
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        return _encode(picture.convert("RGBA"), "PNG")
    return _encode(_in_srgb(picture), "JPEG")


def for_press(picture: Image.Image, *, under: tuple[int, int, int, int] | None = None) -> tuple[str, bytes]:
    """Return (suffix, bytes) as a CMYK JPEG; ``under`` (percent) prints it in black over that flat colour."""
    if picture.mode == "CMYK":
        return _encode(picture, "JPEG")
    rgb = _in_srgb(_on_paper(picture))
    if under is not None:
        grey = ImageOps.autocontrast(ImageOps.grayscale(rgb), cutoff=1)
        flat = [Image.new("L", rgb.size, round(percent * 2.55)) for percent in under[:3]]
        return _encode(Image.merge("CMYK", [*flat, ImageChops.invert(grey)]), "JPEG")
    cyan, magenta, yellow = (ImageChops.invert(channel) for channel in rgb.split())
    common = ImageChops.darker(ImageChops.darker(cyan, magenta), yellow)
    black = common.point(_BLACK_CURVE)
    colours = [ImageChops.subtract(channel, black) for channel in (cyan, magenta, yellow)]
    return _encode(Image.merge("CMYK", [*colours, black]), "JPEG")


def _encode(picture: Image.Image, kind: str) -> tuple[str, bytes]:
    buffer = io.BytesIO()
    if kind == "PNG":
        picture.save(buffer, "PNG")
        return ".png", buffer.getvalue()
    # A picture carries its EXIF and profile along unless told: a page needs neither.
    picture.info = {}
    picture.save(buffer, "JPEG", quality=90, subsampling=0)
    return ".jpg", buffer.getvalue()
