"""The board: every work of the house in the column of its state, counted in the database and paged by column."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, Count, F, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Cast, Coalesce, Concat, RowNumber
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, Task, WorkflowState

from editorial.desk.sight import Shown, Sight, is_in, page_types
from editorial.models import EditorialPage, ReviewState
from editorial.review_hours import is_overdue
from media_assets.models import Piece

ON_A_PAGE = 20
#: For how long what went out stays on the board.
RECENT = timedelta(days=7)

DRAFT, RETURNED, SCHEDULED, PUBLISHED = "draft", "returned", "scheduled", "published"
#: Before the key of a step, in the key of its column.
STEP = "step-"


@dataclass(frozen=True, slots=True)
class Card:
    """A content on the board; ``moment`` is what matters in its column, ``overdue`` that it should have moved."""

    content: Shown
    moment: datetime | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    title: str
    count: int
    page: int
    cards: tuple[Card, ...]
    #: What the moment of its cards is.
    told: str

    @property
    def pages(self) -> int:
        return max(-(-self.count // ON_A_PAGE), 1)

    @property
    def first(self) -> int:
        return (self.page - 1) * ON_A_PAGE + 1

    @property
    def last(self) -> int:
        return min(self.page * ON_A_PAGE, self.count)


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the house is looked at: a type of content (``Piece`` or a type of page) and who began it, if given."""

    kind: type | None = None
    person: object = None
    #: The column that was turned, and to which page; the others are at their first.
    column: str = ""
    page: int = 1


def board_of(sight: Sight, choice: Choice, now=None) -> list[Column]:
    """
    The columns from left to right as work goes: drafts, steps, sent back, about to go out, just gone out.

    Questions do not grow with the works: places and counts of pages and of pieces, and the
    contents of the cards.
    """
    now = now or timezone.now()
    sources = {Page: _pages(sight, choice, now), Piece: _pieces(sight, choice, now)}
    counts = {}
    for works in sources.values():
        for column, number in works.order_by().values_list("column").annotate(Count("pk")):
            counts[column] = counts.get(column, 0) + number
    steps = _steps(counts)
    page = min(max(choice.page, 1), -(-counts.get(choice.column, 0) // ON_A_PAGE) or 1)
    places = [
        (column, moment, (model, pk))
        for model, works in sources.items()
        for column, moment, pk in _places(works, choice.column, page)
    ]
    drawn = []
    for key, title, told in _titles(steps):
        turned = page if key == choice.column else 1
        drawn.append((key, title, told, turned, _cut(places, key, turned)))
    shown = sight.show(work for *_column, cut in drawn for _moment, work in cut)
    return [
        Column(
            key=key,
            title=title,
            count=counts.get(key, 0),
            page=turned,
            told=told,
            cards=tuple(
                Card(shown[work], moment, key.startswith(STEP) and is_overdue(moment, now))
                for moment, work in cut
                if work in shown
            ),
        )
        for key, title, told, turned, cut in drawn
    ]


def _pages(sight, choice, now):
    if choice.kind is Piece:
        return Page.objects.none().annotate(column=Value(""), moment=F("last_published_at"))
    pages = Page.objects.annotate(known=is_in(sight.pages), public=is_in(sight.public_pages))
    pages = pages.filter(Q(known=True) | Q(public=True))
    if choice.kind:
        pages = pages.type(choice.kind)
    if choice.person:
        # Who began a page is told to those who may know of it.
        pages = pages.filter(owner=choice.person, known=True)
    # An index that was set up this week is no news.
    kinds_of_news = ContentType.objects.get_for_models(*_news()).values()
    return _in_columns(pages, Page, now, known=Q(known=True), news=Q(content_type__in=kinds_of_news))


def _pieces(sight, choice, now):
    if choice.kind and choice.kind is not Piece:
        return Piece.objects.none().annotate(column=Value(""), moment=F("last_published_at"))
    pieces = sight.pieces.filter(created_by=choice.person) if choice.person else sight.pieces
    return _in_columns(pieces, Piece, now, known=Q(), news=Q())


def _in_columns(works, model, now, known, news):
    """
    With ``column`` and ``moment``; without what has no place on the board (withdrawn, expired, gone out long ago).

    Who only reads a page is told that it went out, not what is being made of it.
    """
    kind = ContentType.objects.get_for_model(model)
    works = works.annotate(key=Cast("pk", CharField()))
    about = {"base_content_type": kind, "object_id": OuterRef("key")}
    reviews = WorkflowState.objects.active().filter(**about).order_by("-created_at")
    steps = ReviewState.objects.filter(pk=OuterRef("step_state"), status=ReviewState.STATUS_IN_PROGRESS)
    scheduled = Revision.objects.filter(approved_go_live_at__gt=now, **about).order_by("approved_go_live_at")
    works = works.annotate(
        review=Subquery(reviews.values("status")[:1]),
        step_state=Subquery(reviews.values("current_task_state")[:1]),
        goes_out=Subquery(scheduled.values("approved_go_live_at")[:1]),
    ).annotate(step=Subquery(steps.values("task")[:1]), due=Subquery(steps.values("due_at")[:1]))
    begun = Q(live=False, first_published_at__isnull=True) | Q(
        has_unpublished_changes=True, latest_revision__created_at__gt=F("last_published_at")
    )
    column = Case(
        When(known & Q(review=WorkflowState.STATUS_NEEDS_CHANGES), then=Value(RETURNED)),
        When(known & Q(step__isnull=False), then=Concat(Value(STEP), Cast("step", CharField()))),
        When(known & Q(goes_out__isnull=False), then=Value(SCHEDULED)),
        When(known & begun, then=Value(DRAFT)),
        When(news & Q(live=True, last_published_at__gte=now - RECENT), then=Value(PUBLISHED)),
        output_field=CharField(),
    )
    moment = Case(
        When(column=PUBLISHED, then=F("last_published_at")),
        When(column=SCHEDULED, then=F("goes_out")),
        When(column__startswith=STEP, then=F("due")),
        default=F("latest_revision__created_at"),
    )
    return works.annotate(column=column).filter(column__isnull=False).annotate(moment=moment)


def _is_ascending(column) -> bool:
    """Whether the first card is the one that is due first; in the other columns it is the newest."""
    return column == SCHEDULED or column.startswith(STEP)


def _places(works, turned, page):
    """``(column, moment, pk)`` of the first cards of each column, and as far as the turned one was turned."""
    ascending = Q(column=SCHEDULED) | Q(column__startswith=STEP)
    order = [
        Case(When(ascending, then=F("moment"))).asc(nulls_last=True),
        Case(When(~ascending, then=F("moment"))).desc(nulls_last=True),
        F("pk").desc(),
    ]
    ranked = works.order_by().annotate(rank=Window(RowNumber(), partition_by=F("column"), order_by=order))
    ranked = ranked.filter(Q(rank__lte=ON_A_PAGE) | Q(rank__lte=ON_A_PAGE * page, column=turned))
    return ranked.values_list("column", "moment", "pk")


def _cut(places, key, page):
    """The cards of one page of a column: those of pages and of pieces put in one order."""
    rows = [(moment, work) for column, moment, work in places if column == key]
    rows.sort(key=lambda row: row[1][1], reverse=True)
    timed = [row for row in rows if row[0] is not None]
    timed.sort(key=lambda row: row[0], reverse=not _is_ascending(key))
    rows = timed + [row for row in rows if row[0] is None]
    return rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]


def _steps(counts):
    """The steps that stand on the board, in the order of the chains: those that people take, and any that holds work."""
    held = [int(column.removeprefix(STEP)) for column in counts if column.startswith(STEP)]
    shown = Q(pk__in=held) | Q(active=True, content_type__model="reviewstep", workflow_tasks__workflow__active=True)
    place = Coalesce("workflow_tasks__sort_order", Value(0))
    steps = {}
    for pk, name, at in Task.objects.filter(shown).values_list("pk", "name", place):
        steps[pk] = (max(at, steps.get(pk, (0, ""))[0]), name)
    return sorted(steps.items(), key=lambda step: step[1])


def _titles(steps):
    """``(key, title, what the moment is)`` of each column."""
    yield DRAFT, _("Drafts"), _("changed")
    for pk, (_place, name) in steps:
        yield f"{STEP}{pk}", name, _("due")
    yield RETURNED, _("Sent back"), _("changed")
    yield SCHEDULED, _("Approved, scheduled"), _("goes out")
    yield PUBLISHED, _("Published in the last 7 days"), _("went out")


def kinds() -> dict[str, type]:
    """What the board may be narrowed to: the name of each in an address, and its type."""
    return {model._meta.model_name: model for model in [*_news(), Piece]}


def _news():
    return [model for model in page_types() if issubclass(model, EditorialPage)]
