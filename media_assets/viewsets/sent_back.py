"""What somebody is told whose piece the chain sent back at once."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import WorkflowState

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
