"""
The technical sheet of a piece: what a printer, a station or a site asks to know of it.

Measures are those of the master where they are known, and else those that its
format prescribes.
"""

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

#: What people call each type of file.
TYPE_NAMES = {
    "application/pdf": "PDF",
    "audio/flac": "FLAC",
    "audio/mpeg": "MP3",
    "audio/wav": "WAV",
    "audio/x-wav": "WAV",
    "image/gif": "GIF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/svg+xml": "SVG",
    "image/tiff": "TIFF",
    "image/webp": "WebP",
    "video/mp4": "MP4",
    "video/quicktime": "QuickTime",
}


def type_name(mime: str) -> str:
    """«PDF» for ``application/pdf``; a type without a name of its own gives its last word."""
    return TYPE_NAMES.get(mime) or mime.rpartition("/")[2].upper()


def clock(seconds) -> str:
    """A duration as players show it: ``0:30``, ``12:05``, ``1:02:00``."""
    whole = max(0, round(seconds or 0))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def technical_sheet(piece, version) -> list[tuple[str, str]]:
    """Rows of label and value, in the order of the trade; what is not known has no row."""
    format = piece.format
    rows = [(_("Channel"), piece.get_channel_display()), (_("Format"), format.name)]
    if size := _paper_size(format, version):
        rows.append((_("Trim size"), size))
    if format.bleed_mm:
        rows.append((_("Bleed"), _("%(length)s mm") % {"length": _number(format.bleed_mm)}))
    if format.colour_space:
        rows.append((_("Colour"), format.get_colour_space_display()))
    if version is None:
        return rows
    if version.pages:
        pages = ngettext("%(count)d page", "%(count)d pages", version.pages) % {"count": version.pages}
        rows.append((_("Length"), pages))
    if version.width and version.height and not version.page_width_mm:
        rows.append((_("Size"), _sides(version.width, version.height, "px")))
    if version.duration:
        rows.append((_("Duration"), clock(version.duration)))
    rows.append((_("File"), f"{type_name(version.mime)}, {filesizeformat(version.size)}"))
    return rows


def _paper_size(format, version):
    if version is not None and version.page_width_mm and version.page_height_mm:
        return _sides(version.page_width_mm, version.page_height_mm, "mm")
    if format.width_mm and format.height_mm:
        return _sides(format.width_mm, format.height_mm, "mm")
    return ""


def _sides(across, down, unit):
    return f"{_number(across)} × {_number(down)} {unit}"


def _number(value):
    """At most one decimal, and none where it would be a zero."""
    rounded = round(float(value), 1)
    return number_format(int(rounded) if rounded.is_integer() else rounded, use_l10n=True)
