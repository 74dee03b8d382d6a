"""Who came for a package, as rows that are written once and never changed."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .deliveries import Delivery


class RecordIsClosed(TypeError):
    """Somebody tried to change or delete what was put on record of a delivery."""


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **fields):
        raise RecordIsClosed("What is on record of a delivery is never changed.")

    def delete(self):
        raise RecordIsClosed("What is on record of a delivery is never deleted.")


class AppendOnly(models.Model):
    """A row that is written once; the database itself refuses to change or delete it."""

    objects = AppendOnlyQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise RecordIsClosed("What is on record of a delivery is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise RecordIsClosed("What is on record of a delivery is never deleted.")


class DeliveryTaking(AppendOnly):
    """
    That somebody came for a package, written before the first byte left.

    ``first`` and ``last`` are the bytes that were asked for. ``person`` names who of the
    office took it, as text: the record outlives accounts. Strangers have none.
    """

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="takings")
    at = models.DateTimeField(_("when"), default=timezone.now)
    address = models.GenericIPAddressField(_("address"), null=True)
    agent = models.CharField(_("program"), max_length=200, blank=True)
    person = models.CharField(_("who"), max_length=200, blank=True)
    first = models.PositiveBigIntegerField(default=0)
    last = models.PositiveBigIntegerField()
    #: The bytes come from the bucket by a signed address: the house does not see them leave.
    is_elsewhere = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("taking of a delivery")
        verbose_name_plural = _("takings of deliveries")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.delivery_id} {self.at:%Y-%m-%d %H:%M}"

    @property
    def length(self):
        return self.last - self.first + 1


class TakingEnd(AppendOnly):
    """How a taking ended: the bytes that were handed to the receiver's connection."""

    taking = models.OneToOneField(DeliveryTaking, on_delete=models.PROTECT, related_name="end")
    at = models.DateTimeField(default=timezone.now)
    sent = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("end of a taking")
        verbose_name_plural = _("ends of takings")

    def __str__(self):
        return f"{self.taking_id}: {self.sent}"

    @property
    def is_complete(self):
        return self.sent == self.taking.length
