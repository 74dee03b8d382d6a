"""The API that Wagtail's own screens read from, without its writing operations."""

from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.utils import BadRequestError
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from cms.api import FARTHEST, is_within_reach


class WithinReach(WagtailPagination):
    """Wagtail's takes any number and lets the database refuse it."""

    def paginate_queryset(self, queryset, request, view=None):
        if not is_within_reach(request.GET.get("offset", "").strip()):
            raise BadRequestError(f"offset cannot be higher than {FARTHEST}")
        return super().paginate_queryset(queryset, request, view)


class PagesToReadViewSet(PagesAdminAPIViewSet):
    """
    Pages for the explorer and the choosers; no screen of the admin sends its actions.

    They act by permission alone: a page was unpublished there without the reason that
    readers find in its place.
    """

    actions = {}
    pagination_class = WithinReach


class ImagesToReadViewSet(ImagesAdminAPIViewSet):
    pagination_class = WithinReach


class DocumentsToReadViewSet(DocumentsAdminAPIViewSet):
    pagination_class = WithinReach


ENDPOINTS = {"pages": PagesToReadViewSet, "images": ImagesToReadViewSet, "documents": DocumentsToReadViewSet}
