"""The editorial calendar: what goes out, what comes off, what is due, by the day of Bogotá."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, WorkflowState

from editorial.desk.sight import Shown, Sight
from editorial.models import BulletinPage, EditorialPage, ReviewState
from media_assets.models import Piece
from media_assets.rights_watch import with_last_day
from organization.business_hours import BOGOTA

#: Of each sort of happening in one span; a house that has more narrows the calendar to a department or a week.
MOST = 300


class Happening(TextChoices):
    PUBLISHED = "published", _("Went out")
    SCHEDULED = "scheduled", _("Goes out")
    EMBARGO = "embargo", _("Embargo lifts")
    DEADLINE = "deadline", _("Review due")
    EXPIRY = "expiry", _("Expires")
    RIGHTS = "rights", _("Last day of rights")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happens to one content; ``moment`` is in Bogotá and None when it is the whole day."""

    happening: Happening
    day: date
    moment: datetime | None
    note: str
    key: tuple[type, int]
    content: Shown


def entries_of(sight: Sight, first: date, last: date) -> tuple[list[Entry], bool]:
    """The happenings from one day to another, both counted, in order, and whether some were left out for being many."""
    start = datetime.combine(first, time(0), BOGOTA)
    end = datetime.combine(last + timedelta(days=1), time(0), BOGOTA)
    sources = [
        _scheduled(sight, start, end),
        _embargoes(sight, start, end),
        _published(sight, start, end),
        _expiries(sight, start, end),
        _deadlines(sight, start, end),
        _rights(sight, first, last),
    ]
    found = [happening for source in sources for happening in source]
    scheduled = {(key, moment) for happening, moment, _note, key in found if happening == Happening.SCHEDULED}
    shown = sight.show(key for _happening, _moment, _note, key in found)
    entries = [
        _entry(happening, moment, note, key, shown[key])
        for happening, moment, note, key in found
        # An embargo that lifts with the publication it holds back is one thing, told once.
        if key in shown and not (happening == Happening.EMBARGO and (key, moment) in scheduled)
    ]
    entries.sort(key=lambda e: (e.day, e.moment is not None, e.moment or start, e.content.title))
    return entries, any(len(source) >= MOST for source in sources)


def _entry(happening, moment, note, key, content):
    if isinstance(moment, datetime):
        moment = moment.astimezone(BOGOTA)
        return Entry(happening, moment.date(), moment, note, key, content)
    return Entry(happening, moment, None, note, key, content)


def _scheduled(sight, start, end):
    revisions = Revision.objects.filter(sight.records(), approved_go_live_at__gte=start, approved_go_live_at__lt=end)
    rows = revisions.order_by("approved_go_live_at", "pk").values_list(
        "approved_go_live_at", "base_content_type", "object_id"
    )
    return [(Happening.SCHEDULED, moment, "", _key(kind, pk)) for moment, kind, pk in rows[:MOST]]


def _embargoes(sight, start, end):
    embargoed = BulletinPage.objects.filter(
        page_ptr__in=sight.pages.order_by().values("pk"), live=False, embargo_until__gte=start, embargo_until__lt=end
    )
    rows = embargoed.order_by("embargo_until", "pk").values_list("embargo_until", "pk")
    return [(Happening.EMBARGO, moment, "", (Page, pk)) for moment, pk in rows[:MOST]]


def _published(sight, start, end):
    """By the first time that each went out: a correction later on does not move it; an index set up is no news."""
    within = {"first_published_at__gte": start, "first_published_at__lt": end}
    seen = Q(pk__in=sight.pages.order_by().values("pk")) | Q(pk__in=sight.public_pages.order_by().values("pk"))
    found = []
    for model, contents in ((Page, Page.objects.type(EditorialPage).filter(seen)), (Piece, sight.pieces)):
        rows = contents.filter(**within).order_by("first_published_at", "pk").values_list("first_published_at", "pk")
        found += [(Happening.PUBLISHED, moment, "", (model, pk)) for moment, pk in rows[:MOST]]
    return found


def _expiries(sight, start, end):
    found = []
    for model, contents in ((Page, sight.pages), (Piece, sight.pieces)):
        ending = contents.filter(live=True, expire_at__gte=start, expire_at__lt=end).order_by("expire_at", "pk")
        found += [
            (Happening.EXPIRY, moment, "", (model, pk)) for moment, pk in ending.values_list("expire_at", "pk")[:MOST]
        ]
    return found


def _deadlines(sight, start, end):
    states = ReviewState.objects.filter(
        sight.records("workflow_state__"),
        status=ReviewState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        due_at__gte=start,
        due_at__lt=end,
    )
    rows = states.order_by("due_at", "pk").values_list(
        "due_at", "task__name", "workflow_state__base_content_type", "workflow_state__object_id"
    )
    return [(Happening.DEADLINE, moment, step, _key(kind, pk)) for moment, step, kind, pk in rows[:MOST]]


def _rights(sight, first, last):
    ending = with_last_day(sight.pieces.filter(live=True)).filter(last_day__gte=first, last_day__lte=last)
    rows = ending.order_by("last_day", "pk").values_list("last_day", "pk")
    return [(Happening.RIGHTS, day, "", (Piece, pk)) for day, pk in rows[:MOST]]


def _key(kind, pk):
    pages = ContentType.objects.get_for_model(Page).pk
    return (Page if kind == pages else Piece, int(pk))
