"""
Which colours a picture is remembered by. No Django here.

The picture is reduced to a few colours in CIELAB, where a step looks as large as it is,
and each of them is given the name that people would: by lightness, chroma and hue in OKLCh
(B. Ottosson, 2020), whose hues stay put where those of CIELAB turn, as in blue.
"""

import math

from PIL import Image, ImageCms

from media_assets.previews import pictures

#: Pixels of the longer side on which colours are counted, and how many colours are told apart.
SIDE, CLUSTERS = 160, 20
#: Per cent of what is drawn from which a colour is plain to see. Paper and ink are everywhere:
#: black, grey and white are named only where they make the picture.
PLAIN, PLAIN_NEUTRAL = 6, 25
NEUTRAL = ("black", "grey", "white")
#: Colours named at most, the widest first.
NAMED = 4

#: From which hue on, in degrees of OKLCh, a colour bears which name.
_HUES = (
    (12, "red"),
    (38, "orange"),
    (84, "yellow"),
    (115, "green"),
    (168, "turquoise"),
    (222, "blue"),
    (282, "violet"),
    (325, "pink"),
)

_SRGB, _LAB = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
_TO_LAB = ImageCms.buildTransform(_SRGB, _LAB, "RGB", "LAB")
_FROM_LAB = ImageCms.buildTransform(_LAB, _SRGB, "LAB", "RGB")


def families(picture: Image.Image) -> dict[str, int]:
    """The families of colours that are plain to see, with their share in per cent, the widest first."""
    shares = {}
    for rgb, share in _clusters(pictures.for_screen(picture)):
        name = family(*rgb)
        shares[name] = shares.get(name, 0) + share
    plain = {n: s for n, s in shares.items() if s * 100 >= (PLAIN_NEUTRAL if n in NEUTRAL else PLAIN)}
    # Something is always said of a picture: what it has most of.
    plain = plain or dict([max(shares.items(), key=lambda pair: pair[1])] if shares else [])
    widest = sorted(plain.items(), key=lambda pair: -pair[1])[:NAMED]
    return {name: max(1, round(share * 100)) for name, share in widest}


def _clusters(picture):
    """``((red, green, blue), share)`` of the few colours to which the opaque part of the picture is reduced."""
    small = pictures.fitted(picture, SIDE, SIDE)
    opaque = _opaque(small)
    if opaque is None:
        return []
    lab = ImageCms.applyTransform(opaque, _TO_LAB)
    # Three planes of numbers are three planes of numbers: so Pillow reduces them by distance in CIELAB.
    reduced = Image.merge("RGB", lab.split()).quantize(CLUSTERS, Image.Quantize.MEDIANCUT, kmeans=2)
    counted = sorted(reduced.getcolors(), reverse=True)
    palette = reduced.getpalette()
    ink = Image.new("RGB", (len(counted), 1))
    ink.putdata([tuple(palette[index * 3 : index * 3 + 3]) for _n, index in counted])
    screen = ImageCms.applyTransform(Image.merge("LAB", ink.split()), _FROM_LAB)
    whole = sum(n for n, _index in counted)
    return [(screen.getpixel((place, 0)), n / whole) for place, (n, _index) in enumerate(counted)]


def _opaque(picture):
    """The pixels that are drawn, in one row; None where nothing is."""
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    drawn = [pixel[:3] for pixel in picture.get_flattened_data() if pixel[3] >= 128]
    if not drawn:
        return None
    row = Image.new("RGB", (len(drawn), 1))
    row.putdata(drawn)
    return row


def family(red: int, green: int, blue: int) -> str:
    """The name that people give to a colour of sRGB (0 to 255)."""
    lightness, chroma, hue = _oklch(red, green, blue)
    if chroma < _least_chroma(lightness) or (lightness < 0.24 and chroma < 0.08):
        return "black" if lightness < 0.3 else "white" if lightness > 0.9 else "grey"
    name = next((name for start, name in reversed(_HUES) if hue >= start), "pink")
    return _renamed(name, lightness, chroma, hue)


def _least_chroma(lightness):
    """From how much chroma on an eye tells the hue: of what is very dark, or paper, it takes more."""
    return 0.05 if lightness < 0.3 else 0.04 if lightness > 0.9 else 0.035


def _renamed(name, lightness, chroma, hue):
    """Some names are of a part of their hues only: dark orange is brown, light red pink, dark fuchsia violet."""
    match name:
        case "orange" if lightness < 0.6 or (chroma < 0.09 and lightness < 0.88):
            return "brown"
        case "yellow" if lightness < 0.62:
            return "green" if hue >= 100 else "brown"
        case "yellow" if chroma < 0.07 and lightness < 0.88:
            return "brown"
        case "red" if lightness > 0.74:
            return "pink"
        case "red" if chroma < 0.08 and lightness < 0.6:
            return "brown"
        case "pink" if hue < 345 and hue >= 300 and lightness < 0.55:
            return "violet"
        case "turquoise" if hue < 190 and lightness < 0.45:
            return "green"
    return name


def _oklch(red, green, blue):
    """Lightness (0 to 1), chroma (0 to about 0.37) and hue (0 to 360) of a colour of sRGB."""
    r, g, b = (_linear(value / 255) for value in (red, green, blue))
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _linear(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
