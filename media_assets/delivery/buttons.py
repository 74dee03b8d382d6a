"""The ways to a delivery from the screens of pieces."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import Button

from media_assets.delivery import rules


def preparing_url(keys) -> str:
    return f"{reverse('delivery_add')}?{urlencode([('pieza', key) for key in keys])}"


class LeadsToDeliveries:
    """Mixed into the editor and the record of a piece: buttons to deliver it, and to where it went."""

    @cached_property
    def header_more_buttons(self):
        return [*super().header_more_buttons, *delivery_buttons(self.object, self.request.user)]


def delivery_buttons(piece, user):
    if rules.may_deliver(user):
        yield Button(_("Deliver"), url=preparing_url([piece.pk]), icon_name="download", priority=60)
    if rules.may_look(user):
        url = f"{reverse('deliveries')}?piece={piece.pk}"
        yield Button(_("Deliveries of the piece"), url=url, icon_name="list-ul", priority=61)
