"""What a site or a network would refuse: pictures and animations for screens."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from media_assets.inspection.checks import Checklist
from media_assets.inspection.findings import Deviation, Severity, decimal

WEB = ("web",)
#: Seconds an animation may last with all its rounds (Google Ads; the IAB asks 15), and the contrast that text needs (WCAG).
LONGEST_ANIMATION = 30
CONTRAST = 4.5

checklist = Checklist()
check = checklist.check


@check(
    "pixel-size",
    WEB,
    Severity.BLOCKS,
    what=gettext_lazy("It does not have the pixels of the format."),
    mend=gettext_lazy("Export it at the exact size from the original."),
    standard="IAB New Ad Portfolio",
)
def pixel_size(facts, spec):
    if not facts.get("width") or not spec.width_px:
        return
    (width, height), (asked, tall) = (facts["width"], facts["height"]), _asked_pixels(spec)
    if facts["kind"] == "svg":
        # A drawing has no pixels of its own: only its proportions count.
        if abs(width * tall - height * asked) > max(asked, tall):
            yield Deviation(f"{width} : {height}", f"{asked} : {tall}")
    elif width < asked and spec.set_widths and abs(width * tall - height * asked) <= asked:
        # Right but for its size: it is the set that suffers.
        return
    elif (width, height) != (asked, tall):
        yield Deviation(f"{width} × {height} px", f"{asked} × {tall} px")


def _asked_pixels(spec):
    """Those of the format, or in its proportions those of the widest picture of its set."""
    widest = max(spec.set_widths, default=0)
    if widest <= spec.width_px:
        return spec.width_px, spec.height_px
    return widest, round(spec.height_px * widest / spec.width_px)


@check(
    "responsive-set",
    WEB,
    Severity.BLOCKS,
    what=gettext_lazy("It is too small for the set of sizes of its format: large screens would show it blurred."),
    mend=gettext_lazy(
        "Export it from the original in the largest width of the set; enlarging its pixels does not help."
    ),
    standard="HTML Living Standard, srcset",
)
def responsive_set(facts, spec):
    if facts["kind"] != "image" or not spec.set_widths:
        return
    lacking = [
        width for width in (*spec.set_widths, *_asked_pixels(spec)[:1]) if spec.width_px and width > facts["width"]
    ]
    if lacking:
        yield Deviation(
            f"{facts['width']} px", ", ".join(f"{width} px" for width in sorted({*spec.set_widths, *lacking}))
        )


@check(
    "weight",
    WEB,
    Severity.BLOCKS,
    what=gettext_lazy("It is too heavy: it would be slow on a telephone, and networks refuse it."),
    mend=gettext_lazy("Export it with more compression, as WebP or AVIF, or with fewer frames."),
    standard="IAB New Ad Portfolio",
)
def weight(facts, spec):
    if spec.maximum_bytes and spec.weight > spec.maximum_bytes:
        yield Deviation(_kilobytes(spec.weight), _("%(most)s at most") % {"most": _kilobytes(spec.maximum_bytes)})


def _kilobytes(count):
    return f"{decimal(count / 1000, 0)} kB" if count < 1_000_000 else f"{decimal(count / 1_000_000)} MB"


@check(
    "colour-for-screen",
    WEB,
    Severity.BLOCKS,
    what=gettext_lazy("Its colours are those of a press: browsers show them wrong or not at all."),
    mend=gettext_lazy("Convert it to sRGB and export it again."),
    standard="IEC 61966-2-1 (sRGB)",
)
def screen_colours(facts, spec):
    if facts.get("family") in ("cmyk", "lab"):
        yield Deviation(facts["mode"], "sRGB")


@check(
    "colour-profile",
    WEB,
    Severity.WARNS,
    what=gettext_lazy("Its colour profile is not that of screens."),
    mend=gettext_lazy("Convert it to sRGB when exporting."),
    standard="IEC 61966-2-1 (sRGB)",
)
def colour_profile(facts, spec):
    profile = facts.get("profile", "")
    if profile and facts.get("family") == "rgb" and "srgb" not in profile.lower().replace(" ", ""):
        yield Deviation(profile, "sRGB")


@check(
    "animation-length",
    WEB,
    Severity.BLOCKS,
    what=gettext_lazy("The animation lasts too long."),
    mend=gettext_lazy("Let it stop before thirty seconds; who reads beside it cannot look away."),
    standard="WCAG 2.2, 2.2.2; Google Ads",
)
def animation_length(facts, spec):
    """All its rounds together; one that begins again for ever never stops."""
    if facts["kind"] != "image" or facts.get("frames", 1) < 2:
        return
    most = _("%(most)s s at most") % {"most": decimal(LONGEST_ANIMATION, 0)}
    if facts.get("loops") == 0:
        yield Deviation(_("it repeats without end"), most)
    elif (total := facts["seconds"] * (facts.get("loops") or 1)) > LONGEST_ANIMATION:
        yield Deviation(f"{decimal(total)} s", most)


@check(
    "animation-rate",
    WEB,
    Severity.WARNS,
    what=gettext_lazy("The animation changes faster than the format allows."),
    mend=gettext_lazy("Take frames away or show each one for longer."),
    standard="WCAG 2.2, 2.3.1; Google Ads",
)
def animation_rate(facts, spec):
    if facts["kind"] != "image" or facts.get("frames", 1) < 2 or not spec.frame_rate or not facts["seconds"]:
        return
    rate = facts["frames"] / facts["seconds"]
    if rate > spec.frame_rate + 0.05:
        yield Deviation(
            _("%(rate)s frames/s") % {"rate": decimal(rate)},
            _("%(rate)s frames/s at most") % {"rate": decimal(spec.frame_rate)},
        )


@check(
    "alt-text",
    WEB,
    Severity.BLOCKS,
    what=gettext_lazy("It has no alternative text: who does not see is left out."),
    mend=gettext_lazy("Say in one sentence what is seen, in the tab of rights and accessibility."),
    standard="WCAG 2.2, 1.1.1; Resolución MinTIC 1519 de 2020",
)
def alt_text(facts, spec):
    if facts["kind"] in ("image", "svg") and not spec.has_alt_text:
        yield Deviation(_("none"), _("a sentence"))


@check(
    "contrast",
    WEB,
    Severity.WARNS,
    what=gettext_lazy("Light and dark are so close that text in it would be hard to read."),
    mend=gettext_lazy("Darken the text or lighten what is behind it."),
    standard="WCAG 2.2, 1.4.3",
)
def contrast(facts, spec):
    if "contrast" in facts and facts["contrast"] < CONTRAST:
        yield Deviation(f"{decimal(facts['contrast'])} : 1", f"{decimal(CONTRAST)} : 1")


@check(
    "svg-unsafe",
    WEB,
    Severity.BLOCKS,
    what=gettext_lazy("The drawing has parts that are not drawing, or points outside the file."),
    mend=gettext_lazy("Export it again as plain SVG, without scripts or links."),
    standard="SVG 2, secure static mode",
)
def svg_safe(facts, spec):
    if facts.get("unsafe"):
        yield Deviation(facts["unsafe"], _("only drawing"))
