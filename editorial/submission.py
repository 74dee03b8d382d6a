"""Sending content to its review chain: what may be sent, and the one way to send it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState
from wagtail.permissions import policy_registry

from editorial.readiness import catalogue
from editorial.review_fingerprints import fingerprint
from organization.decisions import ALLOWED, Decision, refused


class NotSubmitted(Exception):
    """Content was not sent to its chain; the message says why."""


def can_submit(user, content) -> Decision:
    """Whether the user may send the newest draft of the content to its chain now, and it is ready for that."""
    if not policy_registry.get(content).user_has_permission_for_instance(user, "change", content):
        return refused(_("You may not change this piece."))
    lock = content.get_lock()
    if content.locked and lock.for_user(user):
        return refused(_("Somebody has locked it."))
    if content.workflow_in_progress:
        return refused(_("It is in review already."))
    if not content.has_workflow:
        return refused(_("No review chain is set for it."))
    if not (decision := _has_something_to_review(content)):
        return decision
    draft = content.get_latest_revision_as_object()
    if found := catalogue.blocking(draft):
        return refused(" ".join(str(finding) for finding in found))
    return ALLOWED


def _has_something_to_review(content) -> Decision:
    newest = content.get_latest_revision()
    if newest is None:
        return refused(_("It has no draft yet."))
    if newest.approved_go_live_at:
        return refused(_("It is approved already, and waits for its day."))
    if content.live and content.live_revision and fingerprint(newest) == fingerprint(content.live_revision):
        return refused(_("It is published as it is: there is nothing to review."))
    return ALLOWED


@transaction.atomic
def submit(content, user):
    """Send the newest draft to its chain, or send back what was returned; raises ``NotSubmitted``."""
    if not (decision := can_submit(user, content)):
        raise NotSubmitted(str(decision.reason))
    review = content.current_workflow_state
    if review is not None and review.status == WorkflowState.STATUS_NEEDS_CHANGES:
        review.resume(user)
    else:
        content.get_workflow().start(content, user)
