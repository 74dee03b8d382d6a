"""What a review leaves behind: the chain's yes to one revision, which the publication asks for."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, WorkflowState

from .withdrawal import Withdrawal


class SealQuerySet(models.QuerySet):
    def for_content(self, content):
        return self.filter(content_type=content.get_base_content_type(), object_id=str(content.pk))

    def for_revision(self, revision):
        return self.filter(content_type_id=revision.base_content_type_id, object_id=revision.object_id)

    def newest_first(self):
        return self.order_by("-pk")

    def with_withdrawal(self):
        """With ``is_taken_back``: whether the content was withdrawn after this approval."""
        label = Concat("content_type__app_label", Value("."), "content_type__model")
        later = Withdrawal.objects.filter(
            content_label=OuterRef("label"), object_id=OuterRef("object_id"), withdrawn_at__gt=OuterRef("sealed_at")
        )
        return self.annotate(label=label).annotate(is_taken_back=Exists(later))


class Seal(models.Model):
    """
    The review chain's yes to one revision of a content: what carries a seal may be published.

    The fingerprint is that of the whole revision, so the seal is worth nothing
    on a revision that was changed afterwards.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    fingerprint = models.CharField(max_length=64)
    workflow_state = models.ForeignKey(WorkflowState, null=True, on_delete=models.SET_NULL, related_name="seals")
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    sealed_at = models.DateTimeField(_("approved"), default=timezone.now)

    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = _("approved revision")
        verbose_name_plural = _("approved revisions")
        indexes = [models.Index(fields=["content_type", "object_id", "-id"], name="seal_newest_of_content")]

    def __str__(self):
        return f"{self.content_type_id}/{self.object_id}: {self.fingerprint[:12]}"
