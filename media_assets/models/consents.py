"""What people who can be recognised have signed, and which warnings of an end were given."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def consent_path(consent, filename):
    """Where a signed form lies: below the originals, which have no public address."""
    return f"consentimientos/{consent.piece_id}/{filename}"


class ConsentQuerySet(models.QuerySet):
    def that_count(self):
        """Those of people whom the piece still shows."""
        return self.filter(set_aside_at__isnull=True)


class Consent(models.Model):
    """
    The written leave of one person who can be recognised in a piece.

    Personal data (Ley 1581 de 2012): neither the name nor the signed form is ever
    public, nor part of a revision. A row is added, and may be withdrawn by the person
    (``revoked_*``) or set aside because the piece does not show them any more
    (``set_aside_*``); it is not edited, and the file is never replaced. Dates are
    inclusive; an absent ``valid_until`` has no end.
    """

    piece = models.ForeignKey(
        "media_assets.Piece", on_delete=models.CASCADE, related_name="consents", verbose_name=_("piece")
    )
    person = models.CharField(_("person shown"), max_length=160)
    is_minor = models.BooleanField(_("is under eighteen"), default=False)
    guardian = models.CharField(
        _("parent or guardian who signs"),
        max_length=160,
        blank=True,
        help_text=_("Needed for a minor: who has the legal care signs the consent."),
    )
    uses = models.CharField(
        _("uses that the consent allows"),
        max_length=300,
        help_text=_("As the form says it. For example: posters and social networks of the campaign, in Colombia."),
    )
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    document = models.FileField(_("signed form"), upload_to=consent_path, max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    revoked_on = models.DateField(_("withdrawn by the person on"), null=True, blank=True)
    set_aside_at = models.DateTimeField(_("set aside"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closing_reason = models.TextField(_("reason"), max_length=1000, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_minor=False) | ~models.Q(guardian=""), name="consent_of_minor_has_guardian"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from")),
                name="consent_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return self.person


class RightsNotice(models.Model):
    """
    That somebody was told of the end of the rights over a piece, once for each day that they end.

    ``days`` is how long before: 30, 7, or 0 when the piece was taken out.
    """

    piece = models.ForeignKey("media_assets.Piece", on_delete=models.CASCADE, related_name="rights_notices")
    last_day = models.DateField()
    days = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["piece", "last_day", "days"], name="rights_notice_once_per_end")
        ]

    def __str__(self):
        return f"{self.piece} {self.last_day} ({self.days})"
