"""The work of making what a master's uses need, as rows that can be followed, cancelled and taken over."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .versions import DerivativeKind, PieceVersion


class Recipe(models.TextChoices):
    """What is made of a master for its uses, each by one piece of work that can be followed and cancelled."""

    PROOF = "proof", _("PDF proof")
    PICTURES = "pictures", _("Pictures for the web (AVIF and WebP)")
    FILM_720 = "mp4-720", _("Video 720p (MP4)")
    FILM_1080 = "mp4-1080", _("Video 1080p (MP4)")
    SOUND = "sound", _("Sound for the web (MP3 and Opus)")
    CAPTIONS = "captions", _("Captions (WebVTT)")


#: What each recipe leaves behind.
PRODUCTS = {
    Recipe.PROOF: (DerivativeKind.PROOF,),
    Recipe.PICTURES: (DerivativeKind.AVIF, DerivativeKind.WEBP),
    Recipe.FILM_720: (DerivativeKind.FILM_720,),
    Recipe.FILM_1080: (DerivativeKind.FILM_1080,),
    Recipe.SOUND: (DerivativeKind.MP3, DerivativeKind.OPUS),
    Recipe.CAPTIONS: (DerivativeKind.CAPTIONS,),
}


class JobState(models.TextChoices):
    PENDING = "pending", _("waiting")
    RUNNING = "running", _("in progress")
    DONE = "done", _("ready")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


UNFINISHED = (JobState.PENDING, JobState.RUNNING)


class DerivativeJob(models.Model):
    """
    The making of one recipe from one master: there is only one, whoever asks how often.

    ``progress`` is per cent of the master that has been worked through. ``claimed_by``
    is the entry of the queue that works on it. ``is_marked`` tells of a proof that it
    carries the watermark of what nobody has approved.
    """

    version = models.ForeignKey(
        PieceVersion, on_delete=models.CASCADE, related_name="derivative_jobs", verbose_name=_("version")
    )
    recipe = models.CharField(_("derivative"), max_length=12, choices=Recipe)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.PENDING)
    progress = models.PositiveSmallIntegerField(_("progress (%)"), default=0)
    cancel_requested = models.BooleanField(default=False)
    message = models.CharField(max_length=300, blank=True)
    is_marked = models.BooleanField(default=True)
    claimed_by = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("derivative in the making")
        verbose_name_plural = _("derivatives in the making")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "recipe"], name="derivative_job_unique_per_version"),
            models.CheckConstraint(condition=models.Q(progress__lte=100), name="derivative_job_progress_is_per_cent"),
        ]
        indexes = [models.Index(fields=["state"], name="derivative_job_by_state")]

    def __str__(self):
        return f"{self.version} {self.recipe}"

    @property
    def is_working(self):
        return self.state in UNFINISHED

    @property
    def products(self):
        """The files this recipe made; reads what was prefetched of the version."""
        return [each for each in self.version.derivatives.all() if each.kind in PRODUCTS[self.recipe]]
