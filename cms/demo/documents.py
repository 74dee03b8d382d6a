"""Documents to download: set as tagged PDF from their texts while loading."""

from django.core.files.base import ContentFile

from cms.demo import markup
from cms.demo.people import OFFICE
from editorial.rich_text import typeset_blocks
from media_assets.models import EditorialDocument, Licence
from media_assets.typesetting import typeset_pdf


def items():
    return markup.read_folder("documentos")


def load(text, newsroom):
    """Set one document and put it into the library; return whether it was new."""
    title = text.get("título")
    if EditorialDocument.objects.filter(title=title).exists():
        return False
    data = {
        "title": title,
        "lead": text.get("entradilla"),
        "language": "es",
        "office": text.get("dependencia"),
        "institution": OFFICE["institution"],
        "blocks": list(_blocks(text)),
    }
    EditorialDocument.objects.create(
        title=title,
        summary=text.get("entradilla"),
        credit=text.get("dependencia"),
        licence=Licence.CC_BY,
        uploaded_by_user=newsroom.staff["redaccion"],
        file=ContentFile(typeset_pdf("bulletin", data), name=f"{text.name}.pdf"),
    )
    return True


def _blocks(text):
    """The text as the typesetter reads it: headings, paragraphs and lists."""
    for kind, value in text.blocks:
        if kind == "heading":
            yield {"type": "heading", "level": int(value["level"]), "text": value["text"]}
        else:
            yield from typeset_blocks(value, "")
