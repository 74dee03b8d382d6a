"""The end of rights: told thirty and seven days before, and acted upon on the day."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Least
from django.dispatch import Signal
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from media_assets.models import Piece, RightsNotice

#: Days before the last day of use on which the office is told.
WARNINGS = (30, 7)

#: What the log calls it when a piece goes out of the public pages because it may not be used any more.
TAKEN_OUT = "media_assets.rights.end"
#: Sent once for each warning, with ``piece``, ``last_day``, ``days`` (0: it was taken out) and the ``reason`` in words.
rights_ending = Signal()


def ending_by(day):
    """The published pieces whose last day of use is that day or before it, the first to end first."""
    return with_last_day(Piece.objects.live()).filter(last_day__lte=day).order_by("last_day", "pk")


def taken_out_since(day):
    """The pieces that went out of the public pages from that day on because their rights ended, and are out still."""
    notices = RightsNotice.objects.filter(piece=OuterRef("pk"), days=0, last_day__gte=day - timedelta(days=1))
    return with_last_day(Piece.objects.filter(Exists(notices), live=False, expired=True)).order_by("-last_day", "pk")


def with_last_day(pieces):
    """With ``last_day``, as ``Piece.last_day_of_use`` says it, as a column."""
    both = Q(shows_people=True, consents_until__isnull=False)
    return pieces.annotate(
        last_day=Case(
            When(both & Q(rights_until__isnull=False), then=Least("rights_until", "consents_until")),
            When(both, then=F("consents_until")),
            default=F("rights_until"),
        )
    )


def give_warnings(today=None) -> int:
    """Warn once of every end that is near; returns how many warnings were given. Safe to run at any time."""
    today = today or timezone.localdate()
    given = 0
    for days in WARNINGS:
        due = ending_by(today + timedelta(days=days)).filter(last_day__gte=today)
        for piece in due:
            # Who was told at seven days need not be told that thirty have passed.
            nearest = min((limit for limit in WARNINGS if piece.last_day - today <= timedelta(days=limit)), default=days)
            words = _("Its last day of use is %(day)s.") % {"day": date_format(piece.last_day)}
            given += nearest == days and tell(piece, piece.last_day, days, words)
    return given


def take_out(piece, reason):
    """Take from the public what may not be used any more; the reason, of which no person is part, stays on record."""
    piece.unpublish(set_expired=True, log_action=False)
    log(instance=piece, action=TAKEN_OUT, data={"reason": str(reason)})


def tell(piece, last_day, days, reason="") -> bool:
    """Whether this was the first time; two at once tell once."""
    with transaction.atomic():
        _notice, is_first = RightsNotice.objects.get_or_create(piece=piece, last_day=last_day, days=days)
        if is_first:
            rights_ending.send(sender=Piece, piece=piece, last_day=last_day, days=days, reason=reason)
    return is_first
