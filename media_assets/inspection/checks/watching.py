"""What a channel would send back: moving picture, on television and screens."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from media_assets.inspection.checks import Checklist
from media_assets.inspection.findings import Deviation, Place, Severity, decimal

TV, MOVING = ("tv",), ("tv", "web")
CODECS = ("h264", "hevc", "prores", "dnxhd")
#: Bits a second of a master of full HD; of other sizes in proportion.
BITS_OF_FULL_HD = 8_000_000
#: Seconds.
BLACK, STILL = 0.5, 5.0

checklist = Checklist()
check = checklist.check


def _spells(found, least):
    return [spell for spell in found if spell[1] - spell[0] >= least]


@check(
    "picture-size",
    MOVING,
    Severity.BLOCKS,
    what=gettext_lazy("The picture does not have the pixels of the format."),
    mend=gettext_lazy("Export it at the exact size from the original project; enlarging it does not help."),
    standard="ITU-R BT.709",
)
def picture_size(facts, spec):
    picture = facts.get("picture")
    if picture and spec.width_px and (picture["width"], picture["height"]) != (spec.width_px, spec.height_px):
        yield Deviation(f"{picture['width']} × {picture['height']} px", f"{spec.width_px} × {spec.height_px} px")


@check(
    "frame-rate",
    MOVING,
    Severity.BLOCKS,
    what=gettext_lazy("It does not have the frames a second of the format: it would judder."),
    mend=gettext_lazy("Export it at the frame rate of the format from a project with that same rate."),
    standard="ITU-R BT.709; SMPTE ST 274",
)
def frame_rate(facts, spec):
    picture = facts.get("picture")
    if not picture or not spec.frame_rate or not picture["frame_rate"]:
        return
    if abs(picture["frame_rate"] - spec.frame_rate) > 0.02:
        # Screens play at any rate; air does not.
        yield Deviation(
            _("%(rate)s frames/s") % {"rate": decimal(picture["frame_rate"], 2)},
            _("%(rate)s frames/s") % {"rate": decimal(spec.frame_rate, 2)},
            severity=Severity.WARNS if spec.channel == "web" else None,
        )


@check(
    "scan",
    TV,
    Severity.WARNS,
    what=gettext_lazy("It is interlaced."),
    mend=gettext_lazy("Export it as progressive, unless the channel asks for fields."),
    standard="ITU-R BT.709",
)
def scan(facts, spec):
    if facts.get("picture", {}).get("interlaced"):
        yield Deviation(_("interlaced"), _("progressive"))


@check(
    "picture-codec",
    TV,
    Severity.WARNS,
    what=gettext_lazy("The picture is coded in a way that channels seldom take."),
    mend=gettext_lazy("Export it as H.264, H.265, ProRes or DNxHD."),
    standard="EBU R 132",
)
def picture_codec(facts, spec):
    picture = facts.get("picture")
    if picture and picture["codec"] not in CODECS:
        yield Deviation(picture["codec"].upper(), "H.264, H.265, ProRes, DNxHD")


@check(
    "bit-rate",
    TV,
    Severity.WARNS,
    what=gettext_lazy("The picture is compressed more than a master should be."),
    mend=gettext_lazy("Export it at a higher bit rate from the original project."),
    standard="EBU R 132",
)
def bit_rate(facts, spec):
    picture = facts.get("picture")
    bits = picture and (picture["bit_rate"] or facts.get("bit_rate"))
    if not bits:
        return
    asked = BITS_OF_FULL_HD * picture["width"] * picture["height"] / (1920 * 1080)
    if bits < asked:
        yield Deviation(
            f"{decimal(bits / 1_000_000)} Mbit/s", _("%(rate)s Mbit/s or more") % {"rate": decimal(asked / 1_000_000)}
        )


@check(
    "colour-range",
    TV,
    Severity.WARNS,
    what=gettext_lazy("Its levels are those of a computer: blacks and whites would be cut on air."),
    mend=gettext_lazy("Export it in video range (16 to 235), BT.709."),
    standard="ITU-R BT.709; EBU R 103",
)
def colour_range(facts, spec):
    if facts.get("picture", {}).get("range") == "full":
        yield Deviation(_("full range"), _("video range"))


@check(
    "black",
    TV,
    Severity.WARNS,
    what=gettext_lazy("The screen stays black for a while."),
    mend=gettext_lazy("Look for a gap between shots; at the ends, leave no more than half a second."),
    standard="EBU Tech 3363",
)
def black_frames(facts, spec):
    spells = _spells(facts.get("picture", {}).get("black", []), BLACK)
    if spells:
        yield Deviation(
            f"{decimal(sum(end - start for start, end in spells), 2)} s",
            _("%(most)s s at most") % {"most": decimal(BLACK)},
            tuple(Place(seconds=tuple(spell)) for spell in spells),
            len(spells),
        )


@check(
    "frozen",
    TV,
    Severity.WARNS,
    what=gettext_lazy("The picture stands still for a while."),
    mend=gettext_lazy(
        "If it is a card to be read, all is well; if not, look for a shot that was frozen by the export."
    ),
    standard="EBU Tech 3363",
)
def frozen_frames(facts, spec):
    spells = _spells(facts.get("picture", {}).get("still", []), STILL)
    if spells:
        yield Deviation(
            f"{decimal(max(end - start for start, end in spells), 2)} s",
            _("%(most)s s at most") % {"most": decimal(STILL)},
            tuple(Place(seconds=tuple(spell)) for spell in spells),
            len(spells),
        )


@check(
    "captions",
    MOVING,
    Severity.BLOCKS,
    what=gettext_lazy("It has no captions: who does not hear is left out."),
    mend=gettext_lazy("Add the WebVTT file with the captions in the tab of rights and accessibility."),
    standard="WCAG 2.2, 1.2.2; Ley 982 de 2005, art. 13; Resolución CRC 5050 de 2016, título XV",
)
def captions(facts, spec):
    sound = facts.get("sound")
    speaks = facts.get("picture") and sound and not sound["silent"]
    if speaks and not spec.has_captions and not facts.get("captions_inside"):
        yield Deviation(_("none"), _("captions in Spanish"))
