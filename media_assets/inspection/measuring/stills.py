"""Pictures in pixels: size, colours, profile, resolution, ink, and the length of an animation."""

import io
import math

from PIL import Image, ImageCms, ImageOps

from media_assets.inspection.measuring import inks, photographs
from media_assets.intake.probes.pictures import PILLOW_FORMATS, load_sampled, register_openers

_TILES = 6


def measure(path, extension):
    Image.MAX_IMAGE_PIXELS = None
    register_openers(extension)
    with Image.open(path, formats=PILLOW_FORMATS[extension]) as picture:
        profile = picture.info.get("icc_profile")
        upright = picture.getexif().get(0x0112, 1) not in (5, 6, 7, 8)
        width, height = picture.size if upright else picture.size[::-1]
        facts = {
            "kind": "image",
            "width": width,
            "height": height,
            "mode": picture.mode,
            "family": _family(picture.mode),
            "profile": _profile(profile),
            "has_profile": bool(profile),
            "profile_space": profile_space(profile),
            "dpi": _dpi(picture),
            **_animation(picture),
        }
        picture.seek(0)
        progressive = bool(picture.info.get("progressive"))
        if extension == "jpg" and photographs.is_broken(str(path), *picture.size, len(picture.getbands()), progressive):
            facts["seen"] = {"damage": {"count": 1, "places": []}}
        load_sampled(picture)
        if picture.mode == "CMYK":
            facts["ink"] = _ink(picture, width if upright else height, height if upright else width)
        facts["contrast"] = _contrast(picture)
        return facts


def _family(mode):
    if mode in ("CMYK",):
        return "cmyk"
    if mode in ("1", "L", "LA", "La", "F") or mode.startswith("I"):
        return "grey"
    return "lab" if mode == "LAB" else "rgb"


def _profile(profile):
    if not profile:
        return ""
    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.getProfileDescription(opened).strip()[:120]
    except (ImageCms.PyCMSError, OSError, ValueError):
        return "?"


def profile_space(profile):
    """What an ICC profile describes, as its header says: ``CMYK``, ``RGB``, ``GRAY``; nothing where it is none."""
    if not profile or len(profile) < 40 or bytes(profile[36:40]) != b"acsp":
        return ""
    return bytes(profile[16:20]).decode("latin-1").strip()


def _dpi(picture):
    try:
        across, down = (float(side) for side in picture.info.get("dpi", ()))
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return round(min(across, down), 1) if 1 < min(across, down) < 100_000 else None


def _animation(picture):
    frames = getattr(picture, "n_frames", 1) if picture.format not in ("MPO", "HEIF", "TIFF") else 1
    if frames < 2:
        return {"frames": 1, "seconds": 0.0}
    milliseconds = 0
    for frame in range(frames):
        picture.seek(frame)
        # A viewer gives a tenth of a second to a frame that asks for none.
        milliseconds += picture.info.get("duration", 0) or 100
    return {"frames": frames, "seconds": round(milliseconds / 1000, 3), "loops": picture.info.get("loop")}


def _ink(picture, width, height):
    """The heaviest cell, in pixels of the file; a cell is a square millimetre at 300 dpi."""
    cell = 11.8
    ink, (x, y) = inks.heaviest(picture, width / cell, height / cell)
    return {"most": ink, "pixel": [round(x * width), round(y * height)]}


def _contrast(picture):
    """
    The best contrast between light and dark of any part of the picture (WCAG 2.2, 1.4.3), sampled.

    What is written in it cannot be told from its ground by more than that.
    """
    small = ImageOps.contain(_plain_and_smaller(picture), (480, 480)).convert("L")
    best = 1.0
    for row in range(_TILES):
        for column in range(_TILES):
            box = (
                column * small.width // _TILES,
                row * small.height // _TILES,
                max((column + 1) * small.width // _TILES, column * small.width // _TILES + 1),
                max((row + 1) * small.height // _TILES, row * small.height // _TILES + 1),
            )
            best = max(best, _ratio(small.crop(box).histogram()))
    return round(best, 2)


def _plain_and_smaller(picture):
    """On a white ground; a large one in bands, for a second copy of it whole would not fit in memory."""
    factor = max(picture.size) // 960
    if factor < 2:
        return _plain(picture)
    small = Image.new("RGB", tuple(math.ceil(side / factor) for side in picture.size))
    band = factor * 64
    for top in range(0, picture.height, band):
        part = picture.crop((0, top, picture.width, min(top + band, picture.height)))
        part.info = picture.info
        small.paste(_plain(part).convert("RGB").reduce(factor), (0, top // factor))
    return small


def _plain(picture):
    if picture.mode in ("RGBA", "LA", "P", "PA"):
        over = picture.convert("RGBA")
        ground = Image.new("RGB", over.size, (255, 255, 255))
        ground.paste(over, mask=over.getchannel("A"))
        return ground
    return picture.convert("RGB") if not picture.mode.startswith("I") else picture.convert("L")


def _ratio(histogram):
    """Between the second and the ninety-eighth percentile of lightness."""
    total, dark, light = sum(histogram), None, 0
    counted = 0
    for level, count in enumerate(histogram):
        counted += count
        if dark is None and counted > total * 0.02:
            dark = level
        if counted <= total * 0.98:
            light = level + 1
    return (_luminance(min(max(light, dark or 0), 255)) + 0.05) / (_luminance(dark or 0) + 0.05)


def _luminance(level):
    value = level / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
