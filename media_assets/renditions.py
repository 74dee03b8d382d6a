"""
The public sizes of a photograph: made ahead in the background, only read in a request.

Renditions are Wagtail's own, under filter names that Wagtail understands, so
that whatever else knows of renditions (deletion with the image, focal point,
frontend cache, ``wagtail_update_image_renditions``) goes on working. What is
ours is how they are made: the original is decoded once for all of them, turned
upright, translated to sRGB, freed of its metadata (a camera writes where the
photographer stood) and given what the office says of it: author, rights, licence.
"""

import io
import logging
from dataclasses import dataclass
from functools import cache

import pillow_heif
import willow
from django.core.files import File
from django.db.models import Prefetch
from django.dispatch import Signal
from wagtail.images.models import Filter

from media_assets.metadata import cleaning, records, statements
from media_assets.models import EditorialRendition
from media_assets.previews import pictures
from media_assets.storage import put_in_place

logger = logging.getLogger(__name__)

# Telephones write HEIC, which Pillow reads through this alone.
pillow_heif.register_heif_opener(thumbnails=False)

#: Best first: a browser takes the first it understands.
FORMATS = ("avif", "webp", "jpeg")
#: Pixels. An original between two widths is offered at its own width on top.
WIDTHS = (400, 800, 1200, 1600)
#: Named crops around the focal point, in pixels (width, height).
CROPS = {"card": ((400, 267), (800, 534))}
OPEN_GRAPH = "fill-1200x630|format-jpeg"
#: What the library's own screens ask for, made in the same pass.
DESK = ("max-165x165", "max-800x600")

#: Sent with ``image`` when new renditions of it exist.
renditions_prepared = Signal()


def specs(crop: str = "", width: int | None = None) -> list[str]:
    """
    The filters of the whole picture, or of one crop, smallest first.

    ``width`` is the original's: widths that would only repeat it are left out.
    """
    if crop:
        sizes = [f"fill-{w}x{h}" for w, h in CROPS[crop]]
    else:
        useful = [w for w in WIDTHS if width is None or w < width]
        # The first width past the original gives the original's own width.
        useful += [w for w in WIDTHS if width is not None and w >= width][:1]
        sizes = [f"width-{w}" for w in useful]
    return [f"{size}|format-{format}" for format in FORMATS for size in sizes]


def all_specs(width: int | None = None) -> list[str]:
    """Every filter prepared for an original of that width."""
    crops = [spec for crop in CROPS for spec in specs(crop)]
    return [*specs(width=width), *crops, OPEN_GRAPH, *DESK]


def prefetch(lookup: str = "", *crops: str) -> Prefetch:
    """
    Only the renditions that ``{% picture %}`` will read, for ``prefetch_related``.

    ``prefetch("lead_image", "card")`` for cards; ``prefetch("lead_image")`` for the
    whole picture; name both ``""`` and ``"card"`` to have both.
    """
    wanted = [spec for crop in (crops or ("",)) for spec in specs(crop)] + [OPEN_GRAPH]
    path = f"{lookup}__renditions" if lookup else "renditions"
    return Prefetch(path, EditorialRendition.objects.filter(filter_spec__in=wanted))


@dataclass(frozen=True, slots=True)
class PictureSources:
    """What a ``<picture>`` needs: a srcset by format, and the fallback with its pixels."""

    sources: list[tuple[str, str]]
    src: str
    srcset: str
    width: int
    height: int


def sources(image, crop: str = "") -> PictureSources | None:
    """
    The prepared renditions of an image, or ``None`` while there are none.

    Reads ``image.renditions.all()`` alone (prefetch it) and never makes one.
    """
    wanted = set(specs(crop))
    focal_point = _filter(next(iter(wanted))).get_cache_key(image)
    by_format = {format: {} for format in FORMATS}
    for rendition in _prepared(image):
        if rendition.filter_spec in wanted and rendition.focal_point_key == focal_point:
            format = rendition.filter_spec.rpartition("-")[2]
            by_format[format][rendition.width] = rendition
    fallback = by_format["jpeg"]
    if not fallback:
        return None
    largest = fallback[max(fallback)]
    # A reader without srcset gets a size that any screen and any connection bears.
    middling = fallback[min(fallback, key=lambda w: abs(w - 800))]
    return PictureSources(
        sources=[
            (f"image/{format}", _srcset(found)) for format, found in by_format.items() if found and format != "jpeg"
        ],
        src=middling.url,
        srcset=_srcset(fallback),
        width=largest.width,
        height=largest.height,
    )


@cache
def _filter(spec):
    """A filter to ask for its key; parsing it each time would be most of the work."""
    return Filter(spec)


def _prepared(image):
    """What is prefetched by ``prefetch`` or by Wagtail's ``prefetch_renditions``, or one query."""
    kept = getattr(image, "prefetched_renditions", None)
    return image.renditions.all() if kept is None else kept


def _srcset(by_width):
    return ", ".join(f"{by_width[width].url} {width}w" for width in sorted(by_width))


def open_graph(image):
    """The rendition for a shared link (1200 × 630, JPEG), or ``None`` while it is not made."""
    focal_point = _filter(OPEN_GRAPH).get_cache_key(image)
    for rendition in _prepared(image):
        if rendition.filter_spec == OPEN_GRAPH and rendition.focal_point_key == focal_point:
            return rendition
    return None


class Original:
    """One original decoded once for many filters, no larger than they need."""

    def __init__(self, image, filters, statement=None):
        self.image = image
        self.statement = statement
        with image.open_file() as file:
            self.size = pictures.displayed_size(file)
            file.seek(0)
            scales = [self._scale(filter.get_transform(image, self.size)) for filter in filters]
            self.picture = pictures.open_upright(file, min(1, max(scales)))

    @staticmethod
    def _scale(transform):
        rect = transform.get_rect()
        return max(transform.size[0] / rect.width, transform.size[1] / rect.height)


class PreparedFilter(Filter):
    """A Wagtail filter that takes its picture from an ``Original`` already decoded."""

    def __init__(self, spec, original=None):
        super().__init__(spec)
        self.original = original

    def run(self, image, output, source=None):
        picture, full = self.original.picture, self.original.size
        transform = self.get_transform(image, full)
        rect = transform.get_rect()
        across, down = picture.width / full[0], picture.height / full[1]
        box = (
            max(0, rect.left * across),
            max(0, rect.top * down),
            min(picture.width, rect.right * across),
            min(picture.height, rect.bottom * down),
        )
        size = tuple(max(1, round(side)) for side in transform.size)
        pictures.save(pictures.cut(picture, box, size), output, self._format(picture), self.original.statement)
        output.seek(0)
        return willow.Image.open(output)

    def _format(self, picture):
        env = {}
        for operation in self.filter_operations:
            operation.run(None, self.original.image, env)
        return env.get("output-format") or ("png" if picture.mode == "RGBA" else "jpeg")


def made_public(image, filter, made):
    """The file of a rendition that goes out: ours as they are, those of other makers without the original's metadata."""
    if isinstance(filter, PreparedFilter) or image.is_svg():
        return made
    made.seek(0)
    content = cleaning.cleaned(made.read(), made.name.rpartition(".")[2], statements.of_file(image))
    return File(io.BytesIO(content), name=made.name)


def label_rendition(rendition, statement):
    """Write a rendition again under its own name, with what people say of it now; its pixels stay."""
    try:
        with rendition.file.open("rb") as file:
            data = file.read()
        labelled = cleaning.cleaned(data, rendition.file.name.rpartition(".")[2], statement)
        put_in_place(rendition.file, labelled)
    except (OSError, cleaning.CannotClean) as error:
        logger.warning("Rendition %s keeps its former label: %s", rendition.pk, error)


def prepare(image) -> int:
    """
    Make every rendition that the image lacks and drop those of an older focal point.

    Those that say something else than people have written by now are labelled anew.
    Returns how many were made. Harmless to repeat.
    """
    if image.is_svg():
        return 0
    filters = [PreparedFilter(spec) for spec in all_specs(image.width)]
    current = {(filter.spec, filter.get_cache_key(image)) for filter in filters}
    present = set()
    record = records.known(image)
    statement = statements.of_file(image)
    stated = statements.digest(statement)
    for rendition in EditorialRendition.objects.filter(image=image):
        key = (rendition.filter_spec, rendition.focal_point_key)
        if key not in current and any(rendition.filter_spec == spec for spec, _ in current):
            rendition.delete()
            continue
        present.add(key)
        if record.stated != stated:
            label_rendition(rendition, statement)
    missing = [filter for filter in filters if (filter.spec, filter.get_cache_key(image)) not in present]
    if missing:
        original = Original(image, missing, statement)
        for filter in missing:
            filter.original = original
            image.create_rendition(filter)
    type(record).objects.filter(pk=record.pk).update(stated=stated)
    if not missing:
        return 0
    renditions_prepared.send(sender=type(image), image=image)
    return len(missing)
