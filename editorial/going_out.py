"""The last question before the public, whatever the door: is it approved, and is it ready now?"""

from django.utils.translation import gettext as _

from editorial.force_publication import NEVER_SKIPPED
from editorial.readiness import catalogue
from editorial.review import can_publish
from organization.decisions import ALLOWED, Decision, refused


def may_go_out(user, revision) -> Decision:
    """
    Whether the revision may be published now: the chain approved it, and nothing has come in its way since.

    What the direction forced passes over what it signed for, and over nothing else.
    """
    if not (decision := can_publish(user, revision)):
        return decision
    found = catalogue.blocking(revision.as_object())
    if found and _was_forced(revision):
        found = [finding for finding in found if finding.code in NEVER_SKIPPED]
    if found:
        return refused(_("It is not ready: %(findings)s") % {"findings": " ".join(str(finding) for finding in found)})
    return ALLOWED


def _was_forced(revision) -> bool:
    from editorial.models import AfterReview

    return AfterReview.objects.filter(revision=revision).exists()
