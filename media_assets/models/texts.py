"""The words found inside files, kept beside them for search."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TextInside(models.Model):
    """
    What a file of a piece says, as ``media_assets.finding`` read it: a PDF, or captions.

    By the stored name of the file, which is never written over. ``version`` is the one whose
    master, or whose captions, it was read from; captions that somebody wrote belong to the
    piece alone. A file without words has an empty row, so that it is read only once.
    """

    piece = models.ForeignKey("media_assets.Piece", on_delete=models.CASCADE, related_name="texts_inside")
    version = models.ForeignKey(
        "media_assets.PieceVersion", null=True, on_delete=models.CASCADE, related_name="texts_inside"
    )
    name = models.CharField(_("stored name"), max_length=255, unique=True)
    text = models.TextField(_("text"), blank=True)
    #: Whether the whole file was read, and not only as much as the bounds of the reading allow.
    is_whole = models.BooleanField(default=True)
    read_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text inside a file")
        verbose_name_plural = _("texts inside files")
        ordering = ["pk"]

    def __str__(self):
        return self.name


class DocumentText(models.Model):
    """
    What a document says, as ``media_assets.finding`` read it.

    By the stored name of the file that was read: once the document has another file, this
    is the text of something else, and nobody finds by it.
    """

    document = models.OneToOneField("media_assets.EditorialDocument", on_delete=models.CASCADE, related_name="said")
    name = models.CharField(_("stored name"), max_length=255)
    text = models.TextField(_("text"), blank=True)
    #: Whether the whole file was read, and not only as much as the bounds of the reading allow.
    is_whole = models.BooleanField(default=True)
    read_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text of a document")
        verbose_name_plural = _("texts of documents")
        default_permissions = ()

    def __str__(self):
        return self.name
