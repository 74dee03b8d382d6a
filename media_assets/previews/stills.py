"""Pictures and drawings, reduced."""

import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image

from media_assets.intake.probes.pictures import PILLOW_FORMATS, register_openers
from media_assets.previews import pictures
from media_assets.previews.workshop import COVER_SIDE, still, thumbnail

#: A page of the drawing's own proportions, its longer side at ``COVER_SIDE`` points.
_SHEET = f"""
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#context {{
  let natural = measure(image("drawing.svg"))
  let scale = {COVER_SIDE}pt / calc.max(natural.width, natural.height)
  image("drawing.svg", width: natural.width * scale, height: natural.height * scale)
}}
"""


def draw(path, extension, out):
    picture = _rasterised(path) if extension == "svg" else _opened(path, extension)
    yield still(picture, "preview", out)
    yield thumbnail(picture, out)


def _opened(path, extension):
    Image.MAX_IMAGE_PIXELS = None
    register_openers(extension)
    formats = PILLOW_FORMATS[extension]
    longest = max(pictures.displayed_size(path, formats))
    return pictures.open_upright(path, min(1, COVER_SIDE / longest), formats)


def _rasterised(path):
    """
    The drawing as pixels, on a transparent ground.

    By the typesetter's renderer, which knows neither scripts nor addresses; it
    may read nothing but the drawing's own folder.
    """
    import typst

    with tempfile.TemporaryDirectory(prefix="drawing-") as folder:
        shutil.copyfile(path, Path(folder) / "drawing.svg")
        source = Path(folder) / "sheet.typ"
        source.write_text(_SHEET)
        drawn = Image.open(io.BytesIO(typst.compile(str(source), root=folder, format="png", ppi=72)))
        drawn.load()
    return drawn
