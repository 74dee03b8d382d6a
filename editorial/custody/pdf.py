"""The chain of custody of one content as a tagged PDF (PDF/UA-1), to be filed or handed to an auditor."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import Page

from editorial.custody.records import is_whole
from editorial.imprint import Imprint, publisher
from media_assets.typesetting import typeset_pdf

#: What one request sets in about two seconds; the CSV has a longer record whole.
MOST_ENTRIES = 1000
#: A reason may fill a page, not a book.
LONGEST_REASON = 4000


def moment(at) -> str:
    """To the second, in Bogotá."""
    return date_format(localtime(at), "j M Y, H:i:s").lower()


def custody_data(content, entries, printed_at, printed_by) -> dict:
    """What is set: of a record too long for paper, the newest entries, and words that say so."""
    imprint = publisher.of(content) if isinstance(content, Page) else Imprint()
    shown = entries[-MOST_ENTRIES:]
    facts = [
        {"label": _("Content"), "value": f"{content._meta.verbose_name} · {content.pk}"},
        {"label": _("Printed"), "value": f"{moment(printed_at)} · {printed_by}"},
        {"label": _("Entries"), "value": str(len(entries))},
    ]
    if len(shown) < len(entries):
        value = _("the newest %(shown)d; the CSV has all of them") % {"shown": len(shown)}
        facts.append({"label": _("Shown here"), "value": value})
    return {
        "title": str(content),
        "language": "es",
        "date": localtime(printed_at).date().isoformat(),
        "office": imprint.office,
        "institution": imprint.institution,
        "head": entries[-1].hash if entries else "",
        "facts": facts,
        "labels": {
            "heading": _("Chain of custody"),
            "entries": _("Entries"),
            "seal": _("Seal of the record (SHA-256 of its last entry)"),
            "verification": _verification(entries),
        },
        "entries": [_line(entry) for entry in shown],
    }


def _verification(entries) -> str:
    if not is_whole(entries):
        return _("Verified when printed: THE RECORD IS NOT WHOLE. Some entry was changed or is missing.")
    return _(
        "Verified when printed: the record is whole. Each entry carries the hash of the one before it; "
        "times are those of Bogotá (UTC−5)."
    )


def _line(entry) -> dict:
    by = [entry.who]
    if entry.shown_address:
        by.append(entry.shown_address)
    if entry.revision_id:
        by.append(_("revision %(number)s") % {"number": entry.revision_id})
    return {
        "number": str(entry.sequence),
        "at": moment(entry.at),
        "act": str(entry.act),
        "step": entry.step,
        "by": " · ".join(by),
        "points": [str(point) for point in entry.detail.get("points", [])],
        "reason": entry.reason[:LONGEST_REASON],
        "hash": entry.hash,
    }


def custody_pdf(content, entries, printed_at, printed_by) -> bytes:
    """The record, set. ``entries`` are those of ``OfContent.entries``, with their words."""
    return typeset_pdf("custody", custody_data(content, entries, printed_at, printed_by))
