"""
Publishing before the chain is through: the management's answer to what cannot wait.

It skips people and the findings that the office sets itself; what the law or a third
party demands stays in force. Who forces signs a reason, is no author, and opens a
review that somebody else closes afterwards.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.custody.records import append, subject_of
from editorial.readiness import catalogue
from editorial.review import authors_of, can_publish
from editorial.review_chain import step_is_approved, steps_of
from editorial.review_fingerprints import fingerprint
from editorial.review_hours import due_at
from organization import roles
from organization.decisions import ALLOWED, Decision, refused
from organization.publication import PublicationRefused, take_hold

ACT = "rotativa.force_publish"
RATIFIED, OBJECTED = "rotativa.after_review.ratify", "rotativa.after_review.object"
#: Findings that no reason of the office outweighs: the law, third parties, the word
#: owed to those who read what was published before, or nothing to show.
NEVER_SKIPPED = frozenset(
    {
        "consent-missing",
        "correction-missing",
        "electoral-blackout",
        "expires-before-published",
        "master-missing",
        "rights-medium",
        "rights-over",
    }
)
#: Characters: less is no reason.
SHORTEST_REASON = 20
#: Business hours within which the review is owed: two working days.
REVIEW_WITHIN = 18


class ForceRefused(PublicationRefused):
    """Somebody tried to force a publication that may not be forced."""


class AfterReviewRefused(PublicationRefused):
    """Somebody tried to close a review that is not theirs to close."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """What a forced publication would pass over, in words, and what forbids it all the same."""

    steps: tuple[str, ...]
    findings: tuple
    forbidding: tuple


def can_force(user, content) -> Decision:
    """Whether the user may publish the newest draft of the content before its review is through."""
    if not roles.holds(user, roles.APPROVERS):
        return refused(_("Only the direction may publish before the review is through."))
    revision = content.get_latest_revision()
    if revision is None:
        return refused(_("There is nothing to publish yet."))
    if content.live and content.live_revision_id == revision.pk:
        return refused(_("The newest draft is published already."))
    if can_publish(user, revision):
        return refused(_("This draft is approved: publish it in the ordinary way."))
    if user.pk in authors_of(content, revision):
        return refused(_("You wrote or changed this content: somebody else must answer for publishing it."))
    return ALLOWED


def skipped_by(content) -> Skipped:
    """What publishing the newest draft now would pass over."""
    revision = content.get_latest_revision()
    found = catalogue.blocking(revision.as_object())
    return Skipped(
        steps=tuple(_steps_not_taken(content, revision)),
        findings=tuple(finding for finding in found if not _forbids(finding)),
        forbidding=tuple(finding for finding in found if _forbids(finding)),
    )


def _forbids(finding):
    return finding.code in NEVER_SKIPPED


@transaction.atomic
def force_publish(content, user, reason):
    """
    Publish the newest draft and open the review that is owed; returns it.

    An embargo holds: the content is then scheduled for its minute. Raises ``ForceRefused``.
    """
    from editorial.models import AfterReview, Seal

    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise ForceRefused(str(_("Write why it cannot wait: the reason stays on record.")))
    # Two that force at once take turns; the second finds it published.
    content = take_hold(content)
    if not (decision := can_force(user, content)):
        raise ForceRefused(str(decision.reason))
    revision, skipped = content.get_latest_revision(), skipped_by(content)
    if skipped.forbidding:
        raise ForceRefused("\n".join(str(finding) for finding in skipped.forbidding))
    authors = sorted(authors_of(content, revision))
    review = content.current_workflow_state
    if review is not None:
        review.cancel(user=user)
    now, print_of_it = timezone.now(), fingerprint(revision)
    Seal.objects.create(
        content_type_id=revision.base_content_type_id,
        object_id=revision.object_id,
        revision=revision,
        fingerprint=print_of_it,
        sealed_by=user,
    )
    owed = AfterReview.objects.create(
        content_type_id=revision.base_content_type_id,
        object_id=revision.object_id,
        title=str(content)[:255],
        revision=revision,
        fingerprint=print_of_it,
        reason=reason,
        skipped={"steps": list(skipped.steps), "findings": [str(finding) for finding in skipped.findings]},
        authors=authors,
        forced_by=user,
        forced_at=now,
        due_at=due_at(now, REVIEW_WITHIN),
    )
    append(subject_of(content), ACT, title=str(content), user=user, revision=revision, reason=reason, detail=owed.skipped)
    revision.publish(user=user, skip_permission_checks=True)
    return owed


def can_decide(user, owed) -> Decision:
    """Whether the user may close the after-the-fact review: not who forced it, nor who wrote it."""
    if not roles.holds(user, roles.APPROVERS, roles.LEGAL_REVIEWERS):
        return refused(_("The direction or the legal office reviews what was published early."))
    if owed.outcome != owed.Outcome.OPEN:
        return refused(_("Somebody has closed this review already."))
    if user.pk == owed.forced_by_id or user.pk in owed.authors:
        return refused(_("You published or wrote it: somebody else must review it."))
    return ALLOWED


@transaction.atomic
def decide(owed, user, *, ratify, comment):
    """Close the review: ratified, or objected to with words that lead to a correction or a withdrawal."""
    from editorial.models import AfterReview

    owed = AfterReview.objects.select_for_update(of=("self",)).get(pk=owed.pk)
    if not (decision := can_decide(user, owed)):
        raise AfterReviewRefused(str(decision.reason))
    comment = comment.strip()
    if not ratify and len(comment) < SHORTEST_REASON:
        raise AfterReviewRefused(str(_("Say what is wrong, so that it can be corrected or withdrawn.")))
    owed.outcome = owed.Outcome.RATIFIED if ratify else owed.Outcome.OBJECTED
    owed.decided_by, owed.decided_at, owed.comment = user, timezone.now(), comment
    owed.save(update_fields=["outcome", "decided_by", "decided_at", "comment"])
    label = f"{owed.content_type.app_label}.{owed.content_type.model}"
    append(
        (label, owed.object_id),
        RATIFIED if ratify else OBJECTED,
        title=owed.title,
        user=user,
        revision=owed.revision,
        reason=comment,
    )
    return owed


def after_reviews_for(user):
    """The open after-the-fact reviews that the user may close, the most urgent first."""
    from editorial.models import AfterReview

    if not roles.holds(user, roles.APPROVERS, roles.LEGAL_REVIEWERS):
        return []
    owed = AfterReview.objects.open().exclude(forced_by=user).select_related("forced_by", "content_type")
    return [review for review in owed if user.pk not in review.authors]


def reviews_afterwards(user, content) -> bool:
    """Whether the content owes a review that the user may close."""
    from editorial.models import AfterReview

    if not roles.holds(user, roles.APPROVERS, roles.LEGAL_REVIEWERS):
        return False
    owed = AfterReview.objects.open().filter(content_type=content.get_base_content_type(), object_id=str(content.pk))
    return any(can_decide(user, review) for review in owed)


def _steps_not_taken(content, revision):
    from editorial.models import ReviewStep

    review = content.current_workflow_state
    if review is not None:
        steps = [step for step in steps_of(review) if not step_is_approved(review, step, revision)]
    else:
        workflow = content.get_workflow()
        tasks = workflow.tasks.filter(active=True).order_by("workflow_tasks__sort_order") if workflow else ()
        steps = [task.specific for task in tasks]
    return [step.name for step in steps if isinstance(step, ReviewStep)]
