"""The lists of the desk beside the review: my drafts, what is about to go out, what went out today."""

from dataclasses import dataclass
from datetime import datetime, time

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, WorkflowState
from wagtail.permissions import policy_registry

from editorial.desk.contents import edit_url, key_of, public_news, reviews_of, title_of
from editorial.review_hours import BOGOTA
from media_assets.models import Piece

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One content in a list of the desk: what it is, a word on how it stands, the moment that matters, its address."""

    title: str
    standing: str
    moment: datetime | None
    url: str


def drafts_of(user) -> list[Line]:
    """The works the user began that hold changes not yet public, the last changed first."""
    unpublished = {"has_unpublished_changes": True, "latest_revision__isnull": False}
    pages = Page.objects.filter(owner=user, **unpublished).order_by("-latest_revision__created_at")
    pieces = Piece.objects.filter(created_by=user, **unpublished).order_by("-latest_revision__created_at")
    works = [*pages.select_related("latest_revision")[:SHOWN], *pieces.select_related("latest_revision")[:SHOWN]]
    works.sort(key=lambda work: work.latest_revision.created_at, reverse=True)
    works = works[:SHOWN]
    reviews = reviews_of(works)
    return [
        Line(title_of(work), _standing(reviews.get(key_of(work))), work.latest_revision.created_at, edit_url(work))
        for work in works
    ]


def _standing(review) -> str:
    if review is None:
        return _("draft")
    if review.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return _("changes requested")
    step = review.current_task_state
    return _("in review: %(step)s") % {"step": step.task.name} if step else _("in review")


def coming_out(user, now=None) -> list[Line]:
    """What is approved and waits for its minute, the next first, of what the user may know before the public."""
    now = now or timezone.now()
    scheduled = (
        Revision.objects.filter(_known_to(user), approved_go_live_at__gt=now)
        .order_by("approved_go_live_at", "pk")
        .prefetch_related("content_object")[:SHOWN]
    )
    return [
        Line(title_of(revision.content_object), "", revision.approved_go_live_at, edit_url(revision.content_object))
        for revision in scheduled
        if revision.content_object
    ]


def _known_to(user):
    """The revisions of pages the user works on, and of pieces if they change pieces."""
    own = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, {"add", "change", "publish"})
    keys = own.order_by().annotate(key=Cast("pk", CharField())).values("key")
    known = Q(base_content_type=ContentType.objects.get_for_model(Page), object_id__in=keys)
    if policy_registry.get_by_type(Piece).user_has_permission(user, "change"):
        known |= Q(base_content_type=ContentType.objects.get_for_model(Piece))
    return known


def published_today(user, now=None) -> list[Line]:
    """What went before the public since midnight in Bogotá, the latest first; a bulletin with its number."""
    midnight = datetime.combine((now or timezone.now()).astimezone(BOGOTA).date(), time(0), BOGOTA)
    # An index that was set up today is no news.
    pages = public_news().filter(last_published_at__gte=midnight)
    pages = pages.annotate(number=F("bulletinpage__number")).order_by("-last_published_at")[:SHOWN]
    lines = [
        Line(
            page.title,
            _("No. %(number)s") % {"number": page.number} if page.number else "",
            page.last_published_at,
            page.url,
        )
        for page in pages
        if page.url
    ]
    policy = policy_registry.get_by_type(Piece)
    if policy.user_has_any_permission(user, ["add", "change", "view"]):
        pieces = Piece.objects.live().filter(last_published_at__gte=midnight).order_by("-last_published_at")[:SHOWN]
        name = Piece.snippet_viewset.get_url_name("inspect")
        lines += [Line(piece.title, "", piece.last_published_at, reverse(name, args=[piece.pk])) for piece in pieces]
    return sorted(lines, key=lambda line: line.moment, reverse=True)[:SHOWN]
