from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from editorial.review import SelfApproval, can_approve


class ReviewStep(AbstractGroupApprovalTask):
    """
    A step of the review chain: one approval by a member of its groups who is no author.

    The rule is ``editorial.review.can_approve``; this class only makes Wagtail's
    workflow ask it, both when it offers an action and when one arrives.
    """

    class Meta:
        verbose_name = _("review step")
        verbose_name_plural = _("review steps")

    @classmethod
    def get_description(cls):
        return _("Members of the chosen roles approve or reject, never what they wrote or last changed.")

    def _may_review(self, content, user, revision=None):
        return can_approve(user, content, self.groups.all(), revision)

    def get_actions(self, obj, user):
        if not self._may_review(obj, user):
            return []
        return [
            ("reject", _("Request changes"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with comment"), True),
        ]

    def on_action(self, task_state, user, action_name, **kwargs):
        """Carry the action out, or raise SelfApproval with the reason people read."""
        decision = self._may_review(task_state.workflow_state.content_object, user, task_state.revision)
        if not decision:
            raise SelfApproval(str(decision.reason))
        return super().on_action(task_state, user, action_name, **kwargs)

    def user_can_access_editor(self, obj, user):
        return self._user_in_groups(user)

    def locked_for_user(self, obj, user):
        return not self._user_in_groups(user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS).exclude(revision__user=user)
