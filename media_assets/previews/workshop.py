"""
How each kind of file is drawn. Runs in the bounded process; no Django here.

Sizes are pixels. A printed page is shown as it will be after the guillotine: its
trim box, without bleed or marks.
"""

from importlib import import_module

from media_assets.previews import pictures

THUMBNAIL_WIDTH = 640
COVER_SIDE = 1600
PAGE_SIDE = 1200
MAX_PAGES = 12

_DRAWERS = {
    "image": "stills",
    "svg": "stills",
    "pdf": "papers",
    "audio": "recordings",
    "video": "recordings",
}


def draw(path, kind, extension, out):
    """Draw what a file of that kind has to show and tell what was drawn."""
    if kind not in _DRAWERS:
        return []
    drawer = import_module(f"media_assets.previews.{_DRAWERS[kind]}")
    return list(drawer.draw(path, extension, out))


def still(picture, kind, out, side=COVER_SIDE):
    """Write a picture, fitted to ``side``, and describe it."""
    fitted = pictures.fitted(picture, side, side)
    return _written(fitted, kind, out)


def thumbnail(picture, out):
    """The small picture of a card; very tall ones are bounded too."""
    return _written(pictures.fitted(picture, THUMBNAIL_WIDTH, THUMBNAIL_WIDTH * 2), "thumbnail", out)


def _written(picture, kind, out):
    name = f"{kind}.webp"
    with (out / name).open("wb") as file:
        pictures.save(picture, file, "webp")
    return {"kind": kind, "name": name, "width": picture.width, "height": picture.height, "mime": "image/webp"}
