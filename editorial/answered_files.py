"""
Files that somebody answers for: they stay as they were while a content relies on them.

An approval binds to the keys of the photographs, documents and recordings of a content. Exchanged
behind its back, what was approved would not be what is published; so another file is another
upload, which goes into the content through its review.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigAutoField, CharField, Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex, Revision, WorkflowState

from editorial.page_permissions import known_to
from media_assets.models import EditorialDocument, EditorialImage, EditorialMedia
from organization import roles
from organization.decisions import ALLOWED, Decision, refused
from organization.publication import PublicationRefused

FILES = (EditorialImage, EditorialDocument, EditorialMedia)
#: What the public hears and sees of a file; whoever changes it changes what was published.
CONTENTS = frozenset({"file", "captions", "thumbnail"})
#: What the public reads beside it.
WORDS = frozenset({"title", "description", "caption", "credit", "licence", "summary", "transcript"})


def can_change(user, item, fields) -> Decision:
    """
    Whether the user may change those fields of a photograph, document or recording.

    The words beside a file are the direction's to mend, who answers for what is public.
    """
    changes_contents = not CONTENTS.isdisjoint(fields)
    if not changes_contents and (WORDS.isdisjoint(fields) or roles.holds(user, roles.APPROVERS)):
        return ALLOWED
    if (content := relying_on(item)) is None:
        return ALLOWED
    if changes_contents:
        reason = _("%(page)s relies on this file: upload the new one beside it, and put it there through its review.")
    else:
        reason = _("%(page)s relies on this file: only the direction changes the words that go with it.")
    return refused(reason % {"page": _named(content, user)})


def can_delete(user, item) -> Decision:
    """Whether the file may leave the library: nothing public loses its photograph or its annex in silence."""
    if (content := relying_on(item)) is None:
        return ALLOWED
    return refused(
        _("%(page)s relies on «%(file)s»: take it out of there through its review first.")
        % {"page": _named(content, user), "file": item}
    )


class FileInUse(PublicationRefused):
    """Somebody tried to delete a file that a public or approved page relies on."""


def refuse_to_lose_file(item):
    """Raise ``FileInUse``, whatever the door, for a file that somebody answers for."""
    if not (decision := can_delete(None, item)):
        raise FileInUse(str(decision.reason))


def _named(page, user) -> str:
    """The page by its title, for who may know of it."""
    if user is not None and known_to(user, Page.objects.filter(pk=page.pk)).exists():
        return f"«{page.get_admin_display_title()}»"
    return str(_("A page"))


def relying_on(item):
    """A page that shows the file to the public, or has it before its reviewers or behind its approval; else None."""
    return _public_with(item) or _answered_for_with(item)


def _public_with(item):
    """By Wagtail's index, which follows what is published."""
    references = ReferenceIndex.get_references_to(item)
    of_pages = references.filter(base_content_type=ContentType.objects.get_for_model(Page))
    keys = of_pages.annotate(page_key=Cast("object_id", BigAutoField())).values("page_key")
    return Page.objects.live().filter(pk__in=keys).first()


def _answered_for_with(item):
    """By the newest drafts themselves: the index does not know them."""
    # The number alone finds too much, and spares the reading of most drafts.
    drafts = Revision.objects.filter(pk__in=_answered_for()).annotate(said=Cast("content", TextField()))
    for revision in drafts.filter(said__contains=str(item.pk)).iterator(chunk_size=100):
        draft = revision.as_object()
        if item.pk in _shown(draft, type(item)):
            return draft
    return None


def _answered_for():
    """The newest drafts that are in review, or approved and not public yet."""
    from editorial.models import Seal

    kind = ContentType.objects.get_for_model(Page)
    reviews = WorkflowState.objects.active().filter(base_content_type=kind, object_id=OuterRef("key"))
    approved = Seal.objects.filter(revision=OuterRef("latest_revision"))
    pages = Page.objects.order_by().annotate(key=Cast("pk", CharField()))
    waiting = Q(Exists(reviews)) | Q(Exists(approved), Q(live=False) | Q(has_unpublished_changes=True))
    return pages.filter(waiting).values("latest_revision")


def _shown(draft, model) -> set[int]:
    """The keys of the files of that model in the draft, in its fields and in its bodies."""
    keys = set()
    for field in draft._meta.get_fields():
        if isinstance(field, StreamField):
            references = field.extract_references(getattr(draft, field.name))
            keys |= {int(pk) for to, pk, *_path in references if to is model}
        elif field.many_to_one and field.related_model is model:
            keys.add(getattr(draft, field.attname))
    return keys
