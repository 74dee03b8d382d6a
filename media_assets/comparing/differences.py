"""
What changed between two likenesses of a page. Knows no Django.

The likenesses are compressed, so that equal pages differ by a little noise: a pixel
counts as changed when it and its neighbours differ by more than ``DETAIL`` of 255, or
when a whole spot about it does by more than ``TINT``: a colour mended by little.
"""

from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter, ImageOps

DETAIL, TINT = 26, 8
#: Pixels about a pixel that make a spot.
SPOT = 6
INK, PALE_INK, GHOST = (195, 47, 25), (250, 226, 220), 0.28
#: The share of changed pixels over which the ink lets the newer page show through: a flat red would say nothing of it.
MOST = 0.4
#: The share of changed pixels under which two pages count as equal.
NOTHING = 0.00002


@dataclass(frozen=True, slots=True)
class Difference:
    """The picture that shows it, and the share of the page that changed (0 to 1)."""

    picture: Image.Image
    share: float

    @property
    def is_visible(self):
        return self.share > NOTHING


def compare(older: Image.Image, newer: Image.Image) -> Difference:
    """The newer page as a pale ghost, with what changed in the ink of the house; what is another page, printed in it."""
    older, newer = _plain(older), _plain(newer)
    if older.size != newer.size:
        older = older.resize(newer.size, Image.Resampling.LANCZOS)
    strongest = _strongest(ImageChops.difference(older, newer))
    changed = ImageChops.lighter(
        strongest.filter(ImageFilter.BoxBlur(1)).point(lambda value: 255 if value > DETAIL else 0),
        strongest.filter(ImageFilter.BoxBlur(SPOT)).point(lambda value: 255 if value > TINT else 0),
    )
    share = changed.histogram()[255] / (changed.width * changed.height)
    ghost = Image.blend(Image.new("L", newer.size, 255), newer.convert("L"), GHOST).convert("RGB")
    ink = ImageOps.colorize(newer.convert("L"), INK, PALE_INK) if share > MOST else INK
    ghost.paste(ink, mask=changed.filter(ImageFilter.MaxFilter(5)))
    return Difference(ghost, share)


def _strongest(difference):
    """Of the three colours, the one that differs most, pixel by pixel."""
    red, green, blue = difference.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _plain(picture):
    """On white, where something is transparent."""
    if picture.mode == "RGB":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    alpha = picture.convert("RGBA")
    ground.paste(alpha, mask=alpha.getchannel("A"))
    return ground
