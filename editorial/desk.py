"""The review on the home of the admin: what waits for me, with the time that is left."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision

from editorial.models import Approval, ReviewState
from editorial.review import is_author
from editorial.review_hours import is_overdue

LONGEST = 12


@dataclass(frozen=True, slots=True)
class Waiting:
    """One content at a step that the user may approve."""

    title: str
    step: str
    due: datetime | None
    overdue: bool
    url: str


def waiting_for(user, now=None) -> list[Waiting]:
    """
    The contents that wait for the user, the most urgent first, at most ``LONGEST``.

    Nobody is shown what they wrote: it does not wait for them.
    """
    now = now or timezone.now()
    mine = Approval.objects.filter(state=OuterRef("pk"), user=user)
    states = (
        ReviewState.objects.filter(
            status=ReviewState.STATUS_IN_PROGRESS, task__reviewstep__groups__in=user.groups.values("pk")
        )
        .filter(~Exists(mine), ~Q(workflow_state__requested_by=user))
        .select_related("task")
        .prefetch_related("workflow_state__content_object")
        .order_by("due_at", "pk")
        .distinct()[: LONGEST * 2]
    )
    contents = {state: state.workflow_state.content_object for state in states}
    keys = [str(content.pk) for content in contents.values()]
    # Only who saved something there can have become an author of it; the rule itself reads revisions.
    touched = set(Revision.objects.filter(user=user, object_id__in=keys).values_list("object_id", flat=True))
    found = []
    for state, content in contents.items():
        owner = getattr(content, "owner_id", None) or getattr(content, "created_by_id", None)
        if len(found) == LONGEST or owner == user.pk:
            continue
        if str(content.pk) not in touched or not is_author(user, content):
            title = getattr(content, "draft_title", "") or str(content)
            overdue = is_overdue(state.due_at, now)
            found.append(Waiting(title, state.task.name, state.due_at, overdue, _edit_url(content)))
    return found


def _edit_url(content):
    """Where the content is reviewed; a reviewer of its step may open it, so nobody need be asked again."""
    page = isinstance(content, Page)
    return reverse(
        "wagtailadmin_pages:edit" if page else content.snippet_viewset.get_url_name("edit"), args=[content.pk]
    )


class WaitingPanel(Component):
    name = "waiting_for_me"
    order = 60
    template_name = "editorial/admin/waiting_panel.html"

    def get_context_data(self, parent_context):
        return {"waiting": waiting_for(parent_context["request"].user)}
