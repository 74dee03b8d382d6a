"""The plain texts of a press kit: the bulletin to copy from, and the sheet of credits and contacts."""

import textwrap
from urllib.parse import urljoin

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from editorial import rich_text


def encoded(text: str) -> bytes:
    """UTF-8 with its mark and Windows line ends: every editor of a newsroom opens it with its accents."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def bulletin_text(data: dict) -> str:
    """A bulletin, from the data it is typeset with."""
    opening = ", ".join(filter(None, (data["dateline"], data["date_text"])))
    parts = [
        "\n".join(filter(None, (data["institution"], data["office"]))),
        _("Press bulletin %(number)s") % {"number": data["number"]} if data["number"] else _("Press bulletin"),
        data["kicker"],
        data["title"],
        data["lead"],
        f"{opening}." if opening else "",
        *(_block(block) for block in data["blocks"]),
        _list(_("Spokespersons"), (_person(person) for person in data["spokespersons"])),
        _list(_("Corrections"), (f"{item['date']}: {item['text']}" for item in data["corrections"])),
        _list(_("Contacts for the press"), (_person(contact) for contact in data["contacts"])),
        data["url"] or "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def read_me(page, imprint, items, elsewhere) -> str:
    """What is in the kit, how each thing must be credited, and whom to ask."""
    office = ", ".join(filter(None, (imprint.institution, imprint.office)))
    kit = [
        _("Press kit: %(title)s") % {"title": page.title},
        "\n".join(
            filter(None, (str(page.reference), date_format(page.date.date(), "DATE_FORMAT"), office, page.full_url))
        ),
        textwrap.fill(
            _(
                "You may publish the text and the photographs of this kit to report on its subject, with the credit "
                "given here. The licence of each piece says what else is allowed."
            ),
            90,
        ),
    ]
    if items:
        kit.append(_list(_("Files and credits"), (_credit(item) for item in items)))
    if elsewhere:
        lines = (f"{piece.title}: {urljoin(page.full_url, piece.full_url)}" for piece in elsewhere)
        kit.append(_list(_("Also on the site"), lines))
    contacts = [
        ", ".join(filter(None, (contact.name, contact.role, contact.email, contact.phone)))
        for contact in page.contacts.all()
    ]
    house = ", ".join(filter(None, (imprint.press_email, imprint.phone, imprint.address)))
    if house:
        contacts.append(f"{office}: {house}" if office else house)
    kit.append(_list(_("Contacts for the press"), contacts))
    return "\n\n".join(part for part in kit if part) + "\n"


def _credit(item) -> str:
    said = [item.path, item.title, item.caption, item.credit and _("Credit: %(name)s") % {"name": item.credit}]
    return "\n  ".join(filter(None, (*said, _("Licence: %(name)s") % {"name": item.licence})))


def _person(person) -> str:
    return ", ".join(filter(None, (person.get(key) for key in ("name", "role", "office", "email", "phone"))))


def _list(title, lines) -> str:
    lines = [line for line in lines if line]
    return "\n".join((title, *(f"- {line}" for line in lines))) if lines else ""


def _block(block) -> str:
    match block["type"]:
        case "paragraph" | "list":
            return rich_text.plain([block])
        case "heading":
            return block["text"]
        case "quote":
            said_by = ", ".join(filter(None, (block["speaker"], block["office"])))
            return f"«{block['text'].strip('«»')}»" + (f" {said_by}." if said_by else "")
        case "highlight":
            return "\n".join(filter(None, (block["title"], rich_text.plain(block["blocks"]))))
        case "figures":
            return "\n".join(f"- {item['value']}: {item['label']}" for item in block["items"])
        case "table":
            rows = [block["header"], *block["rows"]]
            return "\n".join((block["caption"], *("\t".join(row) for row in rows)))
        case "note":
            return block["text"]
        case "reference":
            return f"{block['kind']}: {block['title']}\n{block['url']}"
        case "contact":
            return _person(block)
    return ""
