"""What Wagtail logs about pages and pieces, kept in the chain of custody."""

from wagtail.models import PageLogEntry

from editorial.custody.records import append
from organization.publication import GatedPublication

EDIT = "wagtail.edit"
DETAILS = ("workflow", "title", "source", "destination", "revision", "page", "points", "consent", "finding")


def keep(log_entry):
    """Keep a new entry of Wagtail's log, when it is about content that goes through review."""
    model = log_entry.content_type and log_entry.content_type.model_class()
    if model is None or not issubclass(model, GatedPublication):
        return
    kind = "wagtailcore.page" if isinstance(log_entry, PageLogEntry) else model._meta.label_lower
    subject = (kind, str(log_entry.object_id))
    if _says_nothing_new(log_entry, subject):
        return
    data = log_entry.data or {}
    append(
        subject,
        log_entry.action,
        title=log_entry.label,
        user=log_entry.user,
        revision=log_entry.revision,
        reason=_words(data),
        at=log_entry.timestamp,
        detail={key: data[key] for key in DETAILS if key in data},
    )


def _words(data) -> str:
    """What whoever acted wrote: of a comment on a field, Wagtail's log keeps more than its text."""
    said = data.get("reply") or data.get("comment") or data.get("reason") or ""
    return said.get("text", "") if isinstance(said, dict) else said


def _says_nothing_new(log_entry, subject) -> bool:
    """
    The editor saves by itself every moment into the same revision.

    The first of those saves is on record; what the revision said in the end is
    recorded by the fingerprint of the next act on it.
    """
    from editorial.models import CustodyEntry

    if log_entry.action != EDIT:
        return False
    if not log_entry.content_changed:
        return True
    last = CustodyEntry.objects.about(*subject).last()
    return (
        last is not None
        and last.action == EDIT
        and last.actor_id == log_entry.user_id
        and last.revision_id == log_entry.revision_id
    )
