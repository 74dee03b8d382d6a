"""
How the review chain moves: back to the first step that an edit touches, and out to the public.

Wagtail keeps the order of the steps; this module tells it which approvals still
hold for the newest revision, and publishes exactly what was approved.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from editorial.review import NOT_APPROVED, authors_of
from editorial.review_fingerprints import fingerprint
from organization.decisions import ALLOWED, Decision, refused
from organization.publication import PublicationRefused


class NotReady(PublicationRefused):
    """The content is approved but not ready: something that its publication needs is missing."""

    def __init__(self, findings):
        self.findings = findings
        super().__init__("\n".join(str(finding) for finding in findings))


def steps_of(workflow_state):
    """The active steps of the chain, in order, as their own types."""
    tasks = workflow_state.workflow.tasks.filter(active=True).order_by("workflow_tasks__sort_order")
    return [task.specific for task in tasks]


def first_due_step(workflow_state):
    """The first step without an approval that holds for the newest revision, or None."""
    content = workflow_state.content_object
    revision = content.get_latest_revision()
    carry_approvals_over(workflow_state, content, revision)
    for step in steps_of(workflow_state):
        if not step_is_approved(workflow_state, step, revision):
            return step
    return None


def step_is_approved(workflow_state, step, revision) -> bool:
    from wagtail.models import TaskState

    done = (TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED)
    return workflow_state.task_states.filter(task_id=step.pk, revision=revision, status__in=done).exists()


def carry_approvals_over(workflow_state, content, revision):
    """
    Let each approval hold for the revision if nothing that it covers has changed.

    An approval by somebody who has become an author since is lost, and so is one
    on a revision that was overwritten in place with something else.
    """
    from editorial.models import ReviewState

    authors = authors_of(content, revision)
    approved = ReviewState.objects.filter(workflow_state=workflow_state, status=ReviewState.STATUS_APPROVED)
    newest = {}
    for state in approved.select_related("task", "revision").prefetch_related("approvals").order_by("pk"):
        newest[state.task_id] = state
    for state in newest.values():
        step = state.task.specific
        holds = state.fingerprint == fingerprint(revision, step.aspects) and authors.isdisjoint(
            approval.user_id for approval in state.approvals.all()
        )
        if holds and state.revision_id != revision.pk:
            _copy_to(state, revision)
        elif not holds and state.revision_id == revision.pk:
            state.status = ReviewState.STATUS_CANCELLED
            state.save(update_fields=["status"])


def _copy_to(state, revision):
    copy = state.copy(update_attrs={"revision": revision, "carried": True})
    for approval in state.approvals.all():
        copy.approvals.create(user_id=approval.user_id, given_at=approval.given_at, comment=approval.comment)


@transaction.atomic
def rebind(content):
    """
    After an edit of content under review, ask again those whose part changed.

    The step in progress starts anew on the newest revision, so that nobody
    approves by an old screen what they have not seen. A save that changed
    nothing, such as one that only left a comment, leaves the step as it is.
    """
    from wagtail.models import WorkflowState

    from editorial.models import ReviewState

    workflow_state = (
        WorkflowState.objects.for_instance(content)
        .filter(status=WorkflowState.STATUS_IN_PROGRESS, current_task_state__isnull=False)
        .select_for_update(of=("self",))
        .first()
    )
    if workflow_state is None:
        return
    current = workflow_state.current_task_state.specific
    revision = content.get_latest_revision()
    if not isinstance(current, ReviewState) or current.status != ReviewState.STATUS_IN_PROGRESS:
        return
    if current.under_review == fingerprint(revision):
        current.revision = revision
        current.save(update_fields=["revision"])
        carry_approvals_over(workflow_state, content, revision)
        return
    # Both must be the objects that ``cancel`` changes, or the chain would not see its step end.
    current.workflow_state, workflow_state.current_task_state = workflow_state, current
    current.cancel(user=revision.user)


def chain_is_complete(workflow_state, content, revision) -> Decision:
    """Whether every step said yes to this very revision, and no author was among them."""
    from editorial.models import ReviewState, ReviewStep

    authors = authors_of(content, revision)
    steps = steps_of(workflow_state)
    if not any(isinstance(step, ReviewStep) for step in steps):
        return refused(_("This chain has no review step."))
    for step in steps:
        if not step_is_approved(workflow_state, step, revision):
            return refused(NOT_APPROVED)
        if not isinstance(step, ReviewStep):
            continue
        state = (
            ReviewState.objects.filter(
                workflow_state=workflow_state, task_id=step.pk, revision=revision, status=ReviewState.STATUS_APPROVED
            )
            .order_by("-pk")
            .first()
        )
        approvers = set(state.approvals.values_list("user_id", flat=True)) if state else set()
        if len(approvers) < step.approvals_needed or not authors.isdisjoint(approvers):
            return refused(NOT_APPROVED)
        if state.fingerprint != fingerprint(revision, step.aspects):
            return refused(NOT_APPROVED)
    return ALLOWED


@transaction.atomic
def publish_approved(workflow_state, user=None):
    """
    The end of a chain: seal the approved revision and publish it, or schedule it under its embargo.

    Named by ``WAGTAIL_FINISH_WORKFLOW_ACTION``. Raises ``PublicationRefused``,
    which takes the last approval back with it, when anything is missing.
    """
    from editorial.models import Seal
    from editorial.readiness import catalogue

    content = workflow_state.content_object
    revision = content.get_latest_revision()
    if not (decision := chain_is_complete(workflow_state, content, revision)):
        raise PublicationRefused(str(decision.reason))
    if found := catalogue.blocking(revision.as_object()):
        raise NotReady(found)
    Seal.objects.create(
        content_type_id=revision.base_content_type_id,
        object_id=revision.object_id,
        revision=revision,
        fingerprint=fingerprint(revision),
        workflow_state=workflow_state,
        sealed_by=user,
    )
    revision.publish(user=user, skip_permission_checks=True)
