"""What the doors of the office let through, one by one or in bulk: publishing, withdrawing, deleting."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from editorial.answered_files import FILES
from editorial.answered_files import can_delete as can_delete_file
from editorial.going_out import may_go_out
from editorial.review import can_publish
from editorial.withdrawal import can_delete
from organization.decisions import ALLOWED, Decision, refused
from organization.publication import GatedPublication


def may_be_deleted(user, item) -> Decision:
    """Nothing that was published is deleted, nor the page above it, nor a file that somebody answers for."""
    if isinstance(item, FILES):
        return can_delete_file(user, item)
    if isinstance(item, Page):
        published = item.get_descendants(inclusive=True).filter(first_published_at__isnull=False).first()
        return can_delete(published) if published else ALLOWED
    return can_delete(item) if isinstance(item, GatedPublication) else ALLOWED


def may_be_published_among_others(user, item) -> Decision:
    """A page goes out in bulk as it would alone; the reason names it, for it stands among many."""
    revision = item.get_latest_revision() if isinstance(item, Page) else None
    if revision is None or (decision := may_go_out(user, revision)):
        return ALLOWED
    return refused(f"«{item.get_admin_display_title()}»: {decision.reason}")


def may_be_withdrawn_among_others(user, item) -> Decision:
    """No page is: each needs a reason of its own."""
    if isinstance(item, Page):
        return refused(_("Each page is withdrawn with its own reason: open them one by one."))
    return ALLOWED


#: Wagtail's names of its bulk actions, and what each of their objects is asked.
IN_BULK = {
    "delete": may_be_deleted,
    "publish": may_be_published_among_others,
    "unpublish": may_be_withdrawn_among_others,
}


def refused_in_bulk(user, act, items):
    """``(item, reason)`` of the first that may not go with the others; None when all may."""
    may = IN_BULK.get(act)
    for item in items if may else ():
        if not (decision := may(user, item)):
            return item, decision.reason
    return None


def is_offered_publication(user, model, content) -> bool:
    """Whether the editor of a piece shows the button: it goes out by the end of its chain, not by who writes it."""
    if not issubclass(model, GatedPublication):
        return True
    revision = content.get_latest_revision() if content else None
    return bool(revision and can_publish(user, revision))
