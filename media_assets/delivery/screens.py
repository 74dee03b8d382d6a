"""The screens of one delivery: its form, its page, and what the office does about it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from media_assets.delivery import letters, orders, preparing, rules
from media_assets.delivery.forms import DeliveryForm, RevocationForm, likely_receiver, pieces_of
from media_assets.delivery.handing import hand_over
from media_assets.delivery.links import path_of
from media_assets.models import Delivery, Standing
from media_assets.viewsets.pieces import opening_url_name

SHOWN_TAKINGS = 200


def address(name, *args):
    return reverse(name, args=args)


def crumbs(view, *items):
    """The way to a screen of deliveries; ``items`` are pairs of label and address."""
    path = [(_("Deliveries"), address("deliveries")), *items]
    return [*view.breadcrumbs_items, *({"url": url, "label": label} for label, url in path)]


class PrepareView(WagtailAdminTemplateMixin, View):
    """``?pieza=12&pieza=30`` shows those pieces; more are added in the form itself, which forgets nothing."""

    template_name = "media_assets/delivery/prepare.html"
    page_title = gettext_lazy("New delivery")
    header_icon = "download"

    def dispatch(self, request, *args, **kwargs):
        if not rules.may_deliver(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        shown = pieces_of(request.GET.getlist("pieza"))
        initial = {"receiver_kind": likely_receiver(shown), "pieces": [piece.pk for piece in shown]}
        return self.answer(DeliveryForm(initial=initial, shown=shown, user=request.user))

    def post(self, request):
        shown = pieces_of(request.POST.getlist("shown"))
        if "add" in request.POST:
            return self.answer(self.with_another(request.POST, shown))
        form = DeliveryForm(request.POST, shown=shown, user=request.user)
        if form.is_valid() and (delivery := form.prepare()):
            messages.success(request, _("The package is being prepared. The link works as soon as it is ready."))
            return redirect("delivery_detail", delivery.pk)
        messages.error(request, _("The delivery was not prepared: see the reasons below. Nothing you wrote was lost."))
        return self.answer(form)

    def with_another(self, data, shown):
        """The form as it was written so far, with one piece more."""
        chosen = data.getlist("pieces")
        if another := pieces_of([data.get("another", "")]):
            shown = [*(piece for piece in shown if piece.pk != another[0].pk), *another]
            chosen.append(str(another[0].pk))
        initial = {name: data.get(name) for name in (*DeliveryForm.Meta.fields, "days", "write")}
        return DeliveryForm(initial=initial | {"pieces": chosen}, shown=shown, user=self.request.user)

    def answer(self, form):
        context = {
            "form": form,
            "page_title": self.page_title,
            "header_title": self.page_title,
            "header_icon": self.header_icon,
            "breadcrumbs_items": crumbs(self, (self.page_title, "")),
            "open_url_name": opening_url_name(self.request.user),
            "media": form.media,
        }
        return render(self.request, self.template_name, context, status=200)


def of_delivery(request, pk):
    """The delivery, for who may look at deliveries."""
    if not rules.may_look(request.user):
        raise PermissionDenied
    return get_object_or_404(Delivery.objects.select_related("prepared_by", "revoked_by"), pk=pk)


def progress_context(request, delivery) -> dict:
    """What the part of the page shows that follows the packing."""
    deliverer = bool(rules.may_deliver(request.user))
    return {
        "delivery": delivery,
        "may_deliver": deliverer,
        "packed": list(delivery.packed.all()) if delivery.standing == Standing.READY else [],
        "progress_url": address("delivery_progress", delivery.pk),
        "may_write": deliverer and delivery.standing == Standing.READY and bool(delivery.receiver_email),
    }


@require_safe
@never_cache
def progress(request, pk):
    """How far the package is, by itself, for a page that follows the background work."""
    return render(request, "media_assets/delivery/progress.html", progress_context(request, of_delivery(request, pk)))


@method_decorator(never_cache, name="dispatch")
class DeliveryView(WagtailAdminTemplateMixin, TemplateView):
    """All there is about one delivery: how it stands, its link, its pieces, who took it."""

    template_name = "media_assets/delivery/detail.html"
    header_icon = "download"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.delivery = of_delivery(request, kwargs["pk"])

    def get_page_title(self):
        return str(self.delivery)

    def get_breadcrumbs_items(self):
        return crumbs(self, (self.get_page_title(), ""))

    def get_context_data(self, **kwargs):
        user, delivery = self.request.user, self.delivery
        takings = delivery.takings.select_related("end")
        return super().get_context_data(
            **progress_context(self.request, delivery),
            items=delivery.items.select_related("piece"),
            open_url_name=opening_url_name(user),
            takings=takings[:SHOWN_TAKINGS],
            takings_count=takings.count(),
            shows_addresses=rules.may_see_addresses(user),
            # The link opens the package: it is shown to those who may hand it out.
            link=self.request.build_absolute_uri(path_of(delivery)) if rules.may_deliver(user) else "",
            is_open=delivery.standing in (Standing.READY, Standing.PREPARING),
            may_revoke=bool(rules.may_revoke(user, delivery)),
            **kwargs,
        )


class RevokeView(WagtailAdminTemplateMixin, FormView):
    template_name = "media_assets/delivery/revoke.html"
    form_class = RevocationForm
    page_title = gettext_lazy("Revoke the delivery")
    header_icon = "cross"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.delivery = of_delivery(request, kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if not rules.may_revoke(request.user, self.delivery):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.delivery)

    def get_breadcrumbs_items(self):
        detail = address("delivery_detail", self.delivery.pk)
        return crumbs(self, (str(self.delivery), detail), (self.page_title, ""))

    def get_context_data(self, **kwargs):
        return super().get_context_data(delivery=self.delivery, **kwargs)

    def form_valid(self, form):
        try:
            preparing.revoke(self.delivery, user=self.request.user, reason=form.cleaned_data["reason"])
        except preparing.DeliveryRefused as refusal:
            form.add_error("reason", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("The link does not open the package any more."))
        return redirect("delivery_detail", self.delivery.pk)


def _for_deliverers(request, pk):
    if not rules.may_deliver(request.user):
        raise PermissionDenied
    return of_delivery(request, pk)


@require_POST
def cancel(request, pk):
    """Stop the packing, or take it out of the queue."""
    return _answer(request, pk, orders.cancel(_for_deliverers(request, pk)), _("The preparation is being cancelled."))


@require_POST
def again(request, pk):
    """Prepare again what failed or was cancelled."""
    return _answer(
        request, pk, orders.pack_again(_for_deliverers(request, pk)), _("The package is being prepared again.")
    )


@require_POST
def write(request, pk):
    """Send the letter with the link to the receiver, or send it once more."""
    written = letters.write_again(_for_deliverers(request, pk))
    return _answer(request, pk, written, _("The letter leaves within a minute."))


def _answer(request, pk, changed, message):
    if changed:
        messages.success(request, message)
    else:
        messages.warning(request, _("It had ended meanwhile."))
    return redirect("delivery_detail", pk)


@require_safe
def take(request, pk):
    """The package for who prepared it, to look into; it is put on record as any other taking."""
    delivery = _for_deliverers(request, pk)
    if delivery.standing != Standing.READY:
        raise Http404
    return hand_over(request, delivery, person=request.user.get_full_name() or request.user.get_username())
