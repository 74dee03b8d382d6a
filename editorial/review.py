"""
Who may approve what, and what may be published: the rules of the review chain.

Every door asks here: the editor, the workflow menu, the listings, the bulk
actions, the API, the scheduler. Rules answer with a ``Decision`` whose reason
people read.
"""

from django.utils.translation import gettext_lazy as _

from editorial.review_fingerprints import fingerprint
from organization.decisions import ALLOWED, Decision, refused
from organization.publication import PublicationRefused

CLOSED_ACCOUNT = _("This account is closed.")
TAKEN_BACK = _("It was withdrawn after its approval: submit it for review again.")
NOT_APPROVED = _("Only what the review chain approved is published: submit it for review.")


class SelfApproval(PublicationRefused):
    """Somebody tried to approve what they wrote or last changed."""


class NotAReviewer(PublicationRefused):
    """Somebody acted on a step of another role."""


class ChecklistIncomplete(PublicationRefused):
    """Somebody tried to approve a step without having checked each of its points."""

    def __init__(self, missing):
        self.missing = missing
        super().__init__(_("Tick every point of the checklist first: %(points)s") % {"points": "; ".join(missing)})


class StaleReview(PublicationRefused):
    """Somebody tried to approve a revision that is no longer the one under review."""


def authors_of(content, revision=None) -> frozenset[int]:
    """
    The users who answer for the content: who created it and whoever has changed it since it was last approved.

    Saving without a change, as a reviewer does who leaves a comment, makes nobody an author.
    ``revision`` is the one under review, in case it is not yet among the stored ones.
    """
    creator = getattr(content, "owner_id", None) or getattr(content, "created_by_id", None)
    authors = {creator, revision.user_id if revision and revision.pk is None else None}
    before = None
    for change in _revisions_since_approval(content):
        after = fingerprint(change)
        if after != before and not change.is_baseline:
            authors.add(change.user_id)
        before = after
    return frozenset(authors - {None})


def is_author(user, content, revision=None) -> bool:
    """Whether the user answers for the content; reads the revisions only if one of them is theirs."""
    creator = getattr(content, "owner_id", None) or getattr(content, "created_by_id", None)
    if user.pk == creator:
        return True
    if not content.revisions.filter(user=user, pk__gt=_baseline(content)).exists():
        return False
    return user.pk in authors_of(content, revision)


def authored_among(user, contents) -> list:
    """Those of the contents for which the user answers, as ``is_author`` says, in three queries for all of them."""
    from wagtail.models import Revision

    from editorial.models import AfterReview, Seal

    if not contents:
        return []
    key_of = {(content.get_base_content_type().pk, str(content.pk)): content for content in contents}
    keys = {key for _kind, key in key_of}
    forced = set(AfterReview.objects.filter(object_id__in=keys).revisions_nobody_answered_for())
    found = Seal.objects.filter(object_id__in=keys).exclude(revision_id__in=forced).order_by("pk")
    # In order, so that the newest seal of each content is the one that stays.
    sealed = {
        (kind, key): revision for kind, key, revision in found.values_list("content_type_id", "object_id", "revision")
    }
    start = {
        key: max(sealed.get(key) or 0, 0 if content.live_revision_id in forced else content.live_revision_id or 0)
        for key, content in key_of.items()
    }
    authors = {key: {getattr(c, "owner_id", None) or getattr(c, "created_by_id", None)} for key, c in key_of.items()}
    before = {}
    revisions = Revision.objects.filter(object_id__in=keys).select_related("content_type").order_by("pk")
    for change in revisions:
        key = (change.base_content_type_id, change.object_id)
        if key not in key_of or change.pk < start[key]:
            continue
        after = fingerprint(change)
        if after != before.get(key) and change.pk != start[key]:
            authors[key].add(change.user_id)
        before[key] = after
    return [content for key, content in key_of.items() if user.pk in authors[key]]


def _baseline(content) -> int:
    """
    The key of the last revision that was approved or public; what came after is work in hand.

    What was published by force counts once somebody else has ratified it, and not before:
    its author would otherwise be free to approve their own text afterwards.
    """
    from editorial.models import AfterReview, Seal

    forced = set(AfterReview.objects.filter(**_about(content)).revisions_nobody_answered_for())
    seals = Seal.objects.for_content(content).newest_first().values_list("revision_id", flat=True)
    approved = next((key for key in seals if key is not None and key not in forced), 0)
    public = content.live_revision_id or 0
    return max(approved, 0 if public in forced else public)


def _about(content):
    return {"content_type": content.get_base_content_type(), "object_id": str(content.pk)}


def _revisions_since_approval(content):
    baseline = _baseline(content)
    for revision in content.revisions.filter(pk__gte=baseline).select_related("content_type").order_by("pk"):
        revision.is_baseline = revision.pk == baseline
        yield revision


def belongs_to_step(user, groups) -> Decision:
    """
    Whether the user is a reviewer of a step of those groups.

    Superusers are no exception: administering the house is not approving its content.
    """
    if not user.is_active:
        return refused(CLOSED_ACCOUNT)
    if not {group.pk for group in groups} & _group_ids(user):
        return refused(_("This step belongs to another role."))
    return ALLOWED


def can_approve(user, content, groups, revision=None) -> Decision:
    """Whether the user may approve the content at a step of those groups. Authors never may."""
    if not (decision := belongs_to_step(user, groups)):
        return decision
    if is_author(user, content, revision):
        return refused(_("You wrote or changed this content: somebody else must approve it."))
    return ALLOWED


def can_publish(user, revision) -> Decision:
    """
    Whether the revision may go before the public: the review chain approved exactly this content.

    Only the newest approval of a content counts, so that an older approved text,
    which somebody may since have corrected, does not come back by the back door; nor does
    what was withdrawn since.
    ``user`` is asked for nothing else: Wagtail has asked who may publish here.
    """
    from editorial.models import Seal

    seal = Seal.objects.for_revision(revision).newest_first().with_withdrawal().first()
    if seal is None or seal.fingerprint != fingerprint(revision):
        return refused(NOT_APPROVED)
    if seal.is_taken_back:
        return refused(TAKEN_BACK)
    return ALLOWED


def _group_ids(user):
    """The keys of the user's groups, read once for each request."""
    if (held := getattr(user, "_held_group_ids", None)) is None:
        held = user._held_group_ids = frozenset(user.groups.values_list("pk", flat=True))
    return held
