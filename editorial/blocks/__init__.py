"""The small, named set of blocks that bodies are made of, shared by web, PDF and API."""

from .bodies import BodyBlock, EditionBodyBlock
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

__all__ = [
    "AudioBlock",
    "BodyBlock",
    "ContactBlock",
    "DownloadBlock",
    "EditionBodyBlock",
    "FigureBlock",
    "FiguresBlock",
    "GalleryBlock",
    "HeadingBlock",
    "HighlightBlock",
    "ParagraphBlock",
    "PieceBlock",
    "QuoteBlock",
    "TableBlock",
    "VideoBlock",
]
