"""The masters of a piece, which never change, and what was made of each."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


def master_path(version, filename):
    """Where a master lies: by piece and version, never overwritten."""
    return f"piezas/{version.piece_id}/v{version.number}/{filename}"


def derivative_path(derivative, filename):
    version = derivative.version
    return f"piezas/{version.piece_id}/v{version.number}/vistas/{filename}"


class ProcessingState(models.TextChoices):
    """How far the background work on a version has come."""

    PENDING = "pending", _("waiting")
    RUNNING = "running", _("in progress")
    DONE = "done", _("ready")
    FAILED = "failed", _("failed")


class PieceVersion(models.Model):
    """
    One master of a piece, exactly as it was uploaded.

    Immutable: a mended file is a new version. Sizes in bytes and pixels, page
    size in millimetres, duration in seconds.
    """

    piece = models.ForeignKey(
        "media_assets.Piece", on_delete=models.CASCADE, related_name="versions", verbose_name=_("piece")
    )
    number = models.PositiveIntegerField(_("version"))
    file = models.FileField(_("master file"), upload_to=master_path, max_length=255)
    original_name = models.CharField(_("name as uploaded"), max_length=160)
    note = models.CharField(_("what changed"), max_length=300, blank=True)
    mime = models.CharField(_("type"), max_length=100)
    kind = models.CharField(_("kind"), max_length=16)
    size = models.PositiveBigIntegerField(_("weight (bytes)"))
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    width = models.PositiveIntegerField(_("width (px)"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height (px)"), null=True, blank=True)
    page_width_mm = models.FloatField(_("page width (mm)"), null=True, blank=True)
    page_height_mm = models.FloatField(_("page height (mm)"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    duration = models.FloatField(_("duration (s)"), null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, verbose_name=_("uploaded by")
    )
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    processing = models.CharField(_("previews"), max_length=8, choices=ProcessingState, default=ProcessingState.PENDING)
    processing_message = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["piece", "number"], name="version_number_unique_per_piece")]

    def __str__(self):
        return f"{self.original_name} (v{self.number})"

    @property
    def url(self):
        """The master through the door that asks who may read it."""
        return reverse("piece_master", args=[self.pk, self.original_name])

    def derivative(self, kind, position=0):
        """The derivative of that kind and page, or None while it is not made."""
        for derivative in self.derivatives.all():
            if derivative.kind == kind and derivative.position == position:
                return derivative
        return None

    @property
    def thumbnail(self):
        return self.derivative(DerivativeKind.THUMBNAIL)

    @property
    def preview(self):
        """The large still of this version: cover, poster or reduced picture."""
        for kind in (DerivativeKind.COVER, DerivativeKind.PREVIEW, DerivativeKind.POSTER):
            if found := self.derivative(kind):
                return found
        return None

    @property
    def waveform(self):
        return self.derivative(DerivativeKind.WAVEFORM)

    @property
    def page_images(self):
        return [d for d in self.derivatives.all() if d.kind == DerivativeKind.PAGE]


class DerivativeKind(models.TextChoices):
    THUMBNAIL = "thumbnail", _("thumbnail")
    PREVIEW = "preview", _("preview")
    COVER = "cover", _("first page")
    PAGE = "page", _("page")
    POSTER = "poster", _("poster")
    WAVEFORM = "waveform", _("waveform")
    PROOF = "proof", _("PDF proof")
    AVIF = "avif", "AVIF"
    WEBP = "webp", "WebP"
    FILM_720 = "mp4-720", "MP4 720p"
    FILM_1080 = "mp4-1080", "MP4 1080p"
    MP3 = "mp3", "MP3"
    OPUS = "opus", "Opus"
    CAPTIONS = "captions", "WebVTT"


#: What the screens show of a master, made together as soon as it arrives.
PREVIEW_KINDS = (
    DerivativeKind.THUMBNAIL,
    DerivativeKind.PREVIEW,
    DerivativeKind.COVER,
    DerivativeKind.PAGE,
    DerivativeKind.POSTER,
    DerivativeKind.WAVEFORM,
)
#: What never leaves the office, published or not.
INTERNAL_KINDS = (DerivativeKind.PROOF,)


class PieceDerivative(models.Model):
    """
    Something made from a master in the background, once per kind and position.

    The position is the number of a page, the width in pixels of one of a set of
    pictures, or 0. Width and height are pixels, the size is bytes.
    """

    version = models.ForeignKey(PieceVersion, on_delete=models.CASCADE, related_name="derivatives")
    kind = models.CharField(max_length=12, choices=DerivativeKind)
    position = models.PositiveSmallIntegerField(default=0)
    file = models.FileField(upload_to=derivative_path, max_length=255)
    mime = models.CharField(max_length=60)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    size = models.PositiveBigIntegerField(null=True)

    class Meta:
        verbose_name = _("derivative")
        verbose_name_plural = _("derivatives")
        ordering = ["kind", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "kind", "position"], name="derivative_unique_per_version")
        ]

    def __str__(self):
        return f"{self.version} {self.kind} {self.position}"

    @property
    def url(self):
        extension = self.file.name.rpartition(".")[2]
        key = salted_hmac("media_assets.derivative", str(self.pk), algorithm="sha256").hexdigest()[:10]
        return reverse("piece_derivative", args=[self.pk, f"{self.kind}-{self.position}-{key}.{extension}"])
