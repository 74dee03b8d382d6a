"""The blocks that show files and pieces: photographs, sound, video, documents."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from media_assets.access import is_public_piece

from .choosers import (
    AudioChooserBlock,
    DocumentChooserBlock,
    ImageChooserBlock,
    SnippetChooserBlock,
    VideoChooserBlock,
)
from .samples import latest, latest_images


class FigureBlock(blocks.StructBlock):
    """A photograph with its alternative text, caption and credit."""

    image = ImageChooserBlock(label=_("Image"))
    alt_text = blocks.CharBlock(
        label=_("Alternative text"),
        max_length=300,
        required=False,
        help_text=_("What is seen here, for those who cannot see it. Empty: the description of the image is used."),
    )
    caption = blocks.CharBlock(label=_("Caption"), max_length=300, required=False)
    credit = blocks.CharBlock(
        label=_("Credit"), max_length=200, required=False, help_text=_("Empty: the credit of the image is used.")
    )

    class Meta:
        icon = "image"
        label = _("Figure")
        label_format = "{image}"
        template = "editorial/blocks/figure.html"
        description = _("A photograph with caption and credit.")

    def get_preview_value(self):
        return self.normalize({"image": latest("media_assets.EditorialImage"), "caption": "", "credit": ""})


class GalleryBlock(blocks.StructBlock):
    """Several photographs of one subject."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    items = blocks.ListBlock(FigureBlock(), label=_("Photographs"), min_num=2, max_num=24)

    class Meta:
        icon = "image"
        label = _("Gallery")
        label_format = "{title}"
        template = "editorial/blocks/gallery.html"
        description = _("Two or more photographs of one subject.")

    def get_preview_value(self):
        return self.normalize({"title": "", "items": [{"image": image} for image in latest_images(4)]})


class PieceBlock(blocks.StructBlock):
    """A piece of the asset library, shown by its channel: player, poster or page."""

    piece = SnippetChooserBlock("media_assets.Piece", label=_("Piece"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=300, required=False)

    class Meta:
        icon = "media"
        label = _("Piece")
        label_format = "{piece}"
        template = "editorial/blocks/piece.html"
        description = _("A print, radio, television or web piece of the library. It shows once it is published.")

    def get_preview_value(self):
        return self.normalize({"piece": latest("media_assets.Piece", live=True), "caption": ""})

    def get_context(self, value, parent_context=None):
        """
        ``shown`` is what readers get: the piece while it is public.

        What was public and is not any more (``taken_out``) leaves a word in its place; a
        draft leaves nothing, not even that it exists.
        """
        context = super().get_context(value, parent_context)
        piece = value.get("piece")
        context["shown"] = piece if piece and is_public_piece(piece) else None
        context["taken_out"] = bool(piece and not context["shown"] and piece.first_published_at)
        return context


class AudioBlock(blocks.StructBlock):
    """Sound with its transcript."""

    media = AudioChooserBlock(label=_("Sound"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=300, required=False)

    class Meta:
        icon = "wagtailmedia-audio"
        label = _("Sound")
        label_format = "{media}"
        template = "editorial/blocks/audio.html"
        description = _("A recording, with its transcript.")

    def get_preview_value(self):
        return self.normalize({"media": latest("media_assets.EditorialMedia", type="audio"), "caption": ""})


class VideoBlock(blocks.StructBlock):
    """Video with captions and transcript."""

    media = VideoChooserBlock(label=_("Video"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=300, required=False)

    class Meta:
        icon = "wagtailmedia-video"
        label = _("Video")
        label_format = "{media}"
        template = "editorial/blocks/video.html"
        description = _("A video, with captions and transcript.")

    def get_preview_value(self):
        return self.normalize({"media": latest("media_assets.EditorialMedia", type="video"), "caption": ""})


class DownloadBlock(blocks.StructBlock):
    """A document to take away, with its type and weight told before the click."""

    document = DocumentChooserBlock(label=_("Document"))
    label = blocks.CharBlock(label=_("Text of the link"), max_length=120, required=False)

    class Meta:
        icon = "download"
        label = _("Download")
        label_format = "{document}"
        template = "editorial/blocks/download.html"
        description = _("A document to download.")

    def get_preview_value(self):
        return self.normalize({"document": latest("media_assets.EditorialDocument"), "label": ""})
