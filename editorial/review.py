"""
Who may approve what: the four-eyes rule of the review chain.

Every door asks here: the editor, the workflow menu, the listings, the API.
"""

from django.utils.translation import gettext_lazy as _

from organization.decisions import ALLOWED, Decision, refused


class SelfApproval(PermissionError):
    """Somebody tried to approve or reject what they wrote or last changed."""


def authors_of(content, revision=None) -> frozenset[int]:
    """
    The users who answer for the content: who created it and who last changed it.

    ``revision`` is the one under review; without it, the latest counts.
    """
    revision = revision or getattr(content, "latest_revision", None)
    creator = getattr(content, "owner_id", None) or getattr(content, "created_by_id", None)
    return frozenset(pk for pk in (creator, revision.user_id if revision else None) if pk)


def can_approve(user, content, groups, revision=None) -> Decision:
    """
    Whether the user may approve or reject the content at a step of those groups.

    Belonging to a group of the step is needed, for superusers too: administering
    the house is not approving its content. Authors never may.
    """
    if not user.is_active:
        return refused(_("This account is closed."))
    if user.pk in authors_of(content, revision):
        return refused(_("You wrote or last changed this content: somebody else must review it."))
    if not {g.pk for g in groups} & set(user.groups.values_list("pk", flat=True)):
        return refused(_("This step belongs to another role."))
    return ALLOWED
