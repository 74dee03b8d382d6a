"""What somebody is told who has just decided a step of a review: what they did, and what waits for whom."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import TaskState, WorkflowState


def what_was_decided(content, state, act, title) -> str:
    """
    The words after an act on the step ``state``; ``content`` and ``state`` are read anew.

    Says «approved» only of the step, and of the content what is true of it now: that it
    waits for the next step, that it is public, or when it will be.
    """
    state = TaskState.objects.select_related("workflow_state", "task").get(pk=state.pk)
    said = {"title": title, "step": state.task.name}
    if act != "approve":
        return _("You sent «%(title)s» back from «%(step)s»: who wrote it is told what to mend.") % said
    done = _("You approved «%(title)s» at the step «%(step)s».") % said
    return f"{done} {_what_comes_next(type(content)._default_manager.get(pk=content.pk), state)}"


def _what_comes_next(content, state):
    review = state.workflow_state
    if state.status == TaskState.STATUS_IN_PROGRESS:
        step = state.task.specific
        missing = step.approvals_needed - state.specific.approvals.count()
        return ngettext(
            "It needs %(number)d more approval of the same step, by %(roles)s.",
            "It needs %(number)d more approvals of the same step, by %(roles)s.",
            missing,
        ) % {"number": missing, "roles": _roles_of(step)}
    if review.status == WorkflowState.STATUS_IN_PROGRESS:
        step = review.current_task_state.task.specific
        return _("Next comes «%(step)s»: it waits for %(roles)s.") % {"step": step.name, "roles": _roles_of(step)}
    if review.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return _("It came back all the same: the banner of its editor says what it lacks.")
    if scheduled := content.scheduled_revision:
        goes_out = date_format(localtime(scheduled.approved_go_live_at), "j \\d\\e F \\d\\e Y, H:i")
        return _("It was the last step: it goes out on %(moment)s.") % {"moment": goes_out}
    return _("It was the last step: it is public.") if content.live else _("It was the last step.")


def _roles_of(step):
    return ", ".join(group.name for group in step.groups.all()) if hasattr(step, "groups") else step.name
