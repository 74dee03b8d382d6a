"""How much each designer has in hand, week by week, and how long is left for it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.db.models import Count, Q, Sum, Window

from media_assets.briefs.acts import name_of
from media_assets.models import IN_HAND, Brief, BriefState
from organization import roles
from organization.business_hours import business_days_between, today

#: Weeks that the load looks ahead, this one included; what is due later is one column more.
WEEKS = 4


@dataclass(frozen=True, slots=True)
class Waiting:
    """A brief with the business days that are left: negative when its day is over, 0 when it is due today."""

    brief: Brief
    days_left: int

    @classmethod
    def of(cls, brief, now: datetime):
        return cls(brief, business_days_between(today(now), brief.deadline))

    @property
    def is_late(self) -> bool:
        return self.brief.is_open and self.days_left < 0

    @property
    def days_late(self) -> int:
        return -self.days_left

    @property
    def is_near(self) -> bool:
        return self.brief.is_open and 0 <= self.days_left <= 1


def in_hand_of(user, now, most) -> tuple[list[Waiting], int]:
    """What the user has in hand, the most urgent first, at most so many, and how many there are."""
    briefs = Brief.objects.in_hand_of(user).select_related("department").annotate(number=Window(Count("pk")))
    found = list(briefs.order_by("deadline", "pk")[:most])
    return [Waiting.of(brief, now) for brief in found], found[0].number if found else 0


def waiting_for_an_answer() -> int:
    return Brief.objects.filter(state=BriefState.REQUESTED).count()


@dataclass(slots=True)
class Cell:
    """Of one designer in one week: how many briefs, and how many pieces they ask for."""

    briefs: int = 0
    pieces: int = 0

    def add(self, other):
        self.briefs += other.briefs
        self.pieces += other.pieces


@dataclass(slots=True)
class Row:
    """The load of one designer, or of nobody yet."""

    person: object
    name: str
    cells: list[Cell] = field(default_factory=lambda: [Cell() for _week in range(WEEKS + 2)])

    @property
    def overdue(self) -> Cell:
        return self.cells[0]

    @property
    def total(self) -> Cell:
        return sum_of(self.cells)


@dataclass(frozen=True, slots=True)
class Week:
    first: date
    last: date


def weeks_from(day: date) -> list[Week]:
    monday = day - timedelta(days=day.weekday())
    return [Week(monday + timedelta(days=7 * n), monday + timedelta(days=7 * n + 4)) for n in range(WEEKS)]


def load_of(day: date, unassigned_name: str) -> list[Row]:
    """
    The open briefs of each designer: overdue, due in each of the next weeks, and later; nobody's last.

    Counted in the database, one group for each designer and day.
    """
    designers = roles.people(roles.DESIGNERS)
    in_hand = Brief.objects.filter(state__in=IN_HAND).values("assigned_to")
    # Who has left the designers with a brief in hand is shown until somebody else has it.
    people = get_user_model().objects.filter(Q(pk__in=designers.values("pk")) | Q(pk__in=in_hand))
    rows = {user.pk: Row(user, name_of(user)) for user in people.order_by("first_name", "last_name", "username")}
    rows[None] = Row(None, unassigned_name)
    counted = Brief.objects.open().order_by().values_list("assigned_to", "deadline")
    for person, deadline, briefs, pieces in counted.annotate(Count("pk", distinct=True), Sum("wanted__quantity")):
        rows[person].cells[_place(deadline, day)].add(Cell(briefs, pieces or 0))
    return list(rows.values())


def sum_of(cells: Iterable[Cell]) -> Cell:
    total = Cell()
    for cell in cells:
        total.add(cell)
    return total


def sums_of(rows: Iterable[Row]) -> list[Cell]:
    sums = [Cell() for _week in range(WEEKS + 2)]
    for row in rows:
        for total, cell in zip(sums, row.cells, strict=True):
            total.add(cell)
    return sums


def _place(deadline: date, day: date) -> int:
    """0 when it is over, then the weeks from this one on, and the last for all that is later."""
    if deadline < day:
        return 0
    monday = day - timedelta(days=day.weekday())
    return min((deadline - monday).days // 7, WEEKS) + 1
