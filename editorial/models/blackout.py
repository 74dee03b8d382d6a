"""The days without publicity that the law sets, and the leaves given in them."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class BlackoutPeriod(models.Model):
    """Days on which the law forbids the publicity of public bodies; both limits are included."""

    name = models.CharField(_("name"), max_length=120, help_text=_("For example: Territorial elections of 2027."))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    law = models.CharField(
        _("law"), max_length=200, help_text=_("The article it rests on, for example: Ley 996 de 2005, artículo 38.")
    )
    note = models.TextField(_("note"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("electoral blackout")
        verbose_name_plural = _("electoral blackouts")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="blackout_ends_after_it_starts"
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The blackout would end before it starts.")})


class BlackoutException(models.Model):
    """The legal office's reasoned leave for one campaign to be published during a blackout."""

    period = models.ForeignKey(
        BlackoutPeriod, verbose_name=_("electoral blackout"), on_delete=models.PROTECT, related_name="exceptions"
    )
    campaign = models.ForeignKey(
        "editorial.CampaignPage",
        verbose_name=_("campaign"),
        on_delete=models.CASCADE,
        related_name="blackout_exceptions",
    )
    reason = models.TextField(
        _("reason"),
        max_length=1000,
        help_text=_("Why the law allows it: emergency, public health, education, another exception of the law."),
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("granted by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    granted_at = models.DateTimeField(_("granted"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("exception to a blackout")
        verbose_name_plural = _("exceptions to blackouts")
        ordering = ["-granted_at"]
        constraints = [models.UniqueConstraint(fields=["period", "campaign"], name="one_exception_per_campaign")]

    def __str__(self):
        return f"{self.period}: {self.campaign}"
