"""What an inspection found in a master, and what was let pass with a reason."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .versions import PieceVersion, ProcessingState

#: States in which a report is on record.
CLOSED = (ProcessingState.DONE, ProcessingState.FAILED)


class ReportIsClosed(Exception):
    """Somebody tried to change what an inspection said."""


class InspectionReportQuerySet(models.QuerySet):
    def finished(self):
        return self.filter(state=ProcessingState.DONE)


class InspectionReport(models.Model):
    """
    What one inspection measured in a master and said of it.

    Once it is closed it does not change, nor does it go while its piece is or was public:
    the database refuses it. Mending the piece or its format makes a new report, and the
    newest one counts. ``specification`` is what it was held against.
    """

    version = models.ForeignKey(
        PieceVersion, on_delete=models.CASCADE, related_name="inspections", verbose_name=_("version")
    )
    state = models.CharField(_("state"), max_length=8, choices=ProcessingState, default=ProcessingState.PENDING)
    message = models.CharField(max_length=300, blank=True)
    engine = models.CharField(_("engine"), max_length=12)
    facts = models.JSONField(_("facts"), default=dict)
    specification = models.JSONField(_("specification"), default=dict)
    findings = models.JSONField(_("findings"), default=list)
    requested_at = models.DateTimeField(_("requested"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = InspectionReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection report")
        verbose_name_plural = _("inspection reports")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["version", "-id"], name="inspection_newest_of_version")]

    def __str__(self):
        return f"{self.version} {self.get_state_display()}"

    def save(self, *args, **kwargs):
        if getattr(self, "_is_closed", False):
            raise ReportIsClosed(f"Inspection {self.pk} is on record and does not change.")
        super().save(*args, **kwargs)
        self._is_closed = self.state in CLOSED

    @classmethod
    def from_db(cls, db, field_names, values, **options):
        report = super().from_db(db, field_names, values, **options)
        report._is_closed = report.__dict__.get("state") in CLOSED
        return report

    @cached_property
    def found(self):
        """The findings as they were made, what blocks first."""
        from media_assets.inspection.findings import Finding

        return tuple(map(Finding.from_dict, self.findings))

    @property
    def is_working(self):
        return self.state in (ProcessingState.PENDING, ProcessingState.RUNNING)


class InspectionWaiver(models.Model):
    """
    An approver's written word that one blocking finding of a master may stand.

    It holds for that finding as it was found (``key``): a worse one is another.
    Like all that is on record it is added and never changed.
    """

    version = models.ForeignKey(
        PieceVersion, on_delete=models.CASCADE, related_name="waivers", verbose_name=_("version")
    )
    code = models.CharField(_("check"), max_length=40)
    key = models.CharField(max_length=24)
    found = models.CharField(_("found"), max_length=300)
    expected = models.CharField(_("expected"), max_length=300)
    reason = models.TextField(_("reason"), max_length=1000)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    given_at = models.DateTimeField(_("given"), default=timezone.now)

    class Meta:
        verbose_name = _("waiver of a finding")
        verbose_name_plural = _("waivers of findings")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="waiver_once_per_finding")]

    def __str__(self):
        return f"{self.code}: {self.reason[:60]}"

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise ReportIsClosed(f"Waiver {self.pk} is on record and does not change.")
        super().save(*args, **kwargs)
