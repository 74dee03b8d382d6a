"""Many pieces of the library into one delivery."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from media_assets.delivery import rules
from media_assets.delivery.buttons import preparing_url
from media_assets.library.many.acts import ManyPieces


class DeliverMany(ManyPieces):
    """«Deliver» under the listing of the library: leads to the form with the chosen pieces."""

    display_name = _("Deliver")
    aria_label = _("Deliver the chosen pieces")
    action_type = "deliver"
    action_priority = 60

    @classmethod
    def is_offered_to(cls, user):
        return bool(rules.may_deliver(user))

    def dispatch(self, request, *args, **kwargs):
        if not self.is_offered_to(request.user):
            raise PermissionDenied
        return redirect(preparing_url(self.wanted[: rules.MOST_PIECES + 1]))
