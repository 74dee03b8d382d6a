"""What a readiness check says."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Severity(models.TextChoices):
    BLOCKS = "blocks", _("Blocks")
    WARNS = "warns", _("Warns")
    INFORMS = "informs", _("Informs")


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One thing that is not as it should be, in words for who writes.

    ``code`` never changes, for statistics and exceptions; ``field`` is the field of
    the form where it is mended, when there is one, and ``block`` the identifier of
    the block of that field.
    """

    code: str
    severity: Severity
    what: str | Promise
    where: str | Promise
    how: str | Promise
    field: str = ""
    block: str = ""
    #: The house itself settles it in a while: it stops approval and publication, but no submission.
    is_passing: bool = False

    @property
    def path(self):
        """Where the form keeps it, as Wagtail's ``data-contentpath`` names places: ``lead_text`` or ``body.<id>``."""
        return ".".join(filter(None, (self.field, self.block)))

    @property
    def blocks(self):
        return self.severity == Severity.BLOCKS

    def __str__(self):
        return f"{self.where}: {self.what} {self.how}"


@dataclass(frozen=True, slots=True)
class Moment:
    """When the content is meant to be public: what holds must hold on that day (in Bogotá)."""

    day: date
