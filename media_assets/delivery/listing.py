"""The list of deliveries: how each stands, who took it and when."""

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views.generic import BaseListingView
from wagtail.admin.widgets import HeaderButton

from media_assets.delivery import rules
from media_assets.models import Delivery, DeliveryItem, DeliveryTaking, Piece, ReceiverKind, Standing


def capitalised(choices):
    return [(value, str(label)[:1].upper() + str(label)[1:]) for value, label in choices]


class DeliveryFilterSet(WagtailFilterSet):
    standing = django_filters.ChoiceFilter(
        label=_("State"),
        choices=capitalised(Standing.choices),
        empty_label=_("All"),
        widget=forms.RadioSelect,
        method="that_stand",
    )
    receiver_kind = django_filters.ChoiceFilter(
        label=_("Receiver"), choices=ReceiverKind.choices, empty_label=_("All"), widget=forms.RadioSelect
    )
    piece = django_filters.ModelChoiceFilter(
        label=_("Piece"), queryset=Piece.objects.all(), method="with_piece", widget=forms.HiddenInput
    )

    class Meta:
        model = Delivery
        fields = []

    def that_stand(self, deliveries, name, standing):
        return deliveries.standing(standing, timezone.now())

    def with_piece(self, deliveries, name, piece):
        return deliveries.filter(pk__in=DeliveryItem.objects.filter(piece=piece).values("delivery"))


class StandingColumn(BaseColumn):
    cell_template_name = "media_assets/delivery/standing_cell.html"


class TakingsColumn(BaseColumn):
    cell_template_name = "media_assets/delivery/takings_cell.html"


class DeliveriesView(BaseListingView):
    model = Delivery
    page_title = _("Deliveries")
    header_icon = "download"
    verbose_name_plural = Delivery._meta.verbose_name_plural
    index_url_name = "deliveries"
    index_results_url_name = "deliveries_results"
    results_template_name = "media_assets/delivery/listing_results.html"
    paginate_by = 25
    default_ordering = "-pk"
    is_searchable = True
    search_fields = ["receiver_name", "receiver_contact", "receiver_email", "note"]
    search_backend_name = None
    filterset_class = DeliveryFilterSet
    columns = [
        TitleColumn("receiver_name", label=_("Receiver"), get_url=lambda delivery: _detail(delivery)),
        Column("pk", label=_("Number")),
        Column("get_receiver_kind_display", label=_("For")),
        Column("pieces", label=_("Pieces")),
        StandingColumn("standing", label=_("State")),
        TakingsColumn("takings", label=_("Taken")),
        Column(
            "expires_at",
            label=_("Open until"),
            accessor=lambda delivery: _hour(delivery.expires_at),
            sort_key="expires_at",
        ),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not rules.may_look(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def header_buttons(self):
        if not rules.may_deliver(self.request.user):
            return []
        return [HeaderButton(_("New delivery"), url=reverse("delivery_add"), icon_name="plus")]

    def get_base_queryset(self):
        def of_each(rows, total):
            counted = rows.filter(delivery=OuterRef("pk")).order_by().values("delivery").annotate(total=total)
            return Subquery(counted.values("total"))

        return Delivery.objects.annotate(
            pieces=Coalesce(of_each(DeliveryItem.objects, Count("pk")), 0),
            times_taken=Coalesce(of_each(DeliveryTaking.objects, Count("pk")), 0),
            last_taken=of_each(DeliveryTaking.objects, Max("at")),
        )


def _hour(at):
    return date_format(timezone.localtime(at), "j M Y, H:i").lower()


def _detail(delivery):
    return reverse("delivery_detail", args=[delivery.pk])
