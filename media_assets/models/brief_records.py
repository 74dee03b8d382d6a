"""What was said and done about a brief, the files that came with it, and who wants to hear of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .briefs import Brief, BriefState, attachment_path


class AppendOnly(models.Model):
    """What was said or done: written once, never changed or deleted."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError(f"{type(self).__name__} is append-only")


class BriefStep(AppendOnly):
    """
    One thing done with a brief: who, when, why, from what state to which.

    ``act`` is the name of an act of ``media_assets.briefs.acts``; ``actor`` is None
    where the brief followed its pieces by itself. The database refuses to change it, too.
    """

    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=16)
    from_state = models.CharField(max_length=12, choices=BriefState, blank=True)
    to_state = models.CharField(max_length=12, choices=BriefState)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(max_length=1000, blank=True)
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    deadline = models.DateField(null=True)

    class Meta:
        ordering = ["made_at", "pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.brief_id}: {self.act}"


class BriefFollower(models.Model):
    """Somebody who may see a brief and wants to hear of it, beside the two who have to do with it."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="followers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followed_briefs")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["since", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["brief", "user"], name="brief_followed_once")]

    def __str__(self):
        return f"{self.brief_id}: {self.user_id}"


class BriefMessage(AppendOnly):
    """What one person said about a brief, for all who may see it."""

    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("message"), max_length=4000)
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["said_at", "pk"]
        default_permissions = ()

    def __str__(self):
        return self.text[:80]


class BriefAttachment(models.Model):
    """
    A file handed in with a brief or with a message of it: logos, texts, photographs of the place. Never public.

    Without a brief it waits for the form with which it came, and is its sender's alone.
    What was removed leaves its name and the reason; its bytes go, and ``file`` is emptied once they are gone.
    """

    brief = models.ForeignKey(Brief, null=True, blank=True, on_delete=models.PROTECT, related_name="attachments")
    message = models.ForeignKey(
        BriefMessage, null=True, blank=True, on_delete=models.PROTECT, related_name="attachments"
    )
    file = models.FileField(upload_to=attachment_path, max_length=255)
    original_name = models.CharField(max_length=160)
    mime = models.CharField(max_length=127)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    removed_reason = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(removed_at__isnull=True)
                | models.Q(removed_by__isnull=False) & ~models.Q(removed_reason=""),
                name="brief_file_removed_with_a_reason",
            )
        ]

    def __str__(self):
        return self.original_name
