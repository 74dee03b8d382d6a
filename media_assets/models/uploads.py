"""Files on their way into the library, and the lists in which many come at once."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .licences import Licence


class UploadState(models.TextChoices):
    """How far a file has come on its way into the library."""

    RECEIVING = "receiving", _("being received")
    RECEIVED = "received", _("received, waiting to be examined")
    EXAMINING = "examining", _("being examined")
    ACCEPTED = "accepted", _("ready")
    REFUSED = "refused", _("refused")
    KEPT = "kept", _("stored in the library")
    GONE = "gone", _("discarded")


class UploadQuerySet(models.QuerySet):
    def of(self, user):
        """What the user is sending: nobody else sees or touches it."""
        return self.filter(user=user)

    def open(self):
        """What still takes room and may become something."""
        return self.filter(state__in=OPEN_STATES)

    def unclaimed(self):
        """What waits for a form to say where it goes."""
        return self.open().filter(piece__isnull=True, item__isnull=True)

    def waiting_for_their_piece(self):
        """What follows a draft that was saved before its file could be stored, and what was refused on the way."""
        return self.filter(piece__isnull=False).exclude(state__in=(UploadState.KEPT, UploadState.GONE))

    def move(self, upload, to, *, among, **changes) -> bool:
        """Take the upload from one of those states to another; False where somebody else was first."""
        changes = {"state": to, "touched_at": timezone.now()} | changes
        moved = bool(self.filter(pk=upload.pk, state__in=among).update(**changes))
        if moved:
            for name, value in changes.items():
                setattr(upload, name, value)
        return moved


class Upload(models.Model):
    """
    One file on its way into the library, in as many parts as its connection allows.

    How much has come is asked of the store that holds it, never remembered here: a
    process that is killed between storing and recording leaves no lie. ``length`` is
    bytes as announced; ``fingerprint`` recognises the file when its sender chooses it
    again; ``examined`` counts the bytes that the examination has read.

    With ``piece`` it becomes the next version of that piece as soon as it is accepted and
    the store of files answers.
    """

    PATIENCE = timedelta(days=7)

    class Place(models.TextChoices):
        DISK = "disk", _("disk of the house")
        BUCKET = "bucket", _("object storage")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(_("name of the file"), max_length=255)
    length = models.PositiveBigIntegerField(_("weight (bytes)"))
    fingerprint = models.CharField(max_length=64, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=UploadState, default=UploadState.RECEIVING)
    place = models.CharField(max_length=8, choices=Place, default=Place.DISK)
    stored_as = models.CharField(max_length=255)
    multipart_id = models.TextField(blank=True)
    part_size = models.PositiveBigIntegerField(default=0)
    examined = models.PositiveBigIntegerField(default=0)
    facts = models.JSONField(null=True, blank=True)
    refusal = models.CharField(max_length=600, blank=True)
    piece = models.ForeignKey(
        "media_assets.Piece", null=True, blank=True, on_delete=models.SET_NULL, related_name="uploads"
    )
    note = models.CharField(max_length=300, blank=True)
    version = models.OneToOneField(
        "media_assets.PieceVersion", null=True, blank=True, on_delete=models.SET_NULL, related_name="upload"
    )
    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    touched_at = models.DateTimeField(_("last changed"), default=timezone.now)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["state", "touched_at"], name="upload_by_state"),
            models.Index(fields=["user", "fingerprint"], name="upload_by_fingerprint"),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(length__gt=0), name="upload_has_a_length")]

    def __str__(self):
        return self.name

    @property
    def expires_at(self):
        """When it is forgotten unless something happens to it before."""
        return self.touched_at + self.PATIENCE

    @property
    def percent(self):
        """How far the examination has read."""
        return 100 * self.examined // self.length

    @property
    def is_over(self):
        """Whether nothing can come of it any more."""
        return self.state in (UploadState.KEPT, UploadState.GONE) or self.expires_at <= timezone.now()


OPEN_STATES = (
    UploadState.RECEIVING,
    UploadState.RECEIVED,
    UploadState.EXAMINING,
    UploadState.ACCEPTED,
    UploadState.REFUSED,
)


class UploadBatch(models.Model):
    """
    The files that somebody brings at once, with what they have in common.

    One for each person: it is there again after the window was closed. What its files
    have in common goes into each piece that is made of one.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="upload_batch")
    department = models.ForeignKey(
        "organization.Department", verbose_name=_("department"), null=True, blank=True, on_delete=models.SET_NULL
    )
    licence = models.CharField(_("licence"), max_length=24, choices=Licence, default=Licence.OWN)
    rights_owner = models.CharField(_("owner of the rights"), max_length=160, blank=True)
    rights_territory = models.CharField(_("territory"), max_length=80, blank=True, default="Colombia")
    rights_from = models.DateField(_("rights from"), null=True, blank=True)
    rights_until = models.DateField(_("rights until"), null=True, blank=True)
    shows_people = models.BooleanField(_("people can be recognised"), default=False)
    has_third_party_works = models.BooleanField(_("contains works of third parties"), default=False)
    collection = models.ForeignKey(
        "media_assets.PieceCollection",
        verbose_name=_("collection"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The pieces are laid in it as they are made."),
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("batch of files")
        verbose_name_plural = _("batches of files")
        default_permissions = ()

    def __str__(self):
        return str(self.user)


class UploadItem(models.Model):
    """
    One file of a batch, and the piece that is to become of it.

    ``format_is_guessed`` while nobody has chosen: a better measure may still change it.
    ``problem`` says why no piece could be made of it; the file may be replaced. It is
    gone as soon as its piece is there.
    """

    batch = models.ForeignKey(UploadBatch, on_delete=models.CASCADE, related_name="items")
    upload = models.OneToOneField(Upload, null=True, blank=True, on_delete=models.SET_NULL, related_name="item")
    name = models.CharField(_("name of the file"), max_length=255)
    length = models.PositiveBigIntegerField(_("weight (bytes)"), default=0)
    title = models.CharField(_("title"), max_length=160, blank=True)
    format = models.ForeignKey(
        "media_assets.PieceFormat", verbose_name=_("format"), null=True, blank=True, on_delete=models.SET_NULL
    )
    format_is_guessed = models.BooleanField(default=True)
    problem = models.CharField(max_length=600, blank=True)

    class Meta:
        verbose_name = _("file of a batch")
        verbose_name_plural = _("files of a batch")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self):
        return self.title or self.name
