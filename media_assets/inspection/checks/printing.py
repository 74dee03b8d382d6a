"""What a printer would send back for its sheet: sizes, boxes, binding, fonts, and what the file promises."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from media_assets.inspection.checks import OF_THE_FORMAT, Checklist, seen
from media_assets.inspection.findings import Deviation, Place, Severity, decimal

PRINT = ("print",)
#: Millimetres that no guillotine tells apart.
TOLERANCE_MM = 0.5
#: Places told of one finding.
MOST_PLACES = 12

checklist = Checklist()
check = checklist.check


def size(width, height):
    return f"{decimal(width)} × {decimal(height)} mm"


def _pages(facts):
    return facts.get("boxes", [])


@check(
    "page-size",
    PRINT,
    Severity.BLOCKS,
    what=gettext_lazy("The finished size is not that of the format."),
    mend=gettext_lazy("Set the page of the document to the finished size and export it again, with its trim box."),
    standard="ISO 32000-2, 14.11.2",
)
def page_size(facts, spec):
    if spec.width_mm is None or spec.height_mm is None:
        return
    wrong = [
        page
        for page in _pages(facts)
        if abs(page["width"] - spec.width_mm) > TOLERANCE_MM or abs(page["height"] - spec.height_mm) > TOLERANCE_MM
    ]
    if wrong:
        yield Deviation(
            size(wrong[0]["width"], wrong[0]["height"]),
            size(spec.width_mm, spec.height_mm),
            tuple(Place(page=page["page"], box=tuple(page["trim"])) for page in wrong[:MOST_PLACES]),
            len(wrong),
        )


@check(
    "trim-box-missing",
    PRINT,
    Severity.WARNS,
    what=gettext_lazy("The PDF does not say where to cut."),
    mend=gettext_lazy(
        "Export it with trim and bleed boxes: in the marks and bleed tab, use the bleed of the document."
    ),
    standard="ISO 15930-7; ISO 32000-2, 14.11.2",
)
def trim_box(facts, spec):
    silent = [page["page"] for page in _pages(facts) if not page["says_trim"]]
    if silent and spec.bleed_mm:
        yield Deviation(
            _("no trim box"),
            _("trim box on every page"),
            tuple(Place(page=n) for n in silent[:MOST_PLACES]),
            len(silent),
        )


@check(
    "bleed-short",
    PRINT,
    Severity.BLOCKS,
    what=gettext_lazy("The bleed is too short: the guillotine would leave white edges."),
    mend=gettext_lazy("Extend backgrounds and photographs beyond the cut on all sides and export it with bleed."),
    standard="ISO 32000-2, 14.11.2",
)
def bleed(facts, spec):
    if not spec.bleed_mm:
        return
    short = [page for page in _pages(facts) if min(page["bleed"]) < spec.bleed_mm - TOLERANCE_MM]
    if short:
        least = min(min(page["bleed"]) for page in short)
        yield Deviation(
            f"{decimal(max(0, least))} mm",
            _("%(bleed)s mm on each side") % {"bleed": decimal(spec.bleed_mm)},
            tuple(Place(page=page["page"]) for page in short[:MOST_PLACES]),
            len(short),
        )


@check(
    "pages-multiple",
    PRINT,
    Severity.BLOCKS,
    what=gettext_lazy("With this number of pages it cannot be bound."),
    mend=gettext_lazy("Add or take away pages until the count fits the binding; blank pages count."),
    standard=OF_THE_FORMAT,
)
def pages_multiple(facts, spec):
    pages = facts.get("pages")
    if spec.pages_multiple and pages and pages % spec.pages_multiple:
        yield Deviation(
            _("%(pages)d pages") % {"pages": pages},
            _("a multiple of %(number)d") % {"number": spec.pages_multiple},
        )


@check(
    "proportion",
    PRINT,
    Severity.BLOCKS,
    what=gettext_lazy("The picture does not have the proportions of the format with its bleed."),
    mend=gettext_lazy("Make the picture of the finished size plus the bleed on the four sides."),
    standard=OF_THE_FORMAT,
)
def proportion(facts, spec):
    if facts["kind"] != "image" or not (spec.width_mm and spec.height_mm):
        return
    bleed_mm = spec.bleed_mm or 0
    width, height = spec.width_mm + 2 * bleed_mm, spec.height_mm + 2 * bleed_mm
    # Of the height that its width asks for, or the other way round, in millimetres.
    if abs(facts["height"] * width / facts["width"] - height) > 2 * TOLERANCE_MM + width / facts["width"]:
        yield Deviation(f"{facts['width']} × {facts['height']} px", size(width, height))


@check(
    "fonts-missing",
    PRINT,
    Severity.BLOCKS,
    what=gettext_lazy("A font is not inside the PDF: the printer would put another in its place."),
    mend=gettext_lazy("Export it again with all fonts embedded, or convert those texts to outlines."),
    standard="ISO 15930-7; ISO 32000-2, 9.9",
)
def fonts(facts, spec):
    missing = [font for font in facts.get("fonts", []) if not font["embedded"]]
    if missing:
        yield Deviation(
            ", ".join(dict.fromkeys(font["name"] for font in missing)),
            _("every font embedded"),
            tuple(Place(page=font["page"], label=font["name"]) for font in missing[:MOST_PLACES]),
            len(missing),
        )


@check(
    "output-intent",
    PRINT,
    Severity.WARNS,
    what=gettext_lazy("It does not say for which press its colours were made."),
    mend=gettext_lazy("Export it as PDF/X-4 with the output profile that the printer gives."),
    standard="ISO 15930-7; ISO 32000-2, 14.11.5",
)
def output_intent(facts, spec):
    if facts["kind"] == "image":
        if spec.colour == "cmyk" and facts["family"] == "cmyk" and not facts["has_profile"]:
            yield Deviation(_("no colour profile"), _("a CMYK profile"))
        return
    intent = facts.get("output_intent")
    if intent is None:
        yield Deviation(_("no output intent"), _("output intent with its profile"))
    elif spec.colour == "cmyk" and intent["components"] not in (0, 4):
        yield Deviation(intent["condition"] or _("a profile of another colour"), _("a CMYK profile"))


@check(
    "icc-profile",
    PRINT,
    Severity.WARNS,
    what=gettext_lazy("The colour profile inside is not one of a press."),
    mend=gettext_lazy("Ask the printer for the ICC profile of the press and the paper, and export with that one."),
    standard="ISO 15076-1; ISO 15930-7",
)
def icc_profile(facts, spec):
    if spec.colour != "cmyk":
        return
    if facts["kind"] == "image":
        if facts["family"] == "cmyk" and facts["has_profile"] and facts.get("profile_space") != "CMYK":
            yield Deviation(facts.get("profile_space") or _("a profile that cannot be read"), "CMYK")
        return
    intent = facts.get("output_intent")
    # Of how many inks it speaks is told by the output intent; here, whether what is inside is a profile.
    if intent and intent["profile"] and intent["components"] == 4 and intent.get("space") != "CMYK":
        yield Deviation(intent.get("space") or _("a profile that cannot be read"), "CMYK")


@check(
    "notes-on-the-sheet",
    PRINT,
    Severity.WARNS,
    what=gettext_lazy("There are comments, links or form fields on the pages: they are lost or, worse, printed."),
    mend=gettext_lazy("Delete the comments and export it without links or interactive forms."),
    standard="ISO 15930-7",
)
def notes(facts, spec):
    pages = facts.get("notes")
    if pages:
        yield Deviation(
            ngettext("%(count)d page", "%(count)d pages", len(pages)) % {"count": len(pages)},
            _("none"),
            tuple(Place(page=number) for number in pages[:MOST_PLACES]),
            len(pages),
        )


#: The newest PDF that each promise allows, by its beginning.
_NEWEST_PDF = {"PDF/X-1a:2001": 1.3, "PDF/X-1": 1.4, "PDF/X-3:2002": 1.3, "PDF/X-3": 1.4, "PDF/X-4": 1.6}


@check(
    "pdfx-broken",
    PRINT,
    Severity.WARNS,
    what=gettext_lazy("It declares to be PDF/X and does not keep the promise."),
    mend=gettext_lazy("Export it again with the PDF/X setting of the program; do not edit the PDF afterwards."),
    standard="ISO 15930-1, 15930-6 and 15930-7",
)
def pdfx_broken(facts, spec):
    """It blocks where the promise on colour is broken: a press trusts it."""
    claim = facts.get("pdfx", "")
    if not claim:
        return
    colour, other = list(_broken_on_colour(facts, claim)), list(_broken_otherwise(facts, claim))
    if colour or other:
        yield Deviation(
            "; ".join(map(str, (*colour, *other))),
            claim,
            severity=Severity.BLOCKS if colour else None,
        )


def _broken_on_colour(facts, claim):
    intent = facts.get("output_intent")
    if intent is None:
        yield _("no output intent")
    elif not intent["profile"] and claim.startswith("PDF/X-4") and not claim.startswith("PDF/X-4p"):
        yield _("no output profile")
    if claim.startswith("PDF/X-1") and (seen(facts, "rgb")[0] or seen(facts, "lab")[0]):
        yield _("colours in RGB or Lab")


def _broken_otherwise(facts, claim):
    if any(not page["says_trim"] and not page.get("says_art") for page in _pages(facts)):
        yield _("pages without trim box")
    if any(not font["embedded"] for font in facts.get("fonts", [])):
        yield _("fonts that are not inside")
    if not facts.get("trapped", True):
        yield _("it does not say whether it is trapped")
    if not facts.get("has_id", True):
        yield _("no identifier")
    if facts.get("notes"):
        yield _("comments or form fields")
    newest = next((version for start, version in _NEWEST_PDF.items() if claim.startswith(start)), None)
    if newest and float(facts["pdf_version"]) > newest:
        yield f"PDF {facts['pdf_version']}"


@check(
    "pdfx-claim",
    PRINT,
    Severity.INFORMS,
    what=gettext_lazy("It does not declare to be PDF/X."),
    mend=gettext_lazy("Choose PDF/X-4 when exporting: it embeds and declares what a press needs."),
    standard="ISO 15930-7",
)
def pdfx_claim(facts, spec):
    if facts["kind"] == "pdf" and not facts["pdfx"]:
        yield Deviation(_("plain PDF %(version)s") % {"version": facts["pdf_version"]}, "PDF/X-4")
