"""The board of briefs: each in the column of its state, with what the reader may do with it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, Count, F, Q, When, Window
from django.db.models.functions import RowNumber

from media_assets.briefs.acts import name_of
from media_assets.briefs.coverage import Coverage, coverage_of
from media_assets.briefs.load import Waiting
from media_assets.briefs.machine import Act, acts_for
from media_assets.models import OPEN_STATES, Brief, BriefState

#: Cards of one column; the rest are in the list.
IN_A_COLUMN = 20
#: For how long what is closed stays on the board.
RECENT = timedelta(days=14)
#: What is done on the board itself; the rest asks for more than a button.
ON_THE_BOARD = ("take", "accept", "start", "deliver")


@dataclass(frozen=True, slots=True)
class Card:
    waiting: Waiting
    coverage: Coverage
    acts: tuple[Act, ...]
    designer: str

    @property
    def brief(self) -> Brief:
        return self.waiting.brief


@dataclass(frozen=True, slots=True)
class Column:
    state: BriefState
    count: int
    cards: tuple[Card, ...]

    @property
    def left_out(self) -> int:
        return self.count - len(self.cards)


def board_of(briefs, user, now) -> list[Column]:
    """Columns of those of ``briefs`` that are open or were closed lately, in a constant number of questions."""
    shown = briefs.filter(Q(state__in=OPEN_STATES) | Q(moved_at__gte=now - RECENT))
    counts = dict(shown.order_by().values_list("state").annotate(Count("pk")))
    # What is open by its day; what is closed, the latest first.
    order = [Case(When(state__in=OPEN_STATES, then=F("deadline"))).asc(nulls_last=True), F("moved_at").desc(), F("pk")]
    ranked = shown.order_by().annotate(rank=Window(RowNumber(), partition_by=F("state"), order_by=order))
    keys = list(ranked.filter(rank__lte=IN_A_COLUMN).order_by("rank").values_list("pk", flat=True))
    found = {brief.pk: brief for brief in Brief.objects.filter(pk__in=keys).for_cards()}
    columns = {state: [] for state in BriefState}
    for pk in keys:
        columns[found[pk].state].append(card_of(found[pk], user, now))
    return [Column(state, counts.get(state, 0), tuple(cards)) for state, cards in columns.items()]


def card_of(brief, user, now) -> Card:
    coverage = coverage_of(brief)
    acts = [act for act in acts_for(user, brief) if act.name in ON_THE_BOARD]
    if not coverage.is_ready:
        acts = [act for act in acts if act.name != "deliver"]
    return Card(Waiting.of(brief, now), coverage, tuple(acts), name_of(brief.assigned_to))
