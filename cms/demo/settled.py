"""A year of newsroom has been read: only what still waits for somebody is new, and no letter goes out about the rest."""

from contextlib import contextmanager

from django.db.models import Max
from django.utils import timezone
from wagtail.models import WorkflowState

from editorial.models import Notice, ReviewState
from media_assets.models import BriefState, BriefStep


@contextmanager
def settled():
    """Whoever was told of something within the block has read it, unless it is still theirs to do."""
    last = Notice.objects.aggregate(last=Max("pk"))["last"] or 0
    yield
    told = Notice.objects.filter(pk__gt=last)
    told.update(mail=Notice.Mail.NONE)
    told.exclude(key__in=_still_to_do()).update(read_at=timezone.now())


def _still_to_do() -> set[str]:
    """The keys under which ``editorial.notices`` tells of a step in progress, of what came back, and of a new brief."""
    waiting = ReviewState.objects.filter(status=ReviewState.STATUS_IN_PROGRESS).values_list("pk", flat=True)
    returned = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES)
    asked = BriefStep.objects.filter(brief__state=BriefState.REQUESTED).values_list("pk", flat=True)
    return {
        *(f"step:{pk}" for pk in waiting),
        *(f"rejected:{pk}" for pk in returned.values_list("current_task_state", flat=True)),
        *(f"brief:{pk}" for pk in asked),
    }
