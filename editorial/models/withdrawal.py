"""What is kept of a withdrawal."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Withdrawal(models.Model):
    """Why a published content was taken back; its notice stands where the content stood."""

    content_label = models.CharField(max_length=100)
    object_id = models.CharField(max_length=64)
    reason = models.TextField(_("reason"), max_length=600)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    withdrawn_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        indexes = [models.Index(fields=["content_label", "object_id", "-id"], name="withdrawal_newest_first")]

    def __str__(self):
        return f"{self.content_label} {self.object_id}: {self.reason[:60]}"

    @property
    def content(self):
        return apps.get_model(self.content_label)._default_manager.filter(pk=self.object_id).first()
