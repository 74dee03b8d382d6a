"""What waits for a reviewer, found in the database whatever the number of works in review."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page, Revision

from editorial.desk.contents import edit_url, steps_of, title_of
from editorial.models import Approval, ReviewState
from editorial.review import authored_among
from editorial.review_hours import business_hours_between, is_overdue
from media_assets.models import Piece

LONGEST = 12


@dataclass(frozen=True, slots=True)
class Waiting:
    """One content at a step that the user may approve; ``hours_left`` are business hours, rounded down."""

    title: str
    step: str
    due: datetime | None
    is_late: bool
    hours_left: int
    url: str


def waiting_for(user, now=None) -> list[Waiting]:
    """
    The contents that wait for the user, the most urgent first, at most ``LONGEST``.

    Nobody is shown what they wrote: it does not wait for them. What they never
    saved cannot be theirs, so only the works they did touch are asked one by one,
    and of those no more than a page.
    """
    now = now or timezone.now()
    states = _at_my_steps(user).select_related("task").prefetch_related("workflow_state__content_object")
    saved = Revision.objects.filter(
        user=user,
        base_content_type=OuterRef("workflow_state__base_content_type"),
        object_id=OuterRef("workflow_state__object_id"),
    )
    untouched = states.filter(~Exists(saved))[:LONGEST]
    touched = states.filter(Exists(saved))[:LONGEST]
    contents = {state: state.workflow_state.content_object for state in (*untouched, *touched)}
    mine = authored_among(user, [contents[state] for state in touched])
    others = [state for state in contents if contents[state] not in mine]
    others.sort(key=lambda state: (state.due_at is None, state.due_at or now, state.pk))
    return [_waiting(state, contents[state], now) for state in others[:LONGEST]]


def _at_my_steps(user):
    """The steps in progress of the user's roles, without those they asked for, answered or whose content they made."""
    answered = Approval.objects.filter(state=OuterRef("pk"), user=user)
    return ReviewState.objects.filter(
        ~Exists(answered),
        ~_created_by(user, Page, "owner"),
        ~_created_by(user, Piece, "created_by"),
        # Written so that a review which nobody asked for is not lost to NULL.
        Q(workflow_state__requested_by__isnull=True) | ~Q(workflow_state__requested_by=user),
        status=ReviewState.STATUS_IN_PROGRESS,
        task__in=steps_of(user),
    ).order_by("due_at", "pk")


def _created_by(user, model, owner):
    own = model.objects.filter(**{owner: user}).annotate(key=Cast("pk", CharField()))
    kind = ContentType.objects.get_for_model(model)
    return Q(workflow_state__base_content_type=kind, workflow_state__object_id__in=own.order_by().values("key"))


def _waiting(state, content, now):
    late = is_overdue(state.due_at, now)
    left = 0 if late or state.due_at is None else int(business_hours_between(now, state.due_at))
    return Waiting(title_of(content), state.task.name, state.due_at, late, left, edit_url(content))
