"""The API that Wagtail's own screens read from, without its writing operations."""

from wagtail.admin.api.views import PagesAdminAPIViewSet


class PagesToReadViewSet(PagesAdminAPIViewSet):
    """
    Pages for the explorer and the choosers; no screen of the admin sends its actions.

    They act by permission alone: a page was unpublished there without the reason that
    readers find in its place.
    """

    actions = {}
