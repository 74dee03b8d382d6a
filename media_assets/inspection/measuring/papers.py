"""A PDF as a printer receives it: its boxes, its promises and what its pages paint."""

import re

import pikepdf

from media_assets.inspection.measuring import entries
from media_assets.inspection.measuring.contents import Walk, inherited
from media_assets.inspection.measuring.geometry import MM_PER_POINT
from media_assets.inspection.measuring.images import share_of
from media_assets.inspection.measuring.ledger import Ledger
from media_assets.inspection.measuring.stills import profile_space

#: Pages whose content is read; all boxes are.
MOST_PAGES = 400
_XMP_TRAPPED = re.compile(rb"pdf:Trapped[^<\w]{1,4}(True|False)")
_XMP_CLAIM = re.compile(rb"GTS_PDFXVersion[^>]*?[>=]\s*[\"']?\s*(PDF/X[^<\"']{1,30})")


def measure(path, extension):
    with pikepdf.open(path, attempt_recovery=False, suppress_warnings=True) as pdf:
        ledger = Ledger()
        # What was to be said of the file as a whole has been said at the door.
        pdf.get_warnings()
        walk = Walk(ledger, pdf.get_warnings, share_of(pdf))
        boxes, notes = [], []
        for number, page in enumerate(pdf.pages, start=1):
            unit = float(page.obj.get("/UserUnit", 1)) * MM_PER_POINT
            boxes.append(_boxes(page, number, unit))
            if _has_notes(page.obj):
                notes.append(number)
            if number == 1:
                # What is wrong with the whole is told with the first page.
                ledger.page = number
                walk.entries.ask(entries.catalogue, pdf.Root)
            if number <= MOST_PAGES:
                ledger.open_page(number, unit, _sides(page.mediabox), _sides(page.trimbox))
                walk.page(page)
        return {
            "kind": "pdf",
            "pdf_version": pdf.pdf_version,
            "pdfx": _claim(pdf),
            "trapped": _says_trapped(pdf),
            "has_id": "/ID" in pdf.trailer,
            "notes": notes,
            "output_intent": _output_intent(pdf),
            "pages": len(boxes),
            "boxes": boxes,
            "passed_over": walk.image_inks.passed_over,
            **ledger.facts(),
        }


def _boxes(page, number, unit):
    """The finished size, and how far the sheet reaches beyond it: left, bottom, right, top."""
    media, trim, bleed = _sides(page.mediabox), _sides(page.trimbox), _sides(page.bleedbox)
    beyond = (trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
    width, height = (trim[2] - trim[0]) * unit, (trim[3] - trim[1]) * unit
    sideways = int(inherited(page.obj, "/Rotate") or 0) % 180 == 90
    shifted = [trim[0] - media[0], trim[1] - media[1], trim[2] - media[0], trim[3] - media[1]]
    return {
        "page": number,
        "width": round(height if sideways else width, 3),
        "height": round(width if sideways else height, 3),
        "media": [round((media[2] - media[0]) * unit, 3), round((media[3] - media[1]) * unit, 3)],
        "trim": [round(side * unit, 3) for side in shifted],
        "bleed": [round(side * unit, 3) for side in beyond],
        "says_trim": "/TrimBox" in page.obj,
        "says_art": "/ArtBox" in page.obj,
        "says_bleed": "/BleedBox" in page.obj,
    }


def _sides(box):
    left, bottom, right, top = (float(side) for side in box)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


#: Annotations that belong to the sheet and not to a conversation about it.
_OF_THE_PRESS = ("/TrapNet", "/PrinterMark")


def _has_notes(page):
    """Whether comments, form fields or links lie on the page."""
    found = page.get("/Annots", [])
    return isinstance(found, pikepdf.Array) and any(
        isinstance(note, pikepdf.Dictionary) and str(note.get("/Subtype")) not in _OF_THE_PRESS
        for note in found[:MOST_PAGES]
    )


def _says_trapped(pdf):
    """Whether the file says if its colours were trapped, yes or no (ISO 32000-2, 14.11.6)."""
    said = pdf.docinfo.get("/Trapped") if pdf.docinfo is not None else None
    if str(said) in ("/True", "/False"):
        return True
    metadata = pdf.Root.get("/Metadata")
    return isinstance(metadata, pikepdf.Stream) and bool(_XMP_TRAPPED.search(metadata.read_bytes()))


def _claim(pdf):
    """«PDF/X-4» where the file says so, in its information or its metadata (ISO 15930)."""
    said = pdf.docinfo.get("/GTS_PDFXVersion") if pdf.docinfo is not None else None
    if said is not None:
        conformance = pdf.docinfo.get("/GTS_PDFXConformance")
        return str(conformance if conformance is not None else said)[:40]
    metadata = pdf.Root.get("/Metadata")
    found = _XMP_CLAIM.search(metadata.read_bytes()) if isinstance(metadata, pikepdf.Stream) else None
    return found[1].decode("latin-1").strip() if found else ""


def _output_intent(pdf):
    for intent in pdf.Root.get("/OutputIntents", []):
        if str(intent.get("/S", "")) == "/GTS_PDFX":
            profile = intent.get("/DestOutputProfile")
            inside = profile.read_bytes() if isinstance(profile, pikepdf.Stream) else b""
            return {
                "condition": str(intent.get("/OutputConditionIdentifier", ""))[:80],
                "profile": isinstance(profile, pikepdf.Stream),
                "components": int(profile.get("/N", 0)) if isinstance(profile, pikepdf.Stream) else 0,
                "space": profile_space(inside),
            }
    return None
