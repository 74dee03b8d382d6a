"""The step of a review that the house takes by itself."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogContext
from wagtail.models import Task, TaskState

from editorial.readiness import catalogue


class ReadinessStep(Task):
    """
    A step without people: it lets pass what is ready and sends back, with the findings, what is not.

    The checks are ``editorial.readiness``; they run again at publication, since
    rights end and pieces are withdrawn in the meantime.
    """

    class Meta:
        verbose_name = _("readiness step")
        verbose_name_plural = _("readiness steps")

    @classmethod
    def get_description(cls):
        return _("Checks by itself what a content needs, and sends back what is not ready.")

    def start(self, workflow_state, user=None):
        state = super().start(workflow_state, user=user)
        found = catalogue.blocking_submission(state.revision.as_object())
        state.status = TaskState.STATUS_REJECTED if found else TaskState.STATUS_APPROVED
        state.finished_at = timezone.now()
        state.comment = "\n".join(str(finding) for finding in found)
        state.save(update_fields=["status", "finished_at", "comment"])
        # It is the house that decided, not whoever happened to press the button.
        with LogContext(user=None):
            state.log_state_change_action(None, "reject" if found else "approve")
        return state
