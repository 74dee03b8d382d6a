"""The blocks of a page handed to the typesetter: its data, and the pictures they name."""

import io
import logging
from urllib.parse import urljoin

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from editorial import rich_text
from media_assets import access
from media_assets.typesetting import TypesettingError
from media_assets.typesetting.pictures import public_jpeg

logger = logging.getLogger(__name__)

#: Enough for 300 points to the inch across a letter page.
LONGEST_SIDE_PX = 2000


class Typescript:
    """
    Turns the body of one page into blocks for the typesetter, gathering its pictures.

    ``url`` is the public address of the page. Each block type of
    ``editorial.blocks`` has a method here with its name.
    """

    def __init__(self, url):
        self.url = url
        self.pictures: dict[str, bytes] = {}

    def body(self, stream) -> list[dict]:
        return [block for child in stream for block in getattr(self, child.block_type)(child.value)]

    def picture(self, image, alt="", caption="", credit="") -> dict | None:
        """A figure of the library's image, or None when its file cannot be read any more."""
        key = f"image-{image.pk}"
        if key not in self.pictures:
            try:
                with image.file.open("rb") as stored:
                    self.pictures[key] = public_jpeg(io.BytesIO(stored.read()), longest_side=LONGEST_SIDE_PX)
            except (OSError, TypesettingError):
                logger.warning("Image %s cannot be set: its file is gone or broken", image.pk)
                return None
        return {
            "type": "figure",
            "image": key,
            "alt": alt or image.default_alt_text or caption or image.caption or image.title,
            "caption": caption or image.caption,
            "credit": credit or image.credit,
        }

    # -- One method for each block type -------------------------------------

    def paragraph(self, value):
        return rich_text.typeset_blocks(value.source, self.url)

    def heading(self, value):
        return [{"type": "heading", "level": int(value["level"]), "text": value["text"]}]

    def quote(self, value):
        return [{"type": "quote", "text": value["text"], "speaker": value["speaker"], "office": value["office"]}]

    def figure(self, value):
        if value["image"] is None:
            return []
        figure = self.picture(value["image"], value["alt_text"], value["caption"], value["credit"])
        return [figure] if figure else _note(value["caption"])

    def gallery(self, value):
        figures = [figure for item in value["items"] for figure in self.figure(item) if figure["type"] == "figure"]
        return [{"type": "gallery", "title": value["title"], "items": figures}] if figures else []

    def piece(self, value):
        piece = value["piece"]
        if piece is None or not access.is_public_piece(piece):
            return []
        kind = f"{piece.get_channel_display()}: {piece.format.name}"
        return [_reference(kind, piece.title, value["caption"] or piece.caption, urljoin(self.url, piece.full_url))]

    def audio(self, value):
        return self._recording(_("Sound"), value)

    def video(self, value):
        return self._recording(_("Video"), value)

    def figures(self, value):
        items = [{"value": item["value"], "label": item["label"]} for item in value["items"]]
        return [{"type": "figures", "items": items}, *_note(value["source"])]

    def table(self, value):
        rows = [["" if cell is None else str(cell) for cell in row] for row in (value["table"] or {}).get("data", [])]
        rows = [row for row in rows if any(row)]
        if not rows:
            return []
        header, *rest = rows
        return [
            {"type": "table", "caption": value["caption"], "header": header, "rows": rest, "source": value["source"]}
        ]

    def highlight(self, value):
        blocks = rich_text.typeset_blocks(value["text"].source, self.url)
        return [{"type": "highlight", "title": value["title"], "blocks": blocks}]

    def download(self, value):
        document = value["document"]
        if document is None:
            return []
        weight = f"{document.file_extension.upper()}, {filesizeformat(document.get_file_size() or 0)}"
        title = value["label"] or document.title
        return [_reference(_("Document"), title, f"{document.title} ({weight})", urljoin(self.url, document.url))]

    def contact(self, value):
        contact = {name: value[name] or "" for name in ("name", "role", "email", "phone")}
        return [{"type": "contact", **contact}]

    def _recording(self, kind, value):
        media = value["media"]
        if media is None:
            return []
        minutes, seconds = divmod(round(media.duration or 0), 60)
        label = f"{kind} ({minutes}:{seconds:02d})" if media.duration else kind
        return [_reference(label, media.title, value["caption"], self.url)]


def _note(text):
    return [{"type": "note", "text": text}] if text else []


def _reference(kind, title, caption, url):
    """Something that paper cannot play: what it is, and where it is."""
    return {"type": "reference", "kind": kind, "title": title, "caption": caption or "", "url": url}
