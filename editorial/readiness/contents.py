"""Reading a page or a piece the way a check needs it: block by block, with a name for each place."""

from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.rich_text import RichText, get_text_for_indexing


@dataclass(frozen=True, slots=True)
class Placed:
    """A block of a body with its type, its value, and the words that say where it stands."""

    kind: str
    value: object
    where: str
    field: str
    block: str = ""


def blocks_of(content):
    """Every block of every body of the content, in order; none for what has no body."""
    for field in content._meta.get_fields():
        if isinstance(field, StreamField):
            stream = getattr(content, field.name)
            for number, block in enumerate(stream if isinstance(stream, StreamValue) else (), start=1):
                where = _("Block %(number)d (%(kind)s)") % {"number": number, "kind": block.block.label}
                yield Placed(block.block_type, block.value, where, field.name, str(block.id or ""))


def rich_texts_of(content):
    """``(place, html)`` of the running text: paragraphs and highlight boxes."""
    for placed in blocks_of(content):
        value = placed.value
        if isinstance(value, RichText):
            yield placed, value.source
        elif hasattr(value, "get") and isinstance(value.get("text"), RichText):
            yield placed, value["text"].source


def plain_text_of(content) -> str:
    """The running text as sentences, without marks."""
    lead = getattr(content, "lead_text", "") or getattr(content, "summary", "") or ""
    return "\n".join([lead, *(get_text_for_indexing(html) for _place, html in rich_texts_of(content))])


def short(text, length=60):
    """The beginning of a text, to name a place by."""
    return Truncator(text).chars(length)
