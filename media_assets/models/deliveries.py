"""What leaves the house for a printer, a station, the press or a site, piece by piece."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .derivative_jobs import UNFINISHED, JobState

#: Below this folder of the originals lie the packages, which leave by their own door only.
PACKAGES = "entregas/"


class ReceiverKind(models.TextChoices):
    """What the receiver does with the pieces; ``media_assets.delivery.rules`` says which ones each may get."""

    PRINTER = "printer", _("Printer")
    BROADCASTER = "broadcaster", _("Radio or television station")
    PRESS = "press", _("Press")
    SITE = "site", _("Website or digital platform")


class Standing(models.TextChoices):
    """How a delivery stands for those who prepared it and for those who come to take it."""

    PREPARING = "preparing", pgettext_lazy("delivery", "in preparation")
    READY = "ready", pgettext_lazy("delivery", "ready")
    FAILED = "failed", pgettext_lazy("delivery", "failed")
    CANCELLED = "cancelled", pgettext_lazy("delivery", "cancelled")
    REVOKED = "revoked", pgettext_lazy("delivery", "revoked")
    CLOSED = "closed", pgettext_lazy("delivery", "closed by the rules")
    EXPIRED = "expired", pgettext_lazy("delivery", "expired")


class Letter(models.TextChoices):
    """How far the letter to the receiver has come."""

    NONE = "none", _("no letter")
    QUEUED = "queued", _("to be sent")
    SENT = "sent", _("sent")
    DROPPED = "dropped", _("not sent: the package is not open any more")


def package_path(delivery, filename):
    """Where a package lies; what lies beside it in the folder was left by a worker that was killed."""
    return f"{PACKAGES}{delivery.pk}/{filename}"


def _new_key():
    return secrets.token_urlsafe(18)


class DeliveryQuerySet(models.QuerySet):
    def not_over_at(self, now):
        """Those that may be taken, or could be once they are packed."""
        return self.filter(revoked_at=None, closed_at=None, expires_at__gt=now)

    def over_at(self, now):
        """Those that will never be taken again."""
        return self.filter(
            models.Q(revoked_at__isnull=False) | models.Q(closed_at__isnull=False) | models.Q(expires_at__lte=now)
        )

    def standing(self, standing, now):
        """Mirrors ``Delivery.standing``."""
        if standing == Standing.REVOKED:
            return self.filter(revoked_at__isnull=False)
        if standing == Standing.CLOSED:
            return self.filter(revoked_at=None, closed_at__isnull=False)
        if standing == Standing.EXPIRED:
            return self.filter(revoked_at=None, closed_at=None, expires_at__lte=now)
        states = {
            Standing.PREPARING: UNFINISHED,
            Standing.READY: (JobState.DONE,),
            Standing.FAILED: (JobState.FAILED,),
            Standing.CANCELLED: (JobState.CANCELLED,),
        }
        return self.not_over_at(now).filter(state__in=states[standing])


class Delivery(models.Model):
    """
    A package of pieces for one receiver, and the link that opens it for a while.

    ``key`` is the random name that the link carries signed: who ends the delivery ends
    the link. ``state``, ``progress`` (per cent) and ``claimed_by`` tell of the packing,
    which is background work. The row stays when the file is gone (``removed_at``).
    Sizes in bytes.
    """

    key = models.CharField(max_length=32, unique=True, default=_new_key, editable=False)
    receiver_kind = models.CharField(_("receiver"), max_length=12, choices=ReceiverKind)
    receiver_name = models.CharField(
        _("name of the receiver"),
        max_length=160,
        help_text=_("The company or medium that gets the package: it stands on the sheet and on the licence."),
    )
    receiver_contact = models.CharField(_("person or office there"), max_length=160, blank=True)
    receiver_email = models.EmailField(_("e-mail of the receiver"), blank=True)
    note = models.TextField(
        _("instructions"),
        max_length=1200,
        blank=True,
        help_text=_("Print run, paper, schedule of the slots, whatever goes with the order."),
    )
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    prepared_at = models.DateTimeField(_("prepared"), default=timezone.now)
    expires_at = models.DateTimeField(_("open until"))

    state = models.CharField(max_length=10, choices=JobState, default=JobState.PENDING)
    progress = models.PositiveSmallIntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    message = models.CharField(max_length=300, blank=True)
    claimed_by = models.CharField(max_length=64, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    file = models.FileField(upload_to=package_path, max_length=255, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_reason = models.TextField(max_length=600, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.TextField(blank=True)

    letter = models.CharField(max_length=8, choices=Letter, default=Letter.NONE)
    letter_attempts = models.PositiveSmallIntegerField(default=0)
    letter_due_at = models.DateTimeField(default=timezone.now)
    letter_sent_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    # A package is no use of a piece as a page is, and must not stand in the way of anything.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["expires_at"], name="delivery_by_expiry"),
            models.Index(fields=["letter", "letter_due_at"], name="delivery_letter_due"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(progress__lte=100), name="delivery_progress_is_per_cent"),
            models.CheckConstraint(
                condition=~models.Q(state=JobState.DONE) | models.Q(size__isnull=False) & ~models.Q(sha256=""),
                name="delivery_done_has_a_checksum",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True) | ~models.Q(revoked_reason=""),
                name="delivery_revoked_with_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(letter=Letter.NONE) | ~models.Q(receiver_email=""),
                name="delivery_letter_has_an_address",
            ),
        ]

    def __str__(self):
        return _("Delivery %(number)d, %(receiver)s") % {"number": self.pk or 0, "receiver": self.receiver_name}

    @property
    def is_working(self):
        return self.state in UNFINISHED

    @property
    def standing(self) -> Standing:
        return self.standing_at(timezone.now())

    def standing_at(self, now) -> Standing:
        if self.revoked_at:
            return Standing.REVOKED
        if self.closed_at:
            return Standing.CLOSED
        if self.expires_at <= now:
            return Standing.EXPIRED
        return {
            JobState.DONE: Standing.READY,
            JobState.FAILED: Standing.FAILED,
            JobState.CANCELLED: Standing.CANCELLED,
        }.get(self.state, Standing.PREPARING)

    @property
    def filename(self):
        """The name under which the package is saved by who takes it."""
        return f"entrega-{self.pk}.zip"


class DeliveryItem(models.Model):
    """
    One piece of a package, bound to the version that goes out.

    Title, number and checksum stay when the piece or its version is gone: a record of
    what left the house does not depend on what is in it today.
    """

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    piece = models.ForeignKey("media_assets.Piece", null=True, on_delete=models.SET_NULL, related_name="delivery_items")
    version = models.ForeignKey("media_assets.PieceVersion", null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=160)
    version_number = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField("SHA-256", max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("piece of a delivery")
        verbose_name_plural = _("pieces of deliveries")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["delivery", "position"], name="delivery_item_has_a_place")]

    def __str__(self):
        return f"{self.title} (v{self.version_number})"


class PackedFile(models.Model):
    """One file of a package as it was packed: what the receiver can check, told before they download."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="packed")
    position = models.PositiveSmallIntegerField()
    path = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField("SHA-256", max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file of a delivery")
        verbose_name_plural = _("files of deliveries")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["delivery", "path"], name="packed_file_once")]

    def __str__(self):
        return self.path
