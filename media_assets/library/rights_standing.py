"""How the rights over a piece stand on a day, in one word for cards and facets."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from media_assets.rights_watch import WARNINGS

#: Days before the last one in which rights are said to end soon.
SOON = max(WARNINGS)


class RightsStanding(models.TextChoices):
    """Values are written in addresses."""

    VALID = "valid", gettext_lazy("valid")
    ENDING = "ending", gettext_lazy("end within 30 days")
    ENDED = "ended", gettext_lazy("ended")
    LATER = "later", gettext_lazy("not yet valid")
    UNCONSENTED = "unconsented", gettext_lazy("a consent is missing")


#: What may be used that day: to ask for the valid ones brings those that end soon too.
USABLE = (RightsStanding.VALID, RightsStanding.ENDING)


@dataclass(frozen=True, slots=True)
class Standing:
    """How rights stand, the day that it turns on, where there is one, and the days that are left."""

    kind: RightsStanding
    day: date | None = None
    days: int | None = None

    @property
    def words(self) -> str:
        """As a card says it."""
        match self.kind:
            case RightsStanding.ENDING if self.days == 0:
                return _("Rights end today")
            case RightsStanding.ENDING:
                return ngettext("Rights end in %(days)d day", "Rights end in %(days)d days", self.days) % {
                    "days": self.days
                }
            case RightsStanding.ENDED:
                return _("Rights ended on %(day)s") % {"day": date_format(self.day, "SHORT_DATE_FORMAT")}
            case RightsStanding.LATER:
                return _("Rights from %(day)s") % {"day": date_format(self.day, "SHORT_DATE_FORMAT")}
            case RightsStanding.UNCONSENTED:
                return _("Consent missing")
        return _("Rights valid")


def standing_of(piece, today=None) -> Standing:
    """The standing of one piece; ``by_standing`` says the same of rows, and no query is made here."""
    today = today or timezone.localdate()
    if piece.shows_people and not piece.consents_stand:
        return Standing(RightsStanding.UNCONSENTED)
    last = piece.last_day_of_use
    if last and last < today:
        return Standing(RightsStanding.ENDED, last)
    first = piece.first_day_of_use
    if first and first > today:
        return Standing(RightsStanding.LATER, first)
    if last and last <= today + timedelta(days=SOON):
        return Standing(RightsStanding.ENDING, last, (last - today).days)
    return Standing(RightsStanding.VALID, last)


def by_standing(today=None) -> Case:
    """The standing as an expression over rows of pieces."""
    today = today or timezone.localdate()
    soon = today + timedelta(days=SOON)
    shown = Q(shows_people=True)
    return Case(
        When(shown & Q(consents_stand=False), then=Value(RightsStanding.UNCONSENTED.value)),
        When(Q(rights_until__lt=today) | shown & Q(consents_until__lt=today), then=Value(RightsStanding.ENDED.value)),
        When(Q(rights_from__gt=today) | shown & Q(consents_from__gt=today), then=Value(RightsStanding.LATER.value)),
        When(Q(rights_until__lte=soon) | shown & Q(consents_until__lte=soon), then=Value(RightsStanding.ENDING.value)),
        default=Value(RightsStanding.VALID.value),
        output_field=models.CharField(),
    )
