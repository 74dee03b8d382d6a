"""
The technical sheet of a package: what a printer or a station checks before it starts the job.

One PDF for the package, one part for each piece: what the format asks beside what the
master has, as the inspection measured it; what was found and who answered for it; rights,
credits and the checksum of the file.
"""

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from media_assets.delivery.licence import credit_line, moment, rights_rows
from media_assets.inspection.findings import Severity, decimal
from media_assets.inspection.fitness import verdict_on
from media_assets.inspection.specification import Specification
from media_assets.models import Channel, PieceFormat
from media_assets.technical_sheet import clock, technical_sheet, type_name
from media_assets.typesetting import typeset_pdf

NAME = "ficha-tecnica.pdf"
TEMPLATE = "delivery"
SHOWN_PLACES = 3


def sheet_pdf(delivery, packed, office) -> bytes:
    """``packed`` are triples: the ``Packed`` master, its ``Outgoing``, and the bytes of a picture of it or None."""
    images = {f"piece-{number}": still for number, (_file, _out, still) in enumerate(packed, 1) if still}
    return typeset_pdf(TEMPLATE, sheet_data(delivery, packed, office, images), images=images)


def sheet_data(delivery, packed, office, images=()) -> dict:
    today = timezone.localdate()
    facts = [
        (_("Receives"), " · ".join(filter(None, (delivery.receiver_name, delivery.receiver_contact)))),
        (_("Receiver"), delivery.get_receiver_kind_display()),
        (_("Delivers"), office.names),
        (_("Contact"), office.contacts),
        (_("Prepared"), moment(delivery.prepared_at)),
    ]
    return {
        "title": _("Delivery %(number)d") % {"number": delivery.pk},
        "language": "es",
        "date": today.isoformat(),
        "office": office.office,
        "institution": office.institution,
        "lead": ngettext("%(count)d piece for %(receiver)s", "%(count)d pieces for %(receiver)s", len(packed))
        % {"count": len(packed), "receiver": delivery.receiver_name},
        "facts": _labelled(facts),
        "note": delivery.note,
        "labels": {
            "heading": _("Technical sheet"),
            "instructions": _("Instructions"),
            "asked": _("The format asks"),
            "measured": _("The master has"),
            "inspection": _("Inspection"),
            "rights": _("Rights"),
            "file": _("File"),
        },
        "pieces": [
            _piece(number, file, outgoing, office, f"piece-{number}" if f"piece-{number}" in images else "")
            for number, (file, outgoing, _still) in enumerate(packed, 1)
        ],
    }


def _piece(number, file, outgoing, office, image):
    piece, version = outgoing.piece, outgoing.version
    verdict = verdict_on(version)
    facts = verdict.report.facts if verdict.is_finished else {}
    spec = Specification.from_dict(verdict.report.specification) if verdict.is_finished else None
    return {
        "number": str(number),
        "title": piece.title,
        "kind": f"{piece.get_channel_display()} · {piece.format.name}",
        "image": image,
        "alt": piece.alt_text or piece.title,
        "credit": credit_line(piece, office.office),
        "department": _department(piece),
        "note": piece.format.notes,
        "rows": [
            {"label": str(label), "asked": asked or "—", "measured": measured or "—"}
            for label, asked, measured in measures(piece, version, spec, facts, file.size)
        ],
        "verdict": _verdict(verdict),
        "findings": [_finding(found, verdict.waivers.get(found.key)) for found in _told(verdict)],
        "rights": _labelled(rights_rows(outgoing, office.office)),
        "file": _labelled(
            [
                (_("Name"), file.path),
                (_("Weight"), f"{filesizeformat(file.size)} ({decimal(file.size, 0)} bytes)"),
                (_("Version"), str(version.number)),
                (_("Clean copy"), _clean_copy(file, version)),
                ("SHA-256", file.sha256),
            ]
        ),
    }


def _clean_copy(file, version) -> str:
    """What is said of a file that is not the master, bit for bit."""
    if file.sha256 == version.sha256:
        return ""
    return _(
        "Without the coordinates, serial numbers and editing history that the master tells, and with its credit and "
        "licence written in. Picture and sound are the same."
    )


def measures(piece, version, spec, facts, size) -> list[tuple[str, str, str]]:
    """
    Rows of label, what the format asks, and what the master has; both empty where nobody knows or asks.

    ``size`` in bytes is that of the file in the package.
    """
    if spec is None:
        # Its weight is told with the file.
        return [(label, "", value) for label, value in technical_sheet(piece, version) if label != _("File")]
    facts = {**facts, "bytes": size}
    rows = [(_("Format"), piece.format.name, type_name(version.mime))]
    rows += {
        Channel.PRINT: _print,
        Channel.RADIO: _sound,
        Channel.TV: _film,
        Channel.WEB: _screen,
    }[Channel(piece.channel)](piece.format, version, spec, facts)
    return [row for row in rows if row[1] or row[2]]


def _print(format, version, spec, facts):
    boxes = facts.get("boxes") or []
    bleeds = [min(page["bleed"]) for page in boxes]
    images = [image["dpi"] for image in facts.get("images", []) if image.get("dpi")]
    resolution = min(images) if images else facts.get("dpi")
    scale = _("artwork at 1:%(scale)d") % {"scale": format.scale} if format.scale > 1 else ""
    if boxes:
        trim = _sides(boxes[0]["width"], boxes[0]["height"], "mm")
    elif version.page_width_mm and version.page_height_mm:
        trim = _sides(version.page_width_mm, version.page_height_mm, "mm")
    else:
        trim = _sides(facts.get("width"), facts.get("height"), "px")
    pages = facts.get("pages") or version.pages
    return [
        (_("Trim size"), ", ".join(filter(None, (_sides(spec.width_mm, spec.height_mm, "mm"), scale))), trim),
        (_("Bleed"), _measure(spec.bleed_mm, "mm"), _measure(max(0, min(bleeds)), "mm") if bleeds else ""),
        (
            _("Pages"),
            _("a multiple of %(number)d") % {"number": spec.pages_multiple} if spec.pages_multiple else "",
            str(pages or ""),
        ),
        (_("Inks"), _colour(spec.colour), _inks(facts)),
        (
            _("Total ink (TAC)"),
            _("up to %(ink)d %%") % {"ink": spec.maximum_ink} if spec.maximum_ink else "",
            _measure((facts.get("ink") or {}).get("most"), "%"),
        ),
        (
            _("Resolution"),
            _("from %(dpi)d dpi") % {"dpi": spec.minimum_dpi} if spec.minimum_dpi else "",
            _measure(resolution, "dpi", 0) if resolution else _("no pictures") if "images" in facts else "",
        ),
        (_("Standard"), "", facts.get("pdfx") or ""),
        (
            _("Printing condition"),
            "",
            (facts.get("output_intent") or {}).get("condition") or facts.get("profile") or "",
        ),
    ]


def _sound(format, version, spec, facts):
    sound = facts.get("sound") or {}
    channels = {1: _("mono"), 2: _("stereo")}
    rate = sound.get("sample_rate")
    return [
        (_("Duration"), _measure(spec.seconds, "s"), _length(facts.get("seconds") or version.duration)),
        (_("Sample rate"), _hertz(spec.sample_rate), _hertz(rate)),
        (_("Sound channels"), "", channels.get(sound.get("channels"), str(sound.get("channels") or ""))),
        (_("Codec of the sound"), "", _codec(sound.get("codec"))),
        (_("Integrated loudness"), _measure(spec.loudness, "LUFS"), _measure(sound.get("loudness"), "LUFS")),
        (
            _("True peak"),
            _("up to %(peak)s") % {"peak": _measure(spec.true_peak, "dBTP")} if spec.true_peak is not None else "",
            _measure(sound.get("true_peak"), "dBTP"),
        ),
    ]


def _film(format, version, spec, facts):
    picture = facts.get("picture") or {}
    width, height = picture.get("width") or version.width, picture.get("height") or version.height
    bits = picture.get("bit_rate") or facts.get("bit_rate")
    return [
        (_("Picture"), _sides(spec.width_px, spec.height_px, "px"), _sides(width, height, "px")),
        (
            _("Frames per second"),
            decimal(spec.frame_rate, 3) if spec.frame_rate else "",
            decimal(picture["frame_rate"], 3) if picture.get("frame_rate") else "",
        ),
        (_("Codec of the picture"), "", " ".join(filter(None, (_codec(picture.get("codec")), picture.get("profile"))))),
        (_("Bit rate"), "", f"{decimal(bits / 1_000_000)} Mbit/s" if bits else ""),
        *_sound(format, version, spec, facts),
        (_("Captions"), "", _("yes") if spec.has_captions or facts.get("captions_inside") else _("no")),
    ]


def _screen(format, version, spec, facts):
    if facts.get("kind") in ("video", "audio"):
        return _film(format, version, spec, facts)
    width, height = facts.get("width") or version.width, facts.get("height") or version.height
    seconds = facts.get("seconds")
    return [
        (_("Size"), _sides(spec.width_px, spec.height_px, "px"), _sides(width, height, "px")),
        (
            _("Weight"),
            _("up to %(weight)s") % {"weight": filesizeformat(spec.maximum_bytes)} if spec.maximum_bytes else "",
            filesizeformat(facts["bytes"]),
        ),
        (_("Colour profile"), "", facts.get("profile") or ""),
        (_("Animation"), "", _length(seconds) if seconds else ""),
    ]


def _inks(facts):
    families = facts.get("colours") or ({facts["family"]: 1} if facts.get("family") else {})
    names = {
        "cmyk": "CMYK",
        "rgb": "RGB",
        "lab": "Lab",
        "grey": _("Greyscale"),
        "spot": _("spot inks"),
    }
    said = [str(names.get(family, family)) for family in families if not (family == "spot" and facts.get("spots"))]
    return ", ".join([*said, *(facts.get("spots") or {})])


def _verdict(verdict) -> str:
    if not verdict.is_finished:
        return _("The inspection of this master is being made anew.")
    day = date_format(timezone.localtime(verdict.report.finished_at), "j \\d\\e F \\d\\e Y")
    if verdict.report.findings:
        return _("Fit to go out, inspected on %(day)s, with these findings:") % {"day": day}
    return _("Fit to go out, inspected on %(day)s; nothing was found.") % {"day": day}


def _told(verdict):
    return verdict.report.found if verdict.is_finished else ()


def _finding(found, waiver):
    places = [str(place) for place in found.places[:SHOWN_PLACES]]
    if (left := max(found.count, len(found.places)) - len(places)) > 0:
        places.append(ngettext("and %(count)d more place", "and %(count)d more places", left) % {"count": left})
    return {
        "severity": str(Severity(found.severity).label),
        "what": str(found.what),
        "found": found.found,
        "expected": found.expected,
        "places": "; ".join(filter(None, places)),
        # Whose word it is stays in the record of the house.
        "waiver": _("The direction lets it stand (%(day)s): %(reason)s")
        % {"day": date_format(timezone.localtime(waiver.given_at), "j \\d\\e F \\d\\e Y"), "reason": waiver.reason}
        if waiver
        else "",
    }


def _department(piece):
    department = piece.department
    return " · ".join(filter(None, (department.name, department.email, department.phone)))


def _labelled(rows):
    return [{"label": str(label), "value": str(value)} for label, value in rows if value]


def _sides(across, down, unit):
    return f"{decimal(float(across))} × {decimal(float(down))} {unit}" if across and down else ""


def _measure(value, unit, digits=1):
    return f"{decimal(float(value), digits)} {unit}" if value is not None else ""


def _hertz(rate):
    return f"{decimal(rate / 1000)} kHz" if rate else ""


def _length(seconds):
    if not seconds:
        return ""
    return f"{decimal(seconds, 2)} s" + (f" ({clock(seconds)})" if seconds >= 60 else "")


def _codec(name):
    """«PCM 24» for what decoders call ``pcm_s24le``."""
    name = name or ""
    return f"PCM {name.strip('pcm_sule')}" if name.startswith("pcm_") else name.upper()


def _colour(space):
    return str(PieceFormat.ColourSpace(space).label) if space else ""
