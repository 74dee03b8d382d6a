"""
PDF: whole, without a lock, without anything that acts by itself; then its paper is measured.

Boxes: ISO 32000-2, 14.11.2. Lengths are millimetres of the first page.
"""

import io
import re
from decimal import Decimal

import pikepdf
import pypdfium2

from media_assets.intake.probes import Refused

MM_PER_POINT = 25.4 / 72
MAX_OBJECTS = 1_000_000
MAX_DEPTH = 60
MAX_PAGES = 3000
#: Points of a side of a page, its unit counted: viewers draw no less and no more than some 35 metres.
LEAST_SIDE, MOST_SIDE = 1, 100_000
_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
#: Digits of a number: a float has seventeen, and Ghostscript gives up a word of 255.
MAX_DIGITS = 100
#: Of one picture on a page, as it says of itself: a banner of 2 by 3 metres at 300 dpi has 840 million.
MAX_PIXELS = 1_000_000_000
#: Tiles of a pattern that lie one over another: programs draw each of them, under every point of the sheet.
#: Scales and weaves have some ten; 10,000 take a second, and a million a minute.
MAX_TILES_OVER_ANOTHER = 10_000

#: What qpdf remarks on although every viewer takes it alike: a count in the trailer that is too high, a page that asks
#: for nothing and does not say so, an object that is listed and nowhere, and twice how the window opens.
_HARMLESS = re.compile(
    r"reported number of objects|Resources is missing|object has offset 0\b|duplicated key /(PageMode|PageLayout);"
)
_ACTIONS = {
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/ImportData": "launch",
    "/GoToE": "embedded_files",
    "/SubmitForm": "javascript",
    "/Rendition": "multimedia",
    "/Movie": "multimedia",
    "/Sound": "multimedia",
    "/RichMediaExecute": "multimedia",
}
_KEYS = {
    "/JS": "javascript",
    "/JavaScript": "javascript",
    "/EmbeddedFiles": "embedded_files",
    "/EF": "embedded_files",
    "/XFA": "multimedia",
    "/RichMediaContent": "multimedia",
}
_ANNOTATIONS = {
    "/FileAttachment": "embedded_files",
    "/RichMedia": "multimedia",
    "/Screen": "multimedia",
    "/Movie": "multimedia",
    "/Sound": "multimedia",
    "/3D": "multimedia",
}


def examine(path, extension):
    _check_end(path)
    try:
        with pikepdf.open(path, attempt_recovery=False, inherit_page_attributes=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Refused("encrypted_pdf")
            _check_passive(pdf)
            facts = _facts(pdf)
            if any(not _HARMLESS.search(complaint) for complaint in pdf.get_warnings()):
                # What one reader mends in silence, the next one shows in its own way or not at all.
                raise Refused("unreadable", "damaged_pdf")
    except pikepdf.PasswordError as error:
        raise Refused("encrypted_pdf") from error
    except (pikepdf.PdfError, pikepdf.DataDecodingError, TypeError, ValueError, OverflowError) as error:
        # Words where numbers belong are damage, too.
        raise Refused("unreadable", "damaged_pdf") from error
    _check_opens(path)
    return facts


def _check_end(path):
    with open(path, "rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(max(0, size - 2048))
        if b"%%EOF" not in file.read():
            raise Refused("truncated")


def _check_passive(pdf):
    if len(pdf.objects) > MAX_OBJECTS:
        raise Refused("unreadable", "too_demanding")
    for thing in pdf.objects:
        _check_thing(thing, 0)


def _check_thing(thing, depth):
    """One indirect object and the direct ones inside it; references lead to others of the list."""
    if depth > MAX_DEPTH:
        raise Refused("unreadable", "too_demanding")
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
        _check_picture(thing)
        _check_tiles(thing)
    _check_length(thing)
    if isinstance(thing, pikepdf.Dictionary):
        if not isinstance(thing.get("/Resources", pikepdf.Dictionary()), pikepdf.Dictionary):
            raise Refused("unreadable", "damaged_pdf")
        for key, value in thing.items():
            if key in _KEYS and not _is_empty(value):
                raise Refused("active_pdf", _KEYS[key])
            if key in ("/S", "/Subtype") and isinstance(value, pikepdf.Name):
                found = (_ACTIONS if key == "/S" else _ANNOTATIONS).get(str(value))
                if found and (key == "/S" or "/Rect" in thing):
                    raise Refused("active_pdf", found)
            _descend(value, depth)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            _descend(value, depth)


def _check_picture(described):
    if (
        described.get("/Subtype") == "/Image"
        and _number(described, "/Width") * _number(described, "/Height") > MAX_PIXELS
    ):
        raise Refused("unreadable", "too_demanding")


def _check_tiles(described):
    """How often the tiles of a pattern cover a point: their box by the steps between them (ISO 32000-2, 8.7.3)."""
    box, steps = described.get("/BBox"), (described.get("/XStep"), described.get("/YStep"))
    if described.get("/PatternType") != 1 or not _is_box(box) or not all(map(_is_number, steps)):
        return
    left, bottom, right, top = _sides(box)
    across, down = (abs(float(step)) for step in steps)
    if (right - left) * (top - bottom) > MAX_TILES_OVER_ANOTHER * across * down > 0:
        raise Refused("unreadable", "tiles")


def _number(described, key):
    value = described.get(key, 0)
    return value if isinstance(value, int) else 0


def _check_length(thing):
    if isinstance(thing, Decimal) and len(str(thing)) > MAX_DIGITS:
        raise Refused("unreadable", "damaged_pdf")


def _descend(value, depth):
    _check_length(value)
    if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
        _check_thing(value, depth + 1)


def _is_empty(value):
    """Some programs leave an empty tree of attachments behind."""
    if not isinstance(value, pikepdf.Dictionary):
        return False
    return all(isinstance(inner, pikepdf.Array) and len(inner) == 0 for inner in value.values())


def _facts(pdf):
    pages = len(pdf.pages)
    if not pages:
        raise Refused("unreadable", "no_pages")
    if pages > MAX_PAGES:
        raise Refused("unreadable", "too_demanding")
    if pdf.Root.Pages.get("/Count") != pages:
        # Viewers believe the number and not the pages.
        raise Refused("unreadable", "damaged_pdf")
    labels = pdf.Root.get("/PageLabels")
    if labels is not None and not (isinstance(labels, pikepdf.Dictionary) and ("/Nums" in labels or "/Kids" in labels)):
        # Ghostscript opens no PDF whose pages are numbered by what is no tree of numbers.
        raise Refused("unreadable", "damaged_pdf")
    _check_promises(pdf.Root)
    for page in pdf.pages:
        _check_page(page)
    page = pdf.pages[0]
    unit = float(page.obj.get("/UserUnit", 1)) * MM_PER_POINT
    trim, bleed = _sides(page.trimbox), _sides(page.bleedbox)
    width, height = (trim[2] - trim[0]) * unit, (trim[3] - trim[1]) * unit
    if int(_inherited(page.obj, "/Rotate", 0)) % 180:
        width, height = height, width
    margin = min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
    return {
        "pages": pages,
        "page_width_mm": round(width, 2),
        "page_height_mm": round(height, 2),
        "bleed_mm": round(max(0, margin) * unit, 2),
        "pdf_version": pdf.pdf_version,
    }


def _check_promises(root):
    intents = root.get("/OutputIntents", pikepdf.Array([]))
    if not isinstance(intents, pikepdf.Array) or not all(isinstance(each, pikepdf.Dictionary) for each in intents):
        raise Refused("unreadable", "damaged_pdf")


def _check_page(page):
    """Some viewers climb from a page to what it inherits, and ask how large its unit is."""
    for key in _BOXES:
        box = _inherited(page.obj, key, None)
        if box is not None and not _is_box(box):
            raise Refused("unreadable", "damaged_pdf")
    parent = page.obj.get("/Parent")
    is_below_a_branch = isinstance(parent, pikepdf.Dictionary) and isinstance(parent.get("/Kids"), pikepdf.Array)
    if not isinstance(_inherited(page.obj, "/Rotate", 0), int):
        raise Refused("unreadable", "damaged_pdf")
    unit, (left, bottom, right, top) = float(page.obj.get("/UserUnit", 1)), _sides(page.mediabox)
    sides = (right - left) * unit, (top - bottom) * unit
    crop = _sides(page.cropbox)
    shown = min(right, crop[2]) - max(left, crop[0]), min(top, crop[3]) - max(bottom, crop[1])
    is_drawn = all(LEAST_SIDE <= side <= MOST_SIDE for side in sides) and all(side * unit >= LEAST_SIDE for side in shown)
    if not is_below_a_branch or not unit > 0 or not is_drawn:
        raise Refused("unreadable", "damaged_pdf")


def _is_box(value):
    return isinstance(value, pikepdf.Array) and len(value) == 4 and all(map(_is_number, value))


def _is_number(value):
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _inherited(page, key, otherwise):
    """An attribute that a page may take from the branches above it (ISO 32000-2, 7.7.3.4)."""
    for _level in range(MAX_DEPTH):
        if key in page:
            return page[key]
        if "/Parent" not in page:
            break
        page = page["/Parent"]
    return otherwise


def _sides(box):
    left, bottom, right, top = (float(side) for side in box)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _check_opens(path):
    """A reader must be able to show the first page, at a size that costs nothing."""
    try:
        document = pypdfium2.PdfDocument(path)
        page = document[0]
        if not 0 < page.get_width() < 100_000 or not 0 < page.get_height() < 100_000:
            raise Refused("unreadable", "no_pages")
        page.render(scale=min(1, 64 / max(page.get_size())))
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise Refused("unreadable", "no_pages") from error
