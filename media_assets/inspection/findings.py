"""What an inspection says of a master, in plain values that keep well."""

import hashlib
import json
from dataclasses import asdict, dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


class Severity(models.TextChoices):
    BLOCKS = "blocks", gettext_lazy("Blocks")
    WARNS = "warns", gettext_lazy("Warns")
    INFORMS = "informs", gettext_lazy("Informs")


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where in the file: a page with a box (left, bottom, right, top in mm from its lower left
    corner), a spell of seconds, a pixel; ``label`` names the thing found there, such as a font.
    """

    page: int | None = None
    box: tuple[float, ...] = ()
    seconds: tuple[float, ...] = ()
    pixel: tuple[int, ...] = ()
    label: str = ""

    def __str__(self):
        parts = [self.label] if self.label else []
        if self.page:
            parts.append(_("page %(page)d") % {"page": self.page})
        if self.box:
            left, bottom, right, top = (_decimal(side) for side in self.box)
            parts.append(
                _("from %(left)s to %(right)s mm across, %(bottom)s to %(top)s mm up")
                % {"left": left, "right": right, "bottom": bottom, "top": top}
            )
        if len(self.seconds) == 2:
            parts.append(
                _("from second %(start)s to %(end)s")
                % {"start": _decimal(self.seconds[0], 2), "end": _decimal(self.seconds[1], 2)}
            )
        elif self.seconds:
            parts.append(_("second %(at)s") % {"at": _decimal(self.seconds[0], 2)})
        if self.pixel:
            parts.append(_("pixel %(x)d, %(y)d") % {"x": self.pixel[0], "y": self.pixel[1]})
        return ", ".join(parts)

    @classmethod
    def of(cls, told: dict, label=""):
        """From what the measuring process tells of a page."""
        return cls(page=told.get("page"), box=tuple(told.get("box") or ()), label=label)


@dataclass(frozen=True, slots=True)
class Deviation:
    """What a check found beside what it expected, before it is known by which check."""

    found: str
    expected: str
    places: tuple[Place, ...] = ()
    #: How many there are in all; more than the places that are told.
    count: int = 0
    #: Where the case is lighter or graver than the check usually is.
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One deviation of a master: its code never changes, its words are in the catalogue."""

    code: str
    severity: str
    found: str
    expected: str
    places: tuple[Place, ...] = ()
    count: int = 0

    @property
    def blocks(self):
        return self.severity == Severity.BLOCKS

    @property
    def key(self) -> str:
        """Names this finding and no other value of it: a waiver holds for this much and not for worse."""
        said = json.dumps([self.code, self.found, self.expected], ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()[:24]

    @property
    def more(self) -> str:
        """«and 8 more places», where not all are told."""
        left = self.count - len(self.places)
        return (
            ngettext("and %(count)d more place", "and %(count)d more places", left) % {"count": left}
            if left > 0
            else ""
        )

    @property
    def check(self):
        from media_assets.inspection.catalogue import CHECKS

        return CHECKS.get(self.code)

    @property
    def what(self) -> str | Promise:
        return self.check.what if self.check else self.code

    @property
    def mend(self) -> str | Promise:
        return self.check.mend if self.check else ""

    @property
    def standard(self) -> str:
        return self.check.standard if self.check else ""

    def as_dict(self) -> dict:
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict):
        places = tuple(
            Place(**{name: tuple(value) if isinstance(value, list) else value for name, value in place.items()})
            for place in values["places"]
        )
        return cls(**{**values, "places": places})


def _decimal(value, digits=1):
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"
    return text.replace(".", ",").replace("-", "−")


#: Quantities as people write them here: decimal comma, a true minus, no idle zeros.
decimal = _decimal
