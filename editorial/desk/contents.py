"""A page and a piece told alike, so that the lists of the desk need not ask which it is."""

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length, Substr
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction, WorkflowState

from editorial.models import EditorialPage, ReviewStep


def title_of(content) -> str:
    return getattr(content, "draft_title", "") or str(content)


def edit_url(content) -> str:
    """Where the content is worked on; the lists hold only what the user may open, so nobody need be asked again."""
    page = isinstance(content, Page)
    return reverse(
        "wagtailadmin_pages:edit" if page else content.snippet_viewset.get_url_name("edit"), args=[content.pk]
    )


def key_of(content) -> tuple[int, str]:
    return content.get_base_content_type().pk, str(content.pk)


def reviews_of(contents) -> dict[tuple[int, str], WorkflowState]:
    """The open review of each content that has one, with its step, in one query."""
    open_reviews = WorkflowState.objects.filter(
        object_id__in=[str(content.pk) for content in contents],
        status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES],
    ).select_related("current_task_state__task")
    return {(review.base_content_type_id, review.object_id): review for review in open_reviews}


def steps_of(user) -> list[int]:
    """
    The steps that the user's roles take, read once for a request.

    Their keys come first: a join through groups would sort every review to make them distinct.
    """
    if not hasattr(user, "_steps_of_review"):
        steps = ReviewStep.objects.filter(groups__in=user.groups.values("pk"))
        user._steps_of_review = list(steps.values_list("pk", flat=True).distinct())
    return user._steps_of_review


def public_news():
    """The pages with news that anybody reads; private sections are told in the same query."""
    private = PageViewRestriction.objects.filter(page__path=Substr(OuterRef("path"), 1, Length("page__path")))
    return Page.objects.live().type(EditorialPage).filter(~Exists(private))
