"""The end of rights on the home of the admin: what ends soon, and what was taken out and waits for somebody."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from media_assets.rights_watch import WARNINGS, ending_by, taken_out_since
from media_assets.viewsets.opening import opening_url_name
from organization import roles

SHOWN = 8
#: Days for which a piece that was taken out stays on the desk.
REMEMBERED = 30


@dataclass(frozen=True, slots=True)
class Ending:
    """One piece whose rights end, or ended: ``days`` are left, or None when it was taken out."""

    title: str
    last_day: date
    days: int | None
    url: str


def endings_for(user, today=None) -> list[Ending]:
    """What has to be renewed or replaced, taken out first; for those who make pieces or answer for their rights."""
    if not (user.is_superuser or roles.holds(user, roles.DESIGNERS, roles.LEGAL_REVIEWERS, roles.APPROVERS)):
        return []
    today = today or timezone.localdate()
    out = taken_out_since(today - timedelta(days=REMEMBERED))[:SHOWN]
    soon = ending_by(today + timedelta(days=max(WARNINGS)))[:SHOWN]
    name = opening_url_name(user)
    return [
        *(Ending(piece.title, piece.last_day, None, reverse(name, args=[piece.pk])) for piece in out),
        *(
            Ending(piece.title, piece.last_day, (piece.last_day - today).days, reverse(name, args=[piece.pk]))
            for piece in soon
        ),
    ]


class RightsPanel(Component):
    name = "ending_rights"
    order = 80
    template_name = "media_assets/admin/rights_panel.html"

    def get_context_data(self, parent_context):
        return {"endings": endings_for(parent_context["request"].user)}
