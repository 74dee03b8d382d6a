"""Taking back what was published: never without a reason, and never without a trace."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from editorial.custody.records import append, subject_of
from organization.decisions import ALLOWED, Decision, refused

ACT = "rotativa.withdraw"


@transaction.atomic
def withdraw(content, user, reason):
    """Take the content from the public, with the reason that readers find in its place."""
    from editorial.models import Withdrawal

    label, key = subject_of(content)
    Withdrawal.objects.create(content_label=label, object_id=key, reason=reason, withdrawn_by=user)
    append((label, key), ACT, title=str(content), user=user, revision=content.live_revision, reason=reason)
    content.unpublish(user=user)


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
