"""What the home of the admin offers besides the review: new work at one click, the latest pieces."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from editorial.models import (
    BulletinIndexPage,
    BulletinPage,
    CampaignIndexPage,
    CampaignPage,
    ProgrammeIndexPage,
    ProgrammePage,
    PublicationIndexPage,
    PublicationPage,
)
from media_assets.models import Channel, Piece
from media_assets.viewsets.pieces import opening_url_name

#: What is written every week, in the order in which it is offered: (index, page, label).
NEW_PAGES = (
    (BulletinIndexPage, BulletinPage, _("New bulletin")),
    (CampaignIndexPage, CampaignPage, _("New campaign")),
    (PublicationIndexPage, PublicationPage, _("New publication")),
    (ProgrammeIndexPage, ProgrammePage, _("New programme")),
)
LATEST = 6


def new_work(user) -> list[dict]:
    """``[{"label", "url", "icon"}]`` of what the user may start."""
    found = []
    # All of them in one query: this is asked at each opening of the home.
    indexes = list(Page.objects.type(*(index_type for index_type, _page_type, _label in NEW_PAGES)).order_by("path"))
    for index_type, page_type, label in NEW_PAGES:
        for index in indexes:
            if index.specific_class is index_type and index.permissions_for_user(user).can_add_subpage():
                name = f"{label}: {index.title}" if index_type is ProgrammeIndexPage else label
                args = [page_type._meta.app_label, page_type._meta.model_name, index.pk]
                found.append({"label": name, "url": reverse("wagtailadmin_pages:add", args=args), "icon": "doc-empty"})
    if policy_registry.get_by_type(Piece).user_has_permission(user, "add"):
        add = reverse(Piece.snippet_viewset.get_url_name("add"))
        found += [
            {
                "label": _("New piece: %(channel)s") % {"channel": channel.label},
                "url": f"{add}?channel={channel.value}",
                "icon": "media",
            }
            for channel in Channel
        ]
    return found


class NewWorkPanel(Component):
    name = "new_work"
    order = 50
    template_name = "cms/admin/new_work_panel.html"

    def get_context_data(self, parent_context):
        return {"new_work": new_work(parent_context["request"].user)}


class LatestPiecesPanel(Component):
    name = "latest_pieces"
    order = 400
    template_name = "cms/admin/latest_pieces_panel.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        policy = policy_registry.get_by_type(Piece)
        if not policy.user_has_any_permission(user, ["add", "change", "view"]):
            return {"pieces": []}
        return {
            "pieces": Piece.objects.for_listing()[:LATEST],
            "open_url_name": opening_url_name(user),
            "library_url": reverse(Piece.snippet_viewset.get_url_name("list")),
        }
