"""Photographs made ready for a page: the right file kind for Typst, and process colours for the press."""

import io
from pathlib import Path

from PIL import Image, ImageChops, ImageOps, UnidentifiedImageError

from media_assets.typesetting.errors import TypesettingError

LONGEST_SIDE_PX = 6000
MAX_PIXELS = 120_000_000
# Grey component replacement: how much of the common grey goes to black ink. With the curve below the total
# ink of a photograph stays under 280 %, inside the 300 % usual for coated sheets (ISO 12647-2).
_BLACK_CURVE = [round(255 * min(1.0, (level / 255) ** 1.6 * 0.9)) for level in range(256)]


def open_picture(source: bytes | Path | str, key: str) -> Image.Image:
    """Open a raster picture upright, or say which one failed."""
    try:
        picture = Image.open(io.BytesIO(source) if isinstance(source, bytes) else Path(source))
        if picture.width * picture.height > MAX_PIXELS:
            raise TypesettingError(f"Picture {key!r} is too large to be set.")
        picture.load()
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise TypesettingError(f"Picture {key!r} is missing or is not a picture.") from error
    picture = ImageOps.exif_transpose(picture)
    picture.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX))
    return picture


def for_screen(picture: Image.Image, *, under: tuple[int, int, int] | None = None) -> tuple[str, bytes]:
    """Return (suffix, bytes) in RGB; ``under`` prints the picture in black over that flat colour."""
    if under is not None:
        grey = ImageOps.autocontrast(ImageOps.grayscale(picture.convert("RGB")), cutoff=1)
        return _encode(ImageOps.colorize(grey, black=(14, 14, 16), white=under), "JPEG")
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        return _encode(picture.convert("RGBA"), "PNG")
    return _encode(picture.convert("RGB"), "JPEG")


def for_press(picture: Image.Image, *, under: tuple[int, int, int, int] | None = None) -> tuple[str, bytes]:
    """Return (suffix, bytes) as a CMYK JPEG; ``under`` (percent) prints it in black over that flat colour."""
    if picture.mode == "CMYK":
        return _encode(picture, "JPEG")
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA"))
    rgb = picture.convert("RGB")
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
    picture.save(buffer, "JPEG", quality=90, subsampling=0)
    return ".jpg", buffer.getvalue()
