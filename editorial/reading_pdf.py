"""
The reading edition of a published page: its text as a tagged PDF (PDF/UA-1).

``bulletin_data`` and ``edition_data`` say what is set, ``reading_pdf`` sets it.
What the typesetter understands is written in ``media_assets.typesetting``.
"""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from editorial.imprint import publisher
from editorial.models import BulletinPage, EditionPage, PublicationPage
from editorial.typescript import Typescript
from media_assets.typesetting import typeset_pdf

#: Titles that are read as magazines, in columns; the others are set as books.
IN_COLUMNS = {PublicationPage.Type.MAGAZINE, PublicationPage.Type.NEWSPAPER}


def bulletin_data(page) -> tuple[dict, dict[str, bytes]]:
    """The data and the pictures of a bulletin."""
    script = Typescript(page.full_url)
    opening = script.picture(page.lead_image) if page.lead_image else None
    data = _common(page, timezone.localtime(page.date).date()) | {
        "title": page.title,
        "kicker": page.kicker,
        "lead": page.lead_text,
        "number": number_of(page),
        "dateline": page.dateline_place,
        "blocks": [*([opening] if opening else []), *script.body(page.body)],
        "spokespersons": [{"name": person.name, "office": person.office} for person in page.spokespersons.all()],
        "contacts": [
            {"name": contact.name, "role": contact.role, "email": contact.email, "phone": contact.phone}
            for contact in page.contacts.all()
        ],
        "corrections": [
            {"date": correction.date.isoformat(), "text": correction.text} for correction in page.corrections.all()
        ],
    }
    return data, script.pictures


def edition_data(page) -> tuple[dict, dict[str, bytes]]:
    """The data and the pictures of an edition; its level 2 headings open its sections."""
    script = Typescript(page.full_url)
    publication = page.publication
    imprint = publisher.of(page)
    data = _common(page, page.edition_date) | {
        "title": page.title,
        "lead": page.summary,
        "publication": publication.title,
        "subtitle": publication.subtitle,
        "issue_number": page.issue_number,
        "issn": publication.issn,
        "isbn": page.isbn,
        "publisher": ", ".join(filter(None, (imprint.institution, imprint.office))),
        "layout": "magazine" if publication.publication_type in IN_COLUMNS else "book",
        "sections": sections(page.title, script.body(page.body)),
        "credits": [{"role": credit.role, "name": credit.name} for credit in page.credits.all()],
    }
    image = page.cover or page.lead_image
    if image and (cover := script.picture(image)):
        data["cover"] = {name: cover[name] for name in ("image", "alt", "credit")}
    return data, script.pictures


def sections(title: str, blocks: list[dict]) -> list[dict]:
    """Split a body at its level 2 headings; what stands before the first goes under the page's own title."""
    parts = [{"title": title, "blocks": []}]
    for block in blocks:
        if block["type"] == "heading" and block["level"] == 2:
            parts.append({"title": block["text"], "blocks": []})
        else:
            parts[-1]["blocks"].append(block)
    return parts if parts[0]["blocks"] or len(parts) == 1 else parts[1:]


def reading_pdf(page) -> bytes:
    """Set the reading edition of a bulletin or an edition, as its row in the database says it."""
    template, gather = {BulletinPage: ("bulletin", bulletin_data), EditionPage: ("edition", edition_data)}[type(page)]
    data, pictures = gather(page)
    return typeset_pdf(template, data, images=pictures)


def filename(page) -> str:
    """The name under which a reader keeps the PDF: ``Boletín 042 de 2026.pdf``."""
    if isinstance(page, BulletinPage):
        name = str(page.reference) or page.title
    else:
        issue = _("no. %(number)s") % {"number": page.issue_number} if page.issue_number else page.title
        name = f"{page.publication.title}, {issue}"
    return f"{clean_name(name)}.pdf"


def clean_name(name: str, length: int = 100) -> str:
    """A name for people that every file system takes: no stroke, no control character, no dot at its ends."""
    kept = "".join(
        character if character.isprintable() and character not in '<>:"/\\|?*' else " " for character in name
    )
    return " ".join(kept.split())[:length].strip(" .") or _("edition")


def number_of(page) -> str:
    """The number of a bulletin as people write it: ``042 de 2026``; nothing before publication."""
    if page.number is None:
        return ""
    return _("%(number)03d of %(year)d") % {"number": page.number, "year": page.year}


def _common(page, day) -> dict:
    imprint = publisher.of(page)
    return {
        "language": "es",
        "date": day.isoformat(),
        "date_text": date_format(day, "DATE_FORMAT"),
        "url": page.full_url,
        "office": imprint.office,
        "institution": imprint.institution,
        "department": page.department.name,
    }
