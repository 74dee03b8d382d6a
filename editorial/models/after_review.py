"""The review that is owed to what went out before it."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision


class AfterReviewQuerySet(models.QuerySet):
    def open(self):
        return self.filter(outcome=AfterReview.Outcome.OPEN)

    def revisions_nobody_answered_for(self):
        """The keys of the revisions that were published by force and that no second person has ratified."""
        return self.exclude(outcome=AfterReview.Outcome.RATIFIED).values_list("revision_id", flat=True)


class AfterReview(models.Model):
    """
    The review that a forced publication owes: what was skipped, and what somebody else said of it later.

    ``authors`` are the keys of those who wrote the revision at the moment of the
    publication; like who forced it they are not asked. It is decided once.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", _("pending")
        RATIFIED = "ratified", _("ratified")
        OBJECTED = "objected", _("objected to")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    content = GenericForeignKey("content_type", "object_id")
    title = models.CharField(_("title"), max_length=255)
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField(_("reason"), max_length=1000)
    skipped = models.JSONField(_("what was skipped"), default=dict)
    authors = models.JSONField(default=list)
    forced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("published by")
    )
    forced_at = models.DateTimeField(_("published"), default=timezone.now)
    due_at = models.DateTimeField(_("due"), db_index=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    comment = models.TextField(_("comment"), max_length=2000, blank=True)

    objects = AfterReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("after-the-fact review")
        verbose_name_plural = _("after-the-fact reviews")
        ordering = ["due_at", "pk"]

    def __str__(self):
        return self.title
