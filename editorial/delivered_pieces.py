"""
The pieces of a campaign in its editor, with those that briefs delivered for it and nobody has placed yet.

Placing one fills a row of the open form and nothing else: the draft says so once it is saved,
and readers see it once the chain has approved that draft.
"""

from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import InlinePanel
from wagtail.admin.telepath import register

from media_assets.briefs.delivered import delivered_for
from media_assets.briefs.rules import may_see
from media_assets.viewsets.opening import opening_url_name


class CampaignPiecesPanel(InlinePanel):
    """The rows of the campaign's pieces, under those that are offered to it."""

    @register
    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "editorial/admin/campaign_pieces.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            return context | {"offered": [self.offer(piece) for piece in delivered_for(self.instance)]}

        def offer(self, piece):
            user = self.request.user
            return {
                "piece": piece,
                "look_url": reverse(opening_url_name(user), args=[piece.pk]),
                "edit_url": AdminURLFinder(user).get_edit_url(piece) or "",
                "brief_url": reverse("briefs:inspect", args=[piece.brief_id]) if may_see(user, piece.brief) else "",
                "is_placed": piece.pk in self.placed,
            }

        @property
        def placed(self):
            """What the form holds, as it was saved last or sent back."""
            return {form.instance.piece_id for form in self.formset.forms}
