"""A page and a piece told alike, so that the lists of the desk need not ask which it is."""

from django.urls import reverse
from wagtail.models import Page, WorkflowState


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
