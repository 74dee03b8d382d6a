"""What a person may know of before the public does: the one answer of calendar, feed, board and overdue panel."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, BooleanField, CharField, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.models import Page, WorkflowState, get_page_models
from wagtail.permissions import policy_registry

from editorial.desk.contents import edit_url, public_news, steps_of
from editorial.models import EditorialPage, ReviewState
from media_assets.models import Piece
from organization.models import Department
from organization.publication import GatedPublication


@dataclass(frozen=True, slots=True)
class Shown:
    """A content as one person may see it; without an address where they may open it nowhere."""

    title: str
    kind: str
    department: str
    person: str
    url: str


def page_types() -> list[type]:
    """The types of pages that go through the chain."""
    return [model for model in get_page_models() if issubclass(model, GatedPublication)]


def keys_of(contents):
    """The keys of the contents as Wagtail's generic records hold them."""
    return contents.order_by().annotate(key=Cast("pk", CharField())).values("key")


def is_in(contents):
    return ExpressionWrapper(Q(pk__in=contents.order_by().values("pk")), BooleanField())


class Sight:
    """
    The contents that the user may know of, narrowed to a department if one is given.

    ``pages`` are those of the sections they write in and those at a step of their roles;
    ``pieces`` are all of them for who may look at pieces; ``public_pages`` are what
    anybody reads, of which nothing but the public version is told.
    """

    def __init__(self, user, department: Department | None = None):
        self.user, self.department = user, department

    @cached_property
    def pages(self):
        policy = policy_registry.get_by_type(Page)
        own = policy.instances_user_has_any_permission_for(self.user, {"add", "change", "publish"})
        known = Q(pk__in=own.order_by().values("pk")) | Q(pk__in=self._at_my_steps(Page))
        return self._of_department(Page.objects.type(*page_types()).filter(known))

    @cached_property
    def public_pages(self):
        return self._of_department(public_news())

    @cached_property
    def pieces(self):
        seen = policy_registry.get_by_type(Piece).user_has_any_permission(self.user, ["add", "change", "view"])
        pieces = Piece.objects.all() if seen else Piece.objects.filter(pk__in=self._at_my_steps(Piece))
        return pieces.filter(department=self.department) if self.department else pieces

    def records(self, prefix="") -> Q:
        """Of Wagtail's generic records (revisions, reviews), those about what the user may know of."""
        return Q(
            **{
                f"{prefix}base_content_type": ContentType.objects.get_for_model(Page),
                f"{prefix}object_id__in": keys_of(self.pages),
            }
        ) | Q(
            **{
                f"{prefix}base_content_type": ContentType.objects.get_for_model(Piece),
                f"{prefix}object_id__in": keys_of(self.pieces),
            }
        )

    def show(self, keys: Iterable[tuple[type, int]]) -> dict[tuple[type, int], Shown]:
        """``{(Page or Piece, pk): Shown}`` of the contents that the user may know of, in two queries."""
        wanted = {Page: set(), Piece: set()}
        for model, pk in keys:
            wanted[model].add(pk)
        return self._shown_pages(wanted[Page]) | self._shown_pieces(wanted[Piece])

    def _shown_pages(self, pks):
        if not pks:
            return {}
        # Whatever was asked for, what the user may not know of is not told.
        pages = Page.objects.filter(pk__in=pks).annotate(known=is_in(self.pages), public=is_in(self.public_pages))
        pages = with_department(pages.filter(Q(known=True) | Q(public=True))).select_related("owner")
        return {(Page, page.pk): self._shown_page(page) for page in pages}

    def _shown_page(self, page):
        return Shown(
            # The newest title is that of a draft, which who only reads must not learn.
            title=page.draft_title if page.known else page.title,
            kind=str(page.cached_content_type.model_class()._meta.verbose_name),
            department=page.department_name or "",
            person=_name(page.owner) if page.known else "",
            url=edit_url(page) if page.known else page.url or "",
        )

    def _shown_pieces(self, pks):
        if not pks:
            return {}
        pieces = self.pieces.filter(pk__in=pks).select_related("department", "created_by")
        pieces = pieces.annotate(at_my_step=ExpressionWrapper(Q(pk__in=self._at_my_steps(Piece)), BooleanField()))
        changes = policy_registry.get_by_type(Piece).user_has_permission(self.user, "change")
        inspect = Piece.snippet_viewset.get_url_name("inspect")
        return {
            (Piece, piece.pk): Shown(
                title=piece.title,
                kind=str(Piece._meta.verbose_name),
                department=piece.department.name,
                person=_name(piece.created_by),
                url=edit_url(piece) if changes or piece.at_my_step else reverse(inspect, args=[piece.pk]),
            )
            for piece in pieces
        }

    def _at_my_steps(self, model):
        states = ReviewState.objects.filter(
            status=ReviewState.STATUS_IN_PROGRESS,
            task__in=steps_of(self.user),
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
            workflow_state__base_content_type=ContentType.objects.get_for_model(model),
        )
        return states.annotate(content=Cast("workflow_state__object_id", BigIntegerField())).values("content")

    def _of_department(self, pages):
        return with_department(pages).filter(department_key=self.department.pk) if self.department else pages


def with_department(pages):
    """With the key and the name of the department, which each type of page keeps in a table of its own."""
    kept = [model._meta.model_name for model in page_types() if issubclass(model, EditorialPage)]
    return pages.annotate(
        department_key=Coalesce(*(F(f"{name}__department_id") for name in kept)),
        department_name=Department.objects.filter(pk=OuterRef("department_key")).values("name")[:1],
    )


def _name(user) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""
