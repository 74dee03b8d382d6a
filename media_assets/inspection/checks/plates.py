"""What a printer would send back when the plates are made: inks, pictures, lines and what lies over what."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from media_assets.inspection.checks import Checklist, seen
from media_assets.inspection.findings import Deviation, Place, Severity, decimal

PRINT = ("print",)
#: By how much more resolution line art is asked than photographs, and places told of one finding.
LINE_ART, MOST_PLACES = 2, 12

checklist = Checklist()
check = checklist.check


def none_may_be(facts, kind):
    """A deviation where the pages of a PDF paint anything of that kind."""
    count, places = seen(facts, kind)
    if count:
        yield Deviation(_("%(count)d objects") % {"count": count}, _("none"), tuple(map(Place.of, places)), count)


@check(
    "colour-not-for-press",
    PRINT,
    Severity.BLOCKS,
    what=gettext_lazy("There are colours of a screen (RGB or Lab): the press would change them as it pleases."),
    mend=gettext_lazy("Convert texts, fills and pictures to CMYK with the profile of the printer and export it again."),
    standard="ISO 12647-2; ISO 15930-1",
)
def press_colours(facts, spec):
    if spec.colour not in ("cmyk", "grey"):
        return
    if facts["kind"] == "image":
        if facts["family"] in ("rgb", "lab"):
            yield Deviation(facts["mode"], "CMYK")
        return
    count, places = 0, []
    for family in ("rgb", "lab"):
        more, where = seen(facts, family)
        count += more
        places += [Place.of(place, {"rgb": "RGB", "lab": "Lab"}[family]) for place in where]
    if count:
        yield Deviation(
            _("%(count)d objects in RGB or Lab") % {"count": count}, "CMYK", tuple(places[:MOST_PLACES]), count
        )


@check(
    "colour-not-grey",
    PRINT,
    Severity.BLOCKS,
    what=gettext_lazy("It has colour and is printed in black only."),
    mend=gettext_lazy("Convert it to greyscale and export it again."),
    standard="ISO 32000-2, 8.6.4",
)
def only_grey(facts, spec):
    if spec.colour != "grey":
        return
    if facts["kind"] == "image":
        coloured = facts["family"] == "cmyk"
    else:
        coloured = any(facts["colours"].get(family) for family in ("cmyk", "spot"))
    if coloured:
        yield Deviation(_("colour inks"), _("greyscale"))


@check(
    "spot-inks",
    PRINT,
    Severity.WARNS,
    what=gettext_lazy("It has spot inks: each one is a plate that is charged apart."),
    mend=gettext_lazy("Convert the spot inks to CMYK, unless they were agreed with the printer."),
    standard="ISO 32000-2, 8.6.6.4",
)
def spot_inks(facts, spec):
    spots = facts.get("spots")
    if spots and spec.colour in ("cmyk", "grey"):
        yield Deviation(", ".join(spots), _("no spot inks"))


@check(
    "ink-total",
    PRINT,
    Severity.BLOCKS,
    what=gettext_lazy("There is more ink than the paper can take: it would not dry and would stain."),
    mend=gettext_lazy("Convert to a profile with a lower total ink, or lighten the darkest backgrounds."),
    standard="ISO 12647-2; ISO 12647-3",
)
def total_ink(facts, spec):
    ink = facts.get("ink")
    if not ink or spec.maximum_ink is None or ink["most"] <= spec.maximum_ink + 1:
        return
    if ink.get("pixel"):
        places = (Place(pixel=tuple(ink["pixel"])),)
    else:
        places = (Place.of(ink["place"]),) if ink.get("place") else ()
    yield Deviation(
        f"{decimal(ink['most'], 0)} %", _("%(most)d %% at most") % {"most": spec.maximum_ink}, places, len(places)
    )


@check(
    "resolution-low",
    PRINT,
    Severity.WARNS,
    what=gettext_lazy("A picture has too few pixels for its size: it would look soft or blocky."),
    mend=gettext_lazy("Place the original photograph, or print it smaller; enlarging its pixels does not help."),
    standard="GWG 2015",
)
def resolution(facts, spec):
    """Under half of what is asked it blocks: no distance from which it is seen makes up for that."""
    if not spec.minimum_dpi:
        return
    if facts["kind"] == "image":
        if not (spec.width_mm and spec.height_mm):
            return
        bleed_mm = 2 * (spec.bleed_mm or 0)
        dpi = min(facts["width"] / (spec.width_mm + bleed_mm), facts["height"] / (spec.height_mm + bleed_mm)) * 25.4
        low = [{"dpi": round(dpi, 1), "name": ""}] if dpi < spec.minimum_dpi * 0.99 else []
    else:
        low = [
            image
            for image in facts.get("images", [])
            if not image["flat"] and image.get("bits") != 1 and image["dpi"] < spec.minimum_dpi * 0.99
        ]
    if low:
        worst = min(image["dpi"] for image in low)
        yield Deviation(
            f"{decimal(worst, 0)} dpi",
            _("%(dpi)d dpi or more") % {"dpi": spec.minimum_dpi},
            tuple(
                Place.of(image, f"{decimal(image['dpi'], 0)} dpi") for image in low[:MOST_PLACES] if image.get("page")
            ),
            len(low),
            Severity.BLOCKS if worst < spec.minimum_dpi / 2 else None,
        )


@check(
    "line-art-resolution",
    PRINT,
    Severity.WARNS,
    what=gettext_lazy("A picture of pure black and white has too few pixels: its edges would show steps."),
    mend=gettext_lazy("Scan the line art at 600 dpi or more, or place it as a drawing of vectors."),
    standard="GWG 2015, resolution of 1-bit images",
)
def line_art(facts, spec):
    """Pictures of one bit have no greys to soften an edge: they are asked twice the resolution of the others."""
    if facts["kind"] == "image" or not spec.minimum_dpi:
        return
    asked = LINE_ART * spec.minimum_dpi
    low = [
        image
        for image in facts.get("images", [])
        if image.get("bits") == 1 and not image["flat"] and image["dpi"] < asked * 0.99
    ]
    if low:
        yield Deviation(
            f"{decimal(min(image['dpi'] for image in low), 0)} dpi",
            _("%(dpi)d dpi or more") % {"dpi": asked},
            tuple(Place.of(image, f"{decimal(image['dpi'], 0)} dpi") for image in low[:MOST_PLACES]),
            len(low),
        )


@check(
    "transparency",
    PRINT,
    Severity.INFORMS,
    what=gettext_lazy("It has transparency, which is flattened when the plates are made."),
    mend=gettext_lazy(
        "Deliver it as PDF/X-4, or flatten it in the program that made it if the printer asks for PDF/X-1a."
    ),
    standard="ISO 15930-1 and 15930-7",
)
def transparency(facts, spec):
    count, places = seen(facts, "transparency")
    if count:
        flat = facts["pdfx"].startswith(("PDF/X-1", "PDF/X-3"))
        yield Deviation(
            _("%(count)d objects") % {"count": count},
            facts["pdfx"] if flat else "PDF/X-4",
            tuple(map(Place.of, places)),
            count,
            Severity.BLOCKS if flat else None,
        )


@check(
    "overprint",
    PRINT,
    Severity.INFORMS,
    what=gettext_lazy("Some objects overprint what is under them."),
    mend=gettext_lazy("Look at it with the overprint preview; black over colour is right, the rest seldom is."),
    standard="ISO 32000-2, 8.6.7",
)
def overprint(facts, spec):
    """Black text is meant to and is not told; colours that mix with what is under them warn."""
    coloured, mixed = seen(facts, "colour_overprint")
    black, solid = seen(facts, "overprint")
    if coloured or black:
        yield Deviation(
            _("%(count)d objects") % {"count": coloured + black},
            _("only black text and lines"),
            tuple(map(Place.of, (*mixed, *solid)))[:MOST_PLACES],
            coloured + black,
            Severity.WARNS if coloured else None,
        )


@check(
    "black-text-knockout",
    PRINT,
    Severity.WARNS,
    what=gettext_lazy(
        "Small black text is cut out of the colour under it: where the plates do not meet, a white rim shows."
    ),
    mend=gettext_lazy("Set black texts of up to 14 points to overprint, in black of the press (K 100 %) and not grey."),
    standard="GWG 2015, overprint of 100 % black text",
)
def knocked_out_text(facts, spec):
    count, places = seen(facts, "knocked_out_text")
    if count:
        yield Deviation(
            _("%(count)d texts") % {"count": count},
            _("overprint of black text"),
            tuple(Place.of(place, f"{decimal(place['points'])} pt") for place in places),
            count,
        )


@check(
    "registration-colour",
    PRINT,
    Severity.BLOCKS,
    what=gettext_lazy("Something inside the cut is in the colour of registration marks, which prints on every plate."),
    mend=gettext_lazy("Give it black (K 100 %) or the ink that it should have; registration is for marks outside."),
    standard="GWG 2015, separation colour All; ISO 32000-2, 8.6.6.4",
)
def registration(facts, spec):
    yield from none_may_be(facts, "registration")


@check(
    "white-overprint",
    PRINT,
    Severity.BLOCKS,
    what=gettext_lazy("White objects are set to overprint: they would vanish."),
    mend=gettext_lazy("Turn off overprint in the attributes of the white texts and fills."),
    standard="GWG 2015",
)
def white_overprint(facts, spec):
    yield from none_may_be(facts, "white_overprint")


@check(
    "hairline",
    PRINT,
    Severity.WARNS,
    what=gettext_lazy("There are lines so fine that the press would break them."),
    mend=gettext_lazy("Give those lines 0.25 points or more; 0.5 if they are white or of several inks."),
    standard="GWG 2015",
)
def hairlines(facts, spec):
    count, places = seen(facts, "hairline")
    if count:
        finest = min(place["points"] for place in places)
        yield Deviation(
            f"{decimal(finest, 2)} pt",
            _("%(points)s pt or more") % {"points": "0,25"},
            tuple(map(Place.of, places)),
            count,
        )


@check(
    "dashes-too-fine",
    PRINT,
    Severity.BLOCKS,
    what=gettext_lazy("There are dashed lines whose dashes nobody could see, and on which programs hang."),
    mend=gettext_lazy("Draw those lines whole, or give their dashes a length that a ruler can measure."),
    standard="ISO 32000-2, 8.4.3.6",
)
def dashes(facts, spec):
    yield from none_may_be(facts, "fine_dash")


@check(
    "rich-black-text",
    PRINT,
    Severity.WARNS,
    what=gettext_lazy("Small black text is printed in four inks: it would look blurred."),
    mend=gettext_lazy("Give texts of up to 14 points black alone (K 100 %)."),
    standard="GWG 2015",
)
def rich_black(facts, spec):
    count, places = seen(facts, "rich_black_text")
    if count:
        yield Deviation(
            _("%(count)d texts") % {"count": count}, _("black ink only"), tuple(map(Place.of, places)), count
        )
