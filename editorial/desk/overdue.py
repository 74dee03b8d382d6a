"""What is late among the works that a person may know of, whoever has it in hand."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Window
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from editorial.desk.sight import Shown, Sight
from editorial.models import ReviewState
from editorial.review_hours import business_hours_between
from media_assets.models import Piece

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Overdue:
    """One content whose step should have been taken; ``hours_late`` are business hours, rounded down."""

    content: Shown
    step: str
    due: datetime
    hours_late: int


def overdue_for(sight: Sight, now=None) -> tuple[list[Overdue], int]:
    """The latest of all first, at most ``SHOWN``, and how many there are."""
    now = now or timezone.now()
    late = ReviewState.objects.filter(
        sight.records("workflow_state__"),
        status=ReviewState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        due_at__lt=now,
    ).annotate(number=Window(Count("pk")))
    rows = list(
        late.order_by("due_at", "pk").values_list(
            "due_at",
            "task__name",
            "workflow_state__base_content_type",
            "workflow_state__object_id",
            "number",
        )[:SHOWN]
    )
    pages = ContentType.objects.get_for_model(Page).pk
    keys = [(Page if kind == pages else Piece, int(pk)) for _due, _step, kind, pk, _number in rows]
    shown = sight.show(keys)
    overdue = [
        Overdue(shown[key], step, due, int(business_hours_between(due, now)))
        for key, (due, step, *_rest) in zip(keys, rows, strict=True)
        if key in shown
    ]
    return overdue, rows[0][-1] if rows else 0
