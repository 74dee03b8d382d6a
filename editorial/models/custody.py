"""The chain of custody as the database holds it: its entries, and where each content's chain ends."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class RecordIsClosed(TypeError):
    """Somebody tried to change or delete an entry of the chain of custody."""


class CustodyQuerySet(models.QuerySet):
    def about(self, content_label, object_id):
        """The entries of one content, in the order they were written."""
        return self.filter(content_label=content_label, object_id=str(object_id)).order_by("sequence")

    def update(self, **fields):
        raise RecordIsClosed("An entry of the chain of custody is never changed.")

    def delete(self):
        raise RecordIsClosed("An entry of the chain of custody is never deleted.")


class CustodyEntry(models.Model):
    """
    One act on one content, as it happened.

    It names people and contents by key and by name, without foreign keys, so that
    it outlives both. ``at`` is in UTC. ``hash`` covers the entry and, through
    ``previous_hash``, all entries of the content before it.
    """

    content_label = models.CharField(max_length=100)
    object_id = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=255)
    action = models.CharField(_("act"), max_length=100)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("who"), max_length=200, blank=True)
    revision_id = models.BigIntegerField(_("revision"), null=True)
    revision_fingerprint = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(_("when"))
    reason = models.TextField(_("reason"), blank=True)
    address = models.GenericIPAddressField(_("from the address"), null=True)
    detail = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = CustodyQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entry of the chain of custody")
        verbose_name_plural = _("chain of custody")
        ordering = ["content_label", "object_id", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_label", "object_id", "sequence"], name="custody_entry_in_its_place"
            )
        ]

    def __str__(self):
        return f"{self.content_label} {self.object_id}, {self.sequence}: {self.action}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise RecordIsClosed("An entry of the chain of custody is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise RecordIsClosed("An entry of the chain of custody is never deleted.")


class CustodyHead(models.Model):
    """
    Where the record of one content ends: the number and the hash of its last entry.

    The database moves it by itself with every entry, and lets it only grow: an entry that
    somebody takes from the end leaves a head that nothing bears out. Whoever appends
    locks it, so that two take turns.
    """

    content_label = models.CharField(max_length=100)
    object_id = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    objects = CustodyQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_label", "object_id"], name="custody_head_once_per_content")
        ]

    def __str__(self):
        return f"{self.content_label} {self.object_id}: {self.sequence}"

    def save(self, *args, **kwargs):
        raise RecordIsClosed("Only the database moves the head of a chain of custody.")

    def delete(self, *args, **kwargs):
        raise RecordIsClosed("The head of a chain of custody is never deleted.")
