"""Files that came while the store was down and wait for it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .uploads import Upload


class WaitingFile(models.Model):
    """
    A picture, document or recording whose form was good while the store of files was down.

    ``upload`` holds the file on the disk of the house; ``fields`` are the values of the
    form it came with, as a browser sends them; ``target_id`` the object whose file it
    replaces, if any. It is gone as soon as the file is in the library. ``problem`` says
    why that was not possible although the store answered.
    """

    class Kind(models.TextChoices):
        IMAGE = "image", _("image")
        DOCUMENT = "document", _("document")
        MEDIA = "media", _("sound or video")

    upload = models.OneToOneField(Upload, on_delete=models.CASCADE, related_name="waiting_file")
    kind = models.CharField(max_length=8, choices=Kind)
    target_id = models.PositiveBigIntegerField(null=True)
    fields = models.JSONField(default=dict)
    problem = models.CharField(max_length=600, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("file that waits for the store")
        verbose_name_plural = _("files that wait for the store")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self):
        return self.upload.name
