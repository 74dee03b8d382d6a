"""What makes programs show a sheet each in its own way, or not at all."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from media_assets.inspection import rips
from media_assets.inspection.checks import OF_THE_BOUNDS, OF_THE_RIPS, Checklist, seen
from media_assets.inspection.findings import Deviation, Place, Severity

PRINT = ("print",)
#: Graphics states saved one inside another: as many as every program takes, and those beyond which the first
#: programs fail (Ghostscript at some 60,000; presses are older than it).
SAFE_NESTING, MOST_NESTING = 28, 1000
_MADE_AGAIN = gettext_lazy("Open it in the program that made it and export it again; do not repair or edit the PDF.")

checklist = Checklist()
check = checklist.check


@check(
    "damaged-inside",
    PRINT,
    Severity.BLOCKS,
    what=gettext_lazy("Something on the pages is damaged: each program shows it in its own way, or not at all."),
    mend=_MADE_AGAIN,
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
    "pages-not-drawn",
    PRINT,
    Severity.BLOCKS,
    what=gettext_lazy("A program with which printers draw pages does not draw all of these."),
    mend=_MADE_AGAIN,
    standard=OF_THE_RIPS,
)
def not_drawn(facts, spec):
    for told in facts.get("drawn", ()):
        if rips.gave_up(told):
            yield Deviation(
                _("%(program)s draws %(drawn)d of %(count)d pages")
                % {"program": told["by"], "drawn": told["pages"], "count": facts["pages"]}
                if told["missing"]
                else _("%(program)s ends with an error") % {"program": told["by"]},
                _("all of them, without errors"),
                (Place(page=told["missing"]),) if told["missing"] else (),
            )


@check(
    "drawn-by-guessing",
    PRINT,
    Severity.WARNS,
    what=gettext_lazy("A program with which printers draw pages finds faults in it and guesses what was meant."),
    mend=_MADE_AGAIN,
    standard=OF_THE_RIPS,
)
def guessed(facts, spec):
    guessing = [told["by"] for told in facts.get("drawn", ()) if told["complaint"] and rips.drew_all(told)]
    if guessing:
        yield Deviation(_("%(programs)s: with faults") % {"programs": ", ".join(guessing)}, _("without faults"))


@check(
    "drawing-not-ended",
    PRINT,
    Severity.INFORMS,
    what=gettext_lazy("It is so heavy that not every program could draw all of it in the time there is."),
    mend=gettext_lazy("Nothing to mend; to have all of it tried, upload it in parts of fewer pages."),
    standard=OF_THE_BOUNDS,
)
def not_ended(facts, spec):
    for told in facts.get("drawn", ()):
        if not told["ended"]:
            yield Deviation(
                _("%(program)s: %(drawn)d of %(count)d pages")
                % {"program": told["by"], "drawn": told["pages"], "count": facts["pages"]},
                _("all of them"),
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
