"""The lock of the scheduler, which works in one process at a time."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SchedulerTurn(models.Model):
    """One row, whose lock is the turn of the scheduler that is at work."""

    class Meta:
        verbose_name = _("turn of the scheduler")
        verbose_name_plural = _("turns of the scheduler")

    def __str__(self):
        return f"{self.pk}"
