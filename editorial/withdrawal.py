"""Taking back what was published: never without a reason, and never without a trace."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from editorial.custody.records import append, subject_of
from organization.decisions import ALLOWED, Decision, refused
from organization.publication import PublicationRefused, take_hold

ACT = "rotativa.withdraw"


@transaction.atomic
def withdraw(content, user, reason):
    """
    Take the content from the public, with the reason that readers find in its place.

    Raises ``WithdrawalRefused``, also for who comes second.
    """
    from editorial.models import Withdrawal

    content = take_hold(content)
    if not (decision := can_withdraw(user, content)):
        raise WithdrawalRefused(str(decision.reason))
    label, key = subject_of(content)
    Withdrawal.objects.create(content_label=label, object_id=key, reason=reason, withdrawn_by=user)
    append((label, key), ACT, title=str(content), user=user, revision=content.live_revision, reason=reason)
    content.unpublish(user=user)


def can_withdraw(user, content) -> Decision:
    """Whether the user may take the content from the public: the management, while it is public."""
    if not content.live:
        return refused(_("It is not public."))
    if isinstance(content, Page):
        allowed = content.permissions_for_user(user).can_unpublish()
    else:
        allowed = policy_registry.get(content).user_has_permission_for_instance(user, "publish", content)
    return ALLOWED if allowed else refused(_("Only the direction may withdraw what was published."))


class WithdrawalRefused(PublicationRefused):
    """Somebody tried to withdraw what is not public, or not theirs to withdraw."""


class DeletionRefused(PublicationRefused):
    """Somebody tried to delete what was published once."""


def refuse_to_lose(content):
    """Raise ``DeletionRefused`` for what was published: whatever the door, its address and record stay."""
    if not (decision := can_delete(content)):
        raise DeletionRefused(str(decision.reason))


def reason_for(content) -> str:
    """Why the content is not public any more; nothing when it was not withdrawn since it was last public."""
    from editorial.models import Withdrawal

    label, key = subject_of(content)
    last = Withdrawal.objects.filter(content_label=label, object_id=key).order_by("-pk").first()
    if last is None or (content.last_published_at and last.withdrawn_at < content.last_published_at):
        return ""
    return last.reason


def can_delete(content) -> Decision:
    """What was public once is withdrawn, not deleted: its address and its number stay accounted for."""
    if content.first_published_at is not None:
        return refused(
            _("«%(title)s» was published: withdraw it with a reason instead of deleting it.") % {"title": content}
        )
    return ALLOWED
