"""Wagtail's own deletion of many, over the pieces of the listing and no others."""

from django.utils.functional import classproperty
from wagtail.permissions import policy_registry
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from media_assets.library.shelf import listed
from media_assets.models import Piece


class DeletePieces(DeleteBulkAction):
    """«All in the listing» are those that its filters and words find: Wagtail would take every piece there is."""

    @classproperty
    def models(cls):
        return [Piece]

    @classmethod
    def is_offered_to(cls, user):
        return policy_registry.get_by_type(Piece).user_has_any_permission(user, ["delete"])

    def get_all_objects_in_listing_query(self, parent_id):
        from media_assets.viewsets.filters import PieceFilterSet

        asked = self.request.GET
        pieces = listed(PieceFilterSet(asked, request=self.request), asked.get("q", "").strip())
        return list(pieces.values_list("pk", flat=True))
