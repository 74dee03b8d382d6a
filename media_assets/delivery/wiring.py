"""Only wires: deliveries into Wagtail's admin. Imported by ``media_assets.wagtail_hooks``."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from media_assets.delivery.preparing import PREPARED, REVOKED


@hooks.register("register_log_actions")
def log_of_deliveries(actions):
    actions.register_action(PREPARED, _("Put into a delivery"), _("The piece was put into a delivery"))
    actions.register_action(REVOKED, _("Revoke a delivery"), _("A delivery with the piece was revoked"))
