"""How the admin of the library says durations, sizes and weights."""

from django import template
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def clock(seconds):
    """Seconds as a clock: ``0:30``, ``24:00``, ``1:02:03``."""
    whole = round(float(seconds or 0))
    hours, rest = divmod(whole, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


@register.filter
def inspection_badge(version):
    """The word and the style of a master's inspection; None while there is none. Reads what was prefetched."""
    report = next(iter(sorted(version.inspections.all(), key=lambda each: -each.pk)), None) if version else None
    if report is None:
        return None
    if report.is_working:
        return {"label": _("Inspecting"), "style": "draft"}
    answered = {waiver.key for waiver in version.waivers.all()}
    if report.state == "failed" or any(found.blocks and found.key not in answered for found in report.found):
        return {"label": _("Not fit"), "style": "returned"}
    return {"label": _("Fit"), "style": "fit"}


def _decimal(value):
    return f"{value:.1f}".rstrip("0").rstrip(".").replace(".", ",")


@register.filter
def technical_facts(version):
    """``[(label, value)]`` of what was measured in a master."""
    facts = [(_("Type"), version.mime)]
    if version.page_width_mm and version.page_height_mm:
        size = f"{_decimal(version.page_width_mm)} × {_decimal(version.page_height_mm)} mm"
        facts.append((_("Page"), size))
    if version.pages:
        facts.append((_("Pages"), version.pages))
    if version.width and version.height:
        facts.append((_("Size"), f"{version.width} × {version.height} px"))
    if version.duration:
        facts.append((_("Duration"), clock(version.duration)))
    facts.append((_("Weight"), filesizeformat(version.size)))
    return facts


@register.filter
def product_name(derivative):
    """What a derivative is called where it is offered: its format, and its pixels where it has some."""
    name = derivative.get_kind_display()
    return f"{name} {derivative.width} × {derivative.height}" if derivative.width else name


@register.simple_tag
def job_url(name, piece, job):
    """The address of an act on a derivative in the making."""
    return reverse(type(piece).snippet_viewset.get_url_name(name), args=[piece.pk, job.pk])


@register.simple_tag
def piece_breadcrumbs(piece, title, piece_url):
    """Where a screen about one piece stands, in the form that Wagtail's header takes."""
    library = reverse(type(piece).snippet_viewset.get_url_name("list"))
    return [
        {"url": library, "label": _("Library of pieces")},
        {"url": piece_url, "label": str(piece)},
        {"url": "", "label": title},
    ]


@register.filter
def before(versions, version):
    """The version that came before this one, in a list of them with the newest first."""
    return next((each for each in versions if each.number < version.number), None)


@register.filter
def record(piece):
    """``[(label, value)]`` of a piece for those who only look; empty ones are left out."""
    credits = format_html_join("\n", "{}: {}", ((credit.role, credit.name) for credit in piece.credits.all()))
    until = piece.rights_until and date_format(piece.rights_until)
    since = piece.rights_from and date_format(piece.rights_from)
    facts = [
        (_("Format"), piece.format),
        (_("Department"), piece.department),
        (_("Description"), piece.description),
        (_("Licence"), piece.get_licence_display()),
        (_("Owner of the rights"), piece.rights_owner),
        (_("Territory"), piece.rights_territory),
        (_("Rights from"), since),
        (_("Rights until"), until),
        (_("Alternative text"), piece.alt_text),
        (_("Caption"), piece.caption),
        (_("Transcript"), piece.transcript),
        (_("Credits"), credits),
    ]
    return [(label, value) for label, value in facts if value]
