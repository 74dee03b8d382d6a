"""What somebody is told who sent a piece to its chain, or decided a step of it."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import WorkflowState

from organization.acts_told import what_was_decided
from organization.editing import ActionIncomplete

#: The buttons of Wagtail's editor that send to the chain.
SENDING = ("submit", "restart-workflow")


class SaysWhatCameBack:
    """
    Nobody reads that a piece is in review which a step without people did not let pass.

    They stay in the editor, whose banner gives the reasons.
    """

    @cached_property
    def came_back(self) -> bool:
        if self.action not in SENDING:
            return False
        review = self.object.current_workflow_state
        return review is not None and review.status == WorkflowState.STATUS_NEEDS_CHANGES

    def get_success_message(self, *args):
        if not self.came_back:
            return super().get_success_message(*args)
        words = _("“%(piece)s” is not in review yet: mend what it lacks and send it again.")
        messages.warning(self.request, words % {"piece": self.object})
        return None

    def get_success_url(self):
        return self.get_edit_url() if self.came_back else super().get_success_url()


class SaysWhatWasDecided:
    """Who approves a step or sends a piece back reads that, and whom the piece waits for now."""

    def workflow_action_action(self):
        self.decided = self.object.current_workflow_task_state
        if self.decided is None:
            # The chain itself sent back what the save left without what it asks for.
            words = _("You changed the content. Save it as a draft: somebody else must approve what you wrote.")
            raise ActionIncomplete(words)
        return super().workflow_action_action()

    def get_success_message(self, *args):
        if self.action != "workflow-action":
            return super().get_success_message(*args)
        return what_was_decided(self.object, self.decided, self.workflow_action, str(self.object))
