"""What is known of the links to other sites."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _


def address_key(url) -> str:
    """What an address is found by: addresses are longer than an index likes."""
    return hashlib.sha256(url.encode()).hexdigest()


class LinkCheck(models.Model):
    """What an address outside the house answered when it was last asked; one row for all contents that link to it."""

    class Status(models.TextChoices):
        OK = "ok", _("It answers")
        BROKEN = "broken", _("It is broken")
        UNKNOWN = "unknown", _("Not known")

    class Reason(models.TextChoices):
        GONE = "gone", _("there is no such page")
        NO_HOST = "no-host", _("there is no such site")
        REFUSED = "refused", _("the site does not answer")
        CERTIFICATE = "certificate", _("the certificate of the site does not hold")
        INSIDE = "inside", _("the address is inside a private network, where readers do not come")
        MALFORMED = "malformed", _("the address is not well written")
        REDIRECTS = "redirects", _("it leads from one address to another without end")
        CLOSED = "closed", _("the site answers only to people")
        FAULT = "fault", _("the site says that it has a fault")
        SLOW = "slow", _("the site took too long to answer")
        PORT = "port", _("it is not one of the usual ports of the web")
        NETWORK = "network", _("the network could not be reached")

    key = models.CharField(max_length=64, unique=True, editable=False)
    url = models.TextField(_("address"))
    status = models.CharField(_("state"), max_length=8, choices=Status, default=Status.UNKNOWN)
    http_status = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True)
    asked_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(_("checked"), null=True, db_index=True)

    class Meta:
        verbose_name = _("check of a link")
        verbose_name_plural = _("checks of links")

    def __str__(self):
        return f"{self.url}: {self.get_status_display()}"

    def save(self, *args, **kwargs):
        self.key = address_key(self.url)
        super().save(*args, **kwargs)
