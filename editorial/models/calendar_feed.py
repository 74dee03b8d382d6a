"""The secret address under which somebody subscribes to the editorial calendar."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _


def _hash(token: str) -> str:
    """A token has 256 bits of chance in it: one round of SHA-256 is as safe as a slow hash, and quick to ask."""
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarFeed(models.Model):
    """
    The secret address from which a person's calendar program reads the editorial calendar.

    Only the hash of the secret is kept: the address is shown when it is made and never
    again. To make a new one ends the old one. It opens nothing by itself: what the
    person may see is asked each time that the calendar is read.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("calendar link")
        verbose_name_plural = _("calendar links")

    def __str__(self):
        return str(self.user)

    @classmethod
    def make_for(cls, user) -> tuple["CalendarFeed", str]:
        """The feed of the user and its new secret."""
        token = secrets.token_urlsafe(32)
        changes = {"token_hash": _hash(token), "made_at": timezone.now()}
        feed, _created = cls.objects.update_or_create(user=user, defaults=changes)
        return feed, token

    def is_opened_by(self, token: str) -> bool:
        return constant_time_compare(self.token_hash, _hash(token))
