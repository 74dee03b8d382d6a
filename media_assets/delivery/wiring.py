"""Only wires: deliveries into Wagtail's admin. Imported by ``media_assets.wagtail_hooks``."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from media_assets.delivery import rules, screens
from media_assets.delivery.bulk import DeliverMany
from media_assets.delivery.listing import DeliveriesView
from media_assets.delivery.preparing import PREPARED, REVOKED

hooks.register("register_bulk_action", DeliverMany)


@hooks.register("register_admin_urls")
def addresses_of_deliveries():
    return [
        path("entregas/", DeliveriesView.as_view(), name="deliveries"),
        path("entregas/resultados/", DeliveriesView.as_view(results_only=True), name="deliveries_results"),
        path("entregas/nueva/", screens.PrepareView.as_view(), name="delivery_add"),
        path("entregas/<int:pk>/", screens.DeliveryView.as_view(), name="delivery_detail"),
        path("entregas/<int:pk>/avance/", screens.progress, name="delivery_progress"),
        path("entregas/<int:pk>/cancelar/", screens.cancel, name="delivery_cancel"),
        path("entregas/<int:pk>/repetir/", screens.again, name="delivery_again"),
        path("entregas/<int:pk>/revocar/", screens.RevokeView.as_view(), name="delivery_revoke"),
        path("entregas/<int:pk>/correo/", screens.write, name="delivery_write"),
        path("entregas/<int:pk>/paquete.zip", screens.take, name="delivery_take"),
    ]


class DeliveriesMenuItem(MenuItem):
    def is_shown(self, request):
        return bool(rules.may_look(request.user))


@hooks.register("register_admin_menu_item")
def deliveries_in_the_menu():
    return DeliveriesMenuItem(
        _("Deliveries"), reverse("deliveries"), name="deliveries", icon_name="download", order=215
    )


@hooks.register("insert_global_admin_css")
def style_of_deliveries():
    return format_html('<link rel="stylesheet" href="{}">', static("rotativa/admin/delivery.css"))


@hooks.register("register_log_actions")
def log_of_deliveries(actions):
    actions.register_action(PREPARED, _("Put into a delivery"), _("The piece was put into a delivery"))
    actions.register_action(REVOKED, _("Revoke a delivery"), _("A delivery with the piece was revoked"))
