"""Which blocks the body of each kind of page may hold."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .media import AudioBlock, DownloadBlock, FigureBlock, GalleryBlock, PieceBlock, VideoBlock
from .text import (
    ContactBlock,
    FiguresBlock,
    HeadingBlock,
    HighlightBlock,
    ParagraphBlock,
    QuoteBlock,
    TableBlock,
)

TEXT, MEDIA, EXTRAS = _("Text"), _("Image, sound and video"), _("Figures and boxes")


class BodyBlock(blocks.StreamBlock):
    """The body of bulletins, campaigns, episodes and standing pages."""

    paragraph = ParagraphBlock(group=TEXT)
    heading = HeadingBlock(group=TEXT)
    quote = QuoteBlock(group=TEXT)
    figure = FigureBlock(group=MEDIA)
    gallery = GalleryBlock(group=MEDIA)
    piece = PieceBlock(group=MEDIA)
    audio = AudioBlock(group=MEDIA)
    video = VideoBlock(group=MEDIA)
    figures = FiguresBlock(group=EXTRAS)
    table = TableBlock(group=EXTRAS)
    highlight = HighlightBlock(group=EXTRAS)
    download = DownloadBlock(group=EXTRAS)
    contact = ContactBlock(group=EXTRAS)


class EditionBodyBlock(BodyBlock):
    """The body of an edition: its level 2 headings are the table of contents."""
