"""What makes programs show a sheet each in its own way, or not at all."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from media_assets.inspection.checks import OF_THE_BOUNDS, Checklist, seen
from media_assets.inspection.findings import Deviation, Place, Severity

PRINT = ("print",)
#: Graphics states saved one inside another: as many as every program takes, and those beyond which the first
#: programs fail (Ghostscript at some 60,000; presses are older than it).
SAFE_NESTING, MOST_NESTING = 28, 1000

checklist = Checklist()
check = checklist.check


@check(
    "damaged-inside",
    PRINT,
    Severity.BLOCKS,
    what=gettext_lazy("Something on the pages is damaged: each program shows it in its own way, or not at all."),
    mend=gettext_lazy("Open it in the program that made it and export it again; do not repair or edit the PDF."),
    standard="ISO 32000-2, 7.8.2",
)
def damaged(facts, spec):
    count, places = seen(facts, "damage")
    if count:
        yield Deviation(
            ngettext("%(count)d fault", "%(count)d faults", count) % {"count": count},
            _("none"),
            tuple(Place(page=place["page"], label=place["label"]) for place in places),
            count,
        )


@check(
    "states-nested",
    PRINT,
    Severity.WARNS,
    what=gettext_lazy("Its drawings are nested so deep that presses may lose count and leave out what is inside."),
    mend=gettext_lazy(
        "Ungroup what is grouped many times over, flatten the layers, and export it again from the program that made it."
    ),
    standard="ISO 32000-1, annex C.2",
)
def nested(facts, spec):
    """Beyond what the measures themselves keep count of, it blocks."""
    found = facts.get("nesting", {"most": 0})
    if found["most"] > SAFE_NESTING:
        yield Deviation(
            _("%(count)d levels") % {"count": found["most"]},
            _("%(most)d levels at most") % {"most": SAFE_NESTING},
            (Place(page=found["page"]),),
            severity=Severity.BLOCKS if found["most"] > MOST_NESTING else None,
        )


@check(
    "pictures-sampled",
    PRINT,
    Severity.INFORMS,
    what=gettext_lazy("It has more photographs than can be measured in the time there is: some were passed over."),
    mend=gettext_lazy("Nothing to mend; to have all of them measured, upload it in parts of fewer pages."),
    standard=OF_THE_BOUNDS,
)
def sampled(facts, spec):
    if passed_over := facts.get("passed_over", 0):
        yield Deviation(
            _("%(passed)d of %(count)d pictures not measured") % {"passed": passed_over, "count": facts["image_count"]},
            _("all of them"),
        )
