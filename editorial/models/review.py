"""The steps of a review that people answer for, and what each of them said."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState

from editorial import review_chain, review_forms
from editorial.readiness import catalogue
from editorial.review import ChecklistIncomplete, NotAReviewer, SelfApproval, StaleReview, belongs_to_step, can_approve
from editorial.review_fingerprints import Aspect, fingerprint
from editorial.review_hours import due_at
from organization.publication import take_hold


class ReviewState(TaskState):
    """
    One step of one review, and the fingerprint of what its approval covers.

    ``under_review`` is the fingerprint of all that the reviewers have before them:
    a revision that no longer matches it was overwritten in place. ``carried`` marks an approval that an edit did not touch: it was given on an
    earlier revision and holds for this one too.
    """

    under_review = models.CharField(max_length=64, blank=True, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    carried = models.BooleanField(default=False, editable=False)
    due_at = models.DateTimeField(_("due"), null=True, editable=False, db_index=True)
    rejection_reason = models.CharField(_("reason for rejection"), max_length=120, blank=True, editable=False)

    exclude_fields_in_copy = ["taskstate_ptr"]

    class Meta:
        verbose_name = _("state of a review step")
        verbose_name_plural = _("states of review steps")


class Approval(models.Model):
    """One reviewer's yes at a step; a step may need several, each by another person."""

    state = models.ForeignKey(ReviewState, on_delete=models.CASCADE, related_name="approvals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    comment = models.TextField(_("comment"), blank=True)
    ticked = models.JSONField(_("points checked"), default=list, blank=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [models.UniqueConstraint(fields=["state", "user"], name="approval_once_per_person")]

    def __str__(self):
        return f"{self.user} ({self.state_id})"


class RejectionReason(models.Model):
    """
    A reason for sending work back, chosen from a list so that the office can count them.

    A state keeps the words of the reason, not its key: renaming one later does not
    change what was said.
    """

    name = models.CharField(_("reason"), max_length=120, unique=True)
    is_active = models.BooleanField(_("offered"), default=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("reason for rejection")
        verbose_name_plural = _("reasons for rejection")
        ordering = ["sort_order", "name"]

    def __str__(self):
        return self.name


class ReviewStep(AbstractGroupApprovalTask):
    """
    A step of the review chain: so many approvals by members of its groups who are no authors.

    The rules are in ``editorial.review``; this class only makes Wagtail's workflow
    ask them, both when it offers an action and when one arrives. What a step
    covers decides which edits undo its approval.
    """

    approvals_needed = models.PositiveSmallIntegerField(
        _("approvals needed"), default=1, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    target_hours = models.PositiveSmallIntegerField(
        _("target (business hours)"),
        default=9,
        validators=[MinValueValidator(1), MaxValueValidator(180)],
        help_text=_("Nine hours are one working day; weekends and holidays do not count."),
    )
    checklist = models.TextField(
        _("checklist"),
        blank=True,
        help_text=_("One point on each line. Who approves ticks all of them; without points, nothing is asked."),
    )
    covers_text = models.BooleanField(_("answers for the text"), default=True)
    covers_design = models.BooleanField(_("answers for photographs and pieces"), default=True)
    covers_rights = models.BooleanField(_("answers for the rights"), default=True)
    covers_schedule = models.BooleanField(_("answers for the embargo and the schedule"), default=True)

    task_state_class = ReviewState
    admin_form_fields = [
        *AbstractGroupApprovalTask.admin_form_fields,
        "approvals_needed",
        "target_hours",
        "checklist",
        "covers_text",
        "covers_design",
        "covers_rights",
        "covers_schedule",
    ]

    class Meta:
        verbose_name = _("review step")
        verbose_name_plural = _("review steps")

    @classmethod
    def get_description(cls):
        return _("Members of the chosen roles approve or reject, never what they wrote or changed.")

    @property
    def checklist_points(self) -> list[str]:
        return list(dict.fromkeys(point.strip() for point in self.checklist.splitlines() if point.strip()))

    @property
    def aspects(self):
        covered = {
            Aspect.TEXT: self.covers_text,
            Aspect.DESIGN: self.covers_design,
            Aspect.RIGHTS: self.covers_rights,
            Aspect.SCHEDULE: self.covers_schedule,
        }
        return frozenset(aspect for aspect, answers in covered.items() if answers)

    def start(self, workflow_state, user=None):
        """Begin at the first step that the newest revision still needs, which may be an earlier one."""
        due = review_chain.first_due_step(workflow_state)
        if due is not None and due.pk != self.pk:
            return due.start(workflow_state, user=user)
        state = super().start(workflow_state, user=user)
        state.under_review = fingerprint(state.revision)
        state.due_at = due_at(state.started_at, self.target_hours)
        state.save(update_fields=["under_review", "due_at"])
        return state

    def get_actions(self, obj, user):
        groups = self.groups.all()
        if not belongs_to_step(user, groups):
            return []
        actions = [("reject", _("Request changes"), True)]
        if can_approve(user, obj, groups) and not self._has_approved(obj, user):
            if self.checklist_points:
                actions.append(("approve", _("Approve"), True))
            else:
                actions += [("approve", _("Approve"), False), ("approve", _("Approve with comment"), True)]
        return actions

    def get_form_for_action(self, action):
        if action == "reject":
            return review_forms.RejectionForm
        return review_forms.approval_form(self.checklist_points)

    def _has_approved(self, obj, user):
        state = obj.current_workflow_task_state
        return state is not None and Approval.objects.filter(state_id=state.pk, user=user).exists()

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        """Carry the action out on the revision it was meant for, or raise with the reason people read."""
        # In the order in which a save takes them, the content before its review, or two would wait for each other.
        take_hold(task_state.workflow_state.content_object)
        WorkflowState.objects.select_for_update().get(pk=task_state.workflow_state_id)
        state = ReviewState.objects.select_for_update(of=("self",)).get(pk=task_state.pk)
        if state.status != ReviewState.STATUS_IN_PROGRESS:
            raise StaleReview(str(_("Somebody has dealt with this step already.")))
        if not (decision := belongs_to_step(user, self.groups.all())):
            raise NotAReviewer(str(decision.reason))
        if action_name == "approve":
            return self._approve(state, state.workflow_state.content_object, user, **kwargs)
        return self._reject(state, user, **kwargs)

    def _reject(self, state, user, comment="", reason=""):
        if reason:
            state.rejection_reason = reason
            state.save(update_fields=["rejection_reason"])
            comment = f"{reason}: {comment}" if comment else reason
        return super().on_action(state, user, "reject", comment=comment)

    def _approve(self, state, content, user, comment="", ticked=()):
        if content.latest_revision_id != state.revision_id or state.under_review != fingerprint(state.revision):
            raise StaleReview(str(_("The content changed while you were reading it: review it again.")))
        if not (decision := can_approve(user, content, self.groups.all(), state.revision)):
            raise SelfApproval(str(decision.reason))
        if found := catalogue.blocking_approval(state.revision.as_object()):
            raise review_chain.NotReady(found)
        points = self.checklist_points
        if missing := [point for point in points if point not in ticked]:
            raise ChecklistIncomplete(missing)
        _approval, created = Approval.objects.get_or_create(
            state=state, user=user, defaults={"comment": comment, "ticked": points}
        )
        if not created:
            raise StaleReview(str(_("You have approved this step already.")))
        if points:
            # Wagtail hands out a page as its base; the record speaks of the page as what it is.
            whole, data = getattr(content, "specific", content), {"points": points}
            log(instance=whole, action="editorial.checklist", user=user, revision=state.revision, data=data)
        if state.approvals.count() < self.approvals_needed:
            return None
        state.fingerprint = fingerprint(state.revision, self.aspects)
        state.save(update_fields=["fingerprint"])
        return super().on_action(state, user, "approve", comment=comment)

    def user_can_access_editor(self, obj, user):
        return self._user_in_groups(user)

    def locked_for_user(self, obj, user):
        return not self._user_in_groups(user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        return (
            self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
            .exclude(workflow_state__requested_by=user)
            .exclude(reviewstate__approvals__user=user)
        )
