"""How a piece is opened, by whom."""

from wagtail.permissions import policy_registry

from media_assets.models import Piece


def opening_url_name(user):
    """By what name of address the user opens a piece: its editor, or its record when they may only look."""
    may_change = policy_registry.get_by_type(Piece).user_has_permission(user, "change")
    return Piece.snippet_viewset.get_url_name("edit" if may_change else "inspect")
