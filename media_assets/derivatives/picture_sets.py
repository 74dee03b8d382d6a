"""
A picture as readers' screens take it: AVIF and WebP, never enlarged, in the widths of the responsive set
that its format asks for (those the inspection holds the master against), or else in those of the site.

In sRGB, without the original's metadata and with the office's statement. The animation of a GIF is not kept: its first frame stands for it.
"""

from PIL import Image

from media_assets.intake.probes.pictures import PILLOW_FORMATS, register_openers
from media_assets.metadata.statement import Statement
from media_assets.previews import pictures

#: Pixels, where the format names no set of its own; an original between two of them is offered at its own width on top.
WIDTHS = (400, 800, 1200, 1600)
#: No taller than this, whatever the width.
TALLEST = 6400


def make(request, out, progress):
    Image.MAX_IMAGE_PIXELS = None
    path, extension = request["path"], request["extension"]
    statement = Statement.from_dict(request.get("statement"))
    register_openers(extension)
    formats = PILLOW_FORMATS[extension]
    width, _height = pictures.displayed_size(path, formats)
    asked = sorted(request.get("widths") or WIDTHS)
    picture = pictures.open_upright(path, min(1, asked[-1] / width), formats)
    widths = [each for each in asked if each < width] + ([width] if width <= asked[-1] else [])
    jobs = [(each, format) for each in widths for format in ("avif", "webp")]
    for number, (wanted, format) in enumerate(jobs):
        reduced = pictures.fitted(picture, wanted, TALLEST)
        name = f"imagen-{wanted}.{format}"
        with (out / name).open("wb") as file:
            pictures.save(reduced, file, format, statement)
        yield {
            "kind": format,
            "name": name,
            "mime": f"image/{format}",
            "position": wanted,
            "width": reduced.width,
            "height": reduced.height,
        }
        progress((number + 1) / len(jobs))
