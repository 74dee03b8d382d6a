"""The typesetter: data and pictures into a closed temporary folder, Typst over it, bytes out."""

import datetime
import functools
import hashlib
import io
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pikepdf
import typst
from PIL import Image

from media_assets.typesetting import pictures
from media_assets.typesetting.errors import TypesettingError
from media_assets.typesetting.inks import as_seen
from media_assets.typesetting.text import settable_tree

FONT_FOLDER = Path(__file__).parent / "fonts"
TEMPLATE_FOLDER = Path(__file__).parents[2] / "templates" / "typesetting"

MM_TO_PT = 72 / 25.4
# Finished sizes in millimetres; media carta is half a letter sheet.
PRINT_TRIMS_MM: dict[str, tuple[float, float]] = {
    "afiche": (500.0, 700.0),
    "volante": (139.7, 215.9),
    "plegable": (279.4, 215.9),
    "cartilla": (139.7, 215.9),
    "pendon": (800.0, 2000.0),
}
_UNDATED = 946_684_800  # 1 January 2000, in seconds of Unix

Pictures = Mapping[str, bytes | Path]


def typeset_pdf(template: str, data: dict, *, images: Pictures | None = None, standard: str | None = "ua-1") -> bytes:
    """Set a reading PDF; with ``standard="ua-1"`` it is tagged and claims PDF/UA-1."""
    prepared = {key: pictures.for_screen(picture) for key, picture in _needed_pictures(data, images)}
    return _compile(template, data, prepared, format="pdf", pdf_standards=[standard] if standard else [])


def typeset_print(
    template: str,
    data: dict,
    *,
    trim_mm: tuple[float, float] | None = None,
    bleed_mm: float = 3,
    images: Pictures | None = None,
) -> bytes:
    """Set a CMYK press PDF of trim plus bleed, with its page boxes; ``trim_mm`` defaults to the template's."""
    width, height = trim_mm or PRINT_TRIMS_MM[template]
    under = _process_colour(data) if data.get("photo_tone") == "ink" else None
    prepared = {key: pictures.for_press(picture, under=under) for key, picture in _needed_pictures(data, images)}
    sheet = {"width_mm": width, "height_mm": height, "bleed_mm": bleed_mm}
    document = _compile(template, data | {"sheet": sheet}, prepared, format="pdf", pdf_standards=["1.6"])
    return with_page_boxes(document, trim_mm=(width, height), bleed_mm=bleed_mm)


def typeset_png(template: str, data: dict, *, images: Pictures | None = None, width_px: int, height_px: int) -> bytes:
    """Set an RGB picture of exactly ``width_px`` by ``height_px``."""
    under = _screen_colour(data) if data.get("photo_tone") == "ink" else None
    prepared = {key: pictures.for_screen(picture, under=under) for key, picture in _needed_pictures(data, images)}
    sheet = {"width_px": width_px, "height_px": height_px}
    picture = _compile(template, data | {"sheet": sheet}, prepared, format="png", ppi=72.0)
    return picture[0] if isinstance(picture, list) else picture


def typeset_jpeg(
    template: str,
    data: dict,
    *,
    images: Pictures | None = None,
    width_px: int,
    height_px: int,
    max_bytes: int | None = None,
) -> bytes:
    """Like :func:`typeset_png`, as a JPEG of the best quality that fits in ``max_bytes``."""
    drawn = typeset_png(template, data, images=images, width_px=width_px, height_px=height_px)
    picture = Image.open(io.BytesIO(drawn)).convert("RGB")
    for quality in (92, 88, 84, 80, 74, 68, 60, 50):
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        if max_bytes is None or buffer.tell() <= max_bytes:
            return buffer.getvalue()
    raise TypesettingError(f"The picture does not fit in {max_bytes} bytes.")


def with_page_boxes(document: bytes, *, trim_mm: tuple[float, float], bleed_mm: float) -> bytes:
    """Set MediaBox and BleedBox to the sheet and TrimBox to the finished size (ISO 32000-2, 14.11.2)."""
    width, height = ((side + 2 * bleed_mm) * MM_TO_PT for side in trim_mm)
    sheet = [0, 0, round(width, 4), round(height, 4)]
    inset = bleed_mm * MM_TO_PT
    trim = [round(value, 4) for value in (inset, inset, width - inset, height - inset)]
    with pikepdf.open(io.BytesIO(document)) as pdf:
        for page in pdf.pages:
            page.mediabox = page.cropbox = page.bleedbox = sheet
            page.trimbox = trim
        buffer = io.BytesIO()
        pdf.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()


def _compile(template: str, data: dict, prepared: dict[str, tuple[str, bytes]], **options):
    sources = _sources()
    if f"{template}.typ" not in sources:
        raise TypesettingError(f"There is no template {template!r}.")
    with tempfile.TemporaryDirectory(prefix="rotativa-typesetting-") as folder:
        root = Path(folder)
        for name, source in sources.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(source, encoding="utf-8")
        (root / "images").mkdir()
        paths = {}
        for number, (key, (suffix, content)) in enumerate(sorted(prepared.items())):
            paths[key] = f"/images/{number}{suffix}"
            (root / paths[key].lstrip("/")).write_bytes(content)
        document = settable_tree(data) | {"images": {key: paths[key] for key in paths}}
        (root / "data.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        compiler = typst.Compiler(
            root / f"{template}.typ",
            root=root,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            package_path=root / "no-packages",
            package_cache_path=root / "no-packages",
        )
        try:
            return compiler.compile(timestamp=_timestamp(data), **options)
        except typst.TypstError as error:
            hints = " ".join(error.hints)
            raise TypesettingError(f"{template}: {error.message} {hints}".strip()) from error


def _needed_pictures(data: dict, images: Pictures | None) -> Iterator[tuple[str, Image.Image]]:
    """Open each picture that the data name, once; a name without a picture is an error."""
    for key in sorted(set(_picture_keys(data))):
        if key not in (images or {}):
            raise TypesettingError(f"Picture {key!r} is named in the text but was not given.")
        yield key, pictures.open_picture(images[key], key)


def _picture_keys(value) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("image"):
            yield str(value["image"])
        for item in value.values():
            yield from _picture_keys(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _picture_keys(item)


def _process_colour(data: dict) -> tuple[int, int, int, int]:
    colour = data["colour"]
    return tuple(int(colour.get(ink, 0)) for ink in "cmyk")


def _screen_colour(data: dict) -> tuple[int, int, int]:
    colour = data["colour"]
    if hexadecimal := colour.get("rgb", "").lstrip("#"):
        return tuple(bytes.fromhex(hexadecimal))
    return as_seen(*_process_colour(data))


def _timestamp(data: dict) -> int:
    try:
        day = datetime.date.fromisoformat(str(data.get("date", ""))[:10])
    except ValueError:
        return _UNDATED
    return int(datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC).timestamp())


@functools.cache
def _sources() -> dict[str, str]:
    return {
        path.relative_to(TEMPLATE_FOLDER).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(TEMPLATE_FOLDER.rglob("*.typ"))
    }


@functools.cache
def design_mark() -> str:
    """Names the state of all templates: what was set with another is out of date."""
    return hashlib.sha256(json.dumps(_sources()).encode()).hexdigest()[:12]


@functools.cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONT_FOLDER])
