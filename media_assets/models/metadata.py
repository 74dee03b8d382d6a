"""What a file says of itself, and the clean copy of it that the public gets."""

from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from .files import EditorialDocument, EditorialImage, EditorialMedia
from .versions import PieceVersion


def public_copy_path(metadata, filename):
    """Where a clean copy lies: with the version it was made of, or under a name that nobody guesses."""
    if metadata.version_id:
        version = metadata.version
        return f"piezas/{version.piece_id}/v{version.number}/publica/{filename}"
    return f"publicas/{get_random_string(16)}/{filename}"


class PublicState(models.TextChoices):
    """Which file everybody is given, where everybody may have it."""

    AS_IS = "as_is", _("the file as it is")
    DUE = "due", _("a clean copy, being made")
    COPY = "copy", _("a clean copy")
    WITHHELD = "withheld", _("none: it cannot be cleaned")


#: Who a file may belong to.
OWNERS = {
    "version": PieceVersion,
    "image": EditorialImage,
    "document": EditorialDocument,
    "media": EditorialMedia,
}


class FileMetadata(models.Model):
    """
    What one file says of itself, and which file the public gets instead where it says too much.

    ``said`` are the values of ``media_assets.metadata.said.Said``; ``private`` the names of
    what was found that no public file carries; ``filled`` the fields that were empty and
    took their value from the file. ``stored_name`` is the file that was read: another one
    in its place is read anew. ``stated`` is the digest of what the public files made of it say.
    """

    version = models.OneToOneField(PieceVersion, null=True, on_delete=models.CASCADE, related_name="metadata")
    image = models.OneToOneField(EditorialImage, null=True, on_delete=models.CASCADE, related_name="metadata")
    document = models.OneToOneField(EditorialDocument, null=True, on_delete=models.CASCADE, related_name="metadata")
    media = models.OneToOneField(EditorialMedia, null=True, on_delete=models.CASCADE, related_name="metadata")
    stored_name = models.CharField(max_length=255)
    said = models.JSONField(default=dict)
    private = models.JSONField(default=list)
    filled = models.JSONField(default=list)
    public_state = models.CharField(_("public file"), max_length=10, choices=PublicState, default=PublicState.AS_IS)
    public_copy = models.FileField(upload_to=public_copy_path, max_length=255, blank=True)
    public_sha256 = models.CharField(max_length=64, blank=True)
    public_size = models.PositiveBigIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    stated = models.CharField(max_length=64, blank=True)
    read_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("metadata of a file")
        verbose_name_plural = _("metadata of files")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(version__isnull=False, image__isnull=True, document__isnull=True, media__isnull=True)
                | Q(version__isnull=True, image__isnull=False, document__isnull=True, media__isnull=True)
                | Q(version__isnull=True, image__isnull=True, document__isnull=False, media__isnull=True)
                | Q(version__isnull=True, image__isnull=True, document__isnull=True, media__isnull=False),
                name="metadata_of_one_file",
            )
        ]
        indexes = [models.Index(fields=["public_state"], name="metadata_by_public_state")]

    def __str__(self):
        return self.stored_name

    @property
    def owner(self):
        return self.version or self.image or self.document or self.media
