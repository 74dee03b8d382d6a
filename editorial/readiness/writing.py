"""How a page is built and read: its required fields, headings, links, and the ease of its Spanish."""

import re

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.models import Page

from editorial.readiness.contents import blocks_of, plain_text_of, rich_texts_of, short
from editorial.readiness.findings import Finding, Severity
from editorial.reading_ease import count, grade_of
from media_assets.models import EditorialDocument

LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
#: A bulletin needs some sentences before its ease can be measured.
FEWEST_WORDS = 80
#: The place of a page in the tree is nobody's to write: a new page that is sent at once has none yet.
GIVEN_WHEN_SAVED = {"path", "depth"}
HARDEST_FOR_PUBLIC = 40


def required_fields(content, moment):
    """A draft may be saved with gaps; what is reviewed may not."""
    try:
        content.full_clean(exclude=GIVEN_WHEN_SAVED, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            known = name in {field.name for field in content._meta.get_fields()}
            where = content._meta.get_field(name).verbose_name if known else content._meta.verbose_name
            for message in messages:
                yield Finding(
                    "field-invalid",
                    Severity.BLOCKS,
                    message,
                    str(where).capitalize(),
                    _("Fill in the field."),
                    name if known else "",
                )


def headings(content, moment):
    """A subsection belongs to a section (WCAG 2.2, 1.3.1): screen readers jump by headings."""
    opened = set()
    for placed in blocks_of(content):
        if placed.kind != "heading":
            continue
        if placed.value["level"] == "3" and placed.field not in opened:
            yield Finding(
                "heading-order",
                Severity.BLOCKS,
                _("The subsection «%(text)s» stands before any section.") % {"text": short(placed.value["text"])},
                placed.where,
                _("Make it a section, or put a section before it."),
                placed.field,
                placed.block,
            )
        opened.add(placed.field)


def links(content, moment):
    """Links to what is not there, and links that do not say where they lead (WCAG 2.2, 2.4.4)."""
    found = []
    for place, html in rich_texts_of(content):
        for attributes, text in LINK.findall(html):
            found.append((place, dict(ATTRIBUTE.findall(attributes)), strip_tags(text).strip()))
    live = _live(found, "page", Page.objects.live())
    stored = _live(found, "document", EditorialDocument.objects.all())
    for place, link, text in found:
        kind, key, address = link.get("linktype"), link.get("id"), link.get("href", "")
        dead = (kind == "page" and key not in live) or (kind == "document" and key not in stored)
        if dead:
            yield Finding(
                "link-dead",
                Severity.BLOCKS,
                _("The link «%(text)s» leads to something that is not public.") % {"text": short(text)},
                place.where,
                _("Link to another page, or publish that one first."),
                place.field,
                place.block,
            )
        elif not kind and not re.match(r"(https?://|mailto:|tel:|/|#)", address):
            yield Finding(
                "link-malformed",
                Severity.BLOCKS,
                _("The link «%(text)s» has no usable address.") % {"text": short(text)},
                place.where,
                _("Write the whole address, beginning with https://."),
                place.field,
                place.block,
            )
        if text.casefold() in ("", "aquí", "clic aquí", "haga clic aquí", "ver más", "más", "enlace"):
            yield Finding(
                "link-text-vague",
                Severity.WARNS,
                _("The link «%(text)s» does not say where it leads.") % {"text": text},
                place.where,
                _("Make the link of the words that name what is found there."),
                place.field,
                place.block,
            )


def _live(found, kind, existing):
    """Of the keys that the links of that kind name, those that exist, in one query."""
    keys = {link["id"] for _place, link, _text in found if link.get("linktype") == kind and link.get("id", "").isdecimal()}
    return {str(pk) for pk in existing.filter(pk__in=keys).values_list("pk", flat=True)} if keys else set()


def reading_ease(content, moment):
    measured = count(plain_text_of(content))
    if measured.words < FEWEST_WORDS or measured.ease >= HARDEST_FOR_PUBLIC:
        return
    yield Finding(
        "reading-hard",
        Severity.WARNS,
        _("The text is hard to read: %(ease)d of 100, «%(grade)s» (INFLESZ).")
        % {"ease": max(0, round(measured.ease)), "grade": grade_of(measured.ease)},
        _("The running text"),
        _("Split long sentences (%(length)d words on average) and choose shorter words.")
        % {"length": round(measured.words / measured.sentences)},
    )
