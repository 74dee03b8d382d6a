"""The screens of the piece: the grid of the library, its editor, its record."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    IndexView,
    InspectView,
    PreviewOnEditView,
    SnippetViewSet,
)

from media_assets.briefs.making import MadeForBrief
from media_assets.comparing import screens as comparing
from media_assets.delivery.buttons import LeadsToDeliveries
from media_assets.derivatives import screens as derivatives
from media_assets.finding import screens as finding
from media_assets.finding.office import Search
from media_assets.inspection import screens
from media_assets.library.facets import MOST_COUNTED
from media_assets.library.saved_searches import searches_for
from media_assets.library.shelf import Shelf
from media_assets.models import Channel, Piece
from media_assets.panels import piece_editor, uses_of, versions_context
from media_assets.uploading import screens as uploading
from media_assets.uploading.refusals import AlreadyUsed
from organization.editing import TakesTurns

from . import consents
from .chooser import PieceChooserViewSet
from .columns import StateColumn, ThumbnailColumn
from .consents import consents_context
from .filters import PieceFilterSet
from .opening import opening_url_name
from .sent_back import SaysWhatCameBack, SaysWhatWasDecided

ORDERINGS = {
    "-created_at": _("Newest first"),
    "created_at": _("Oldest first"),
    "-updated_at": _("Last changed first"),
    "title": _("Title, A to Z"),
    "-title": _("Title, Z to A"),
}


class PieceIndexView(IndexView):
    """The library: a grid of what can be seen and heard, or a list."""

    template_name = "media_assets/admin/piece_index.html"
    results_template_name = "media_assets/admin/piece_index_results.html"
    default_ordering = "-created_at"
    filterset_class = PieceFilterSet
    page_title = _("Library of pieces")
    add_item_label = _("New piece")

    @cached_property
    def header_buttons(self):
        return [*super().header_buttons, *uploading.header_buttons(self.request.user)]

    @cached_property
    def header_more_buttons(self):
        return [*super().header_more_buttons, finding.header_button()]

    @cached_property
    def layout(self):
        return "list" if self.request.GET.get("layout") == "list" else "grid"

    def get_valid_orderings(self):
        return list(ORDERINGS)

    def get_base_queryset(self):
        return super().get_base_queryset().for_listing()

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        return self.search.within(queryset) if self.is_explicitly_ordered else self.search.ranked(queryset)

    @cached_property
    def search(self):
        return Search(self.search_query)

    @cached_property
    def list_display(self):
        return [
            "__str__",
            Column("format", label=_("Format"), accessor="format.name"),
            Column("department", label=_("Department"), accessor="department"),
            StateColumn("state", label=_("State")),
            DateColumn("updated_at", label=_("Changed"), sort_key="updated_at"),
        ]

    @cached_property
    def columns(self):
        if self.layout == "grid":
            return []
        checkbox, *rest = super().columns
        return [checkbox, ThumbnailColumn("thumbnail", label=_("Preview"), width="96px"), *rest]

    @cached_property
    def shelf(self):
        return Shelf(self.filters, self.request.GET, self.search if self.is_searching else None)

    def tabs(self):
        """The channels with what the other filters leave of each; formats belong to one channel and are let go."""
        counted = self.shelf.counts["channel"]
        counts = counted.numbers
        chosen = self.shelf.values.get("channel", [])
        query = self.request.GET.copy()
        for name in ("channel", "p", "format", "_w_filter_fragment"):
            query.pop(name, None)
        tabs = [{"value": "", "label": _("All"), "count": sum(counts.values())}]
        tabs += [{"value": c.value, "label": c.label, "count": counts.get(c.value, 0)} for c in Channel]
        for tab in tabs:
            query["channel"] = tab["value"]
            tab["url"] = f"{self.index_url}?{query.urlencode()}"
            tab["is_current"] = [tab["value"]] == (chosen or [""])
            if counted.there_is_more:
                # Of a channel that none of those counted has, nothing is said.
                tab.update(count=min(tab["count"], MOST_COUNTED) or None, or_more=True)
        return tabs

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        context.update(
            layout=self.layout,
            orderings=ORDERINGS,
            current_ordering=self.ordering,
            tabs=self.tabs(),
            shelf=self.shelf,
            facets=self.shelf.shown(),
            searches=searches_for(self.request.user, self.shelf),
            open_url_name=opening_url_name(self.request.user),
        )
        return context


class TakesMasters:
    """
    A master is uploaded once, when somebody says so, and never twice.

    Wagtail's autosave would send the file again with every keystroke and make a
    version of each: it is off. A form that goes back with errors keeps its file.
    A file that cannot be stored yet follows its draft, and the office is told so.
    """

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False

    def form_valid(self, form):
        is_new = form.instance.pk is None
        try:
            response = super().form_valid(form)
        except AlreadyUsed as refusal:
            form.add_error("master_file", str(refusal.message))
            form.master = form.arriving = None
            # What Wagtail sets when it finds the errors itself.
            self.produced_error_code = self.produced_error_message = None
            if is_new:
                # Its row was undone with the transaction.
                form.instance.pk = None
            return self.form_invalid(form)
        if form.arriving is not None:
            messages.info(self.request, uploading.still_to_come(form.arriving))
        return response

    def form_invalid(self, form):
        form.keep_master_for_next_time()
        return super().form_invalid(form)


class PieceCreateView(SaysWhatCameBack, TakesMasters, MadeForBrief, CreateView):
    def get_initial_form_instance(self):
        """``?channel=radio`` offers only the formats of radio."""
        channel = self.request.GET.get("channel")
        return Piece(channel=channel) if channel in Channel.values else super().get_initial_form_instance()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if channel := self.request.GET.get("channel"):
            context["action_url"] = f"{self.add_url}?channel={channel}" if channel in Channel.values else self.add_url
        return context


class PieceEditView(SaysWhatCameBack, SaysWhatWasDecided, LeadsToDeliveries, TakesTurns, TakesMasters, EditView):
    @classmethod
    def hold(cls, request, pk, **kwargs):
        # Nobody waits at the database for a master that is being copied into the store.
        if not request.FILES:
            Piece.objects.select_for_update().filter(pk=pk).first()

    @property
    def reviewed(self):
        return self.object

    def redirect_to_editor(self):
        return redirect(self.get_edit_url())

    def get_side_panels(self):
        """Other rooms add theirs by ``register_piece_side_panels``: functions of the piece and the request."""
        panels = [make(self.object, self.request) for make in hooks.get_hooks("register_piece_side_panels")]
        return MediaContainer([*super().get_side_panels(), *panels])


class PiecePreviewView(PreviewOnEditView):
    """The draft as readers will see it, for whoever may open its editor: also who reviews and edits nothing else."""

    def user_has_permission(self, permission):
        # A reviewer has no permission over pieces at large; over this one ``get_object`` has asked.
        return True

    def user_has_permission_for_instance(self, permission, piece):
        if super().user_has_permission_for_instance(permission, piece):
            return True
        task = piece.current_workflow_task
        return task is not None and task.user_can_access_editor(piece, self.request.user)


class PieceInspectView(LeadsToDeliveries, InspectView):
    """The record of a piece, for those who may look but not touch."""

    # Wagtail calls it an inspection, which here is what finds faults in files.
    page_title = _("Particulars of the piece")
    template_name = "media_assets/admin/piece_inspect.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context.update(versions_context(self.object))
        context["uses"] = uses_of(self.object, self.request.user)
        if self.object.shows_people or self.object.consents.exists():
            context["consents"] = consents_context(self.object, self.request.user)
        context["is_readonly"] = True
        return context


def versions(request, pk):
    """The list of versions by itself, for an editor that follows the background work."""
    if not policy_registry.get_by_type(Piece).user_has_any_permission(request.user, ["add", "change", "view"]):
        raise PermissionDenied
    piece = get_object_or_404(Piece, pk=pk).get_latest_revision_as_object()
    return render(request, "media_assets/admin/versions.html", versions_context(piece, request.user))


class PieceViewSet(SnippetViewSet):
    model = Piece
    icon = "media"
    menu_label = _("Library of pieces")
    menu_name = "pieces"
    menu_order = 210
    add_to_admin_menu = True
    url_prefix = "piezas"
    list_per_page = 24
    index_view_class = PieceIndexView
    add_view_class = PieceCreateView
    edit_view_class = PieceEditView
    preview_on_edit_view_class = PiecePreviewView
    inspect_view_class = PieceInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    chooser_viewset_class = PieceChooserViewSet
    chooser_per_page = 12
    index_template_name = PieceIndexView.template_name
    index_results_template_name = PieceIndexView.results_template_name
    inspect_template_name = PieceInspectView.template_name

    def get_edit_handler(self):
        return piece_editor().bind_to_model(self.model)

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("subir/", uploading.UploadManyView.as_view(), name="many"),
            path("subir/archivos/", uploading.add, name="many_add"),
            path("subir/archivos/<int:pk>/", uploading.item, name="many_item"),
            path("subir/estado/", uploading.state, name="many_state"),
            path("subir/comunes/", uploading.common, name="many_common"),
            path("subir/crear/", uploading.create, name="many_create"),
            path("duplicados/", finding.DuplicatesView.as_view(), name="duplicates"),
            path("<int:pk>/duplicados/", finding.DecisionView.as_view(), name="duplicate_decision"),
            path("<int:pk>/versiones/", versions, name="versions"),
            path("<int:pk>/derivados/<int:job_pk>/cancelar/", derivatives.cancel, name="cancel_derivative"),
            path("<int:pk>/derivados/<int:job_pk>/repetir/", derivatives.order_again, name="derivative_again"),
            path("<int:pk>/comparar/<int:first>/<int:second>/", comparing.compare, name="compare"),
            path(
                "<int:pk>/comparar/<int:first>/<int:second>/diferencia-<int:page>.webp",
                comparing.difference,
                name="difference",
            ),
            path("<int:pk>/inspeccion/", screens.inspection, name="inspection"),
            path("<int:pk>/inspeccion/repetir/", screens.inspect_again, name="inspect_again"),
            path("<int:pk>/inspeccion/<slug:key>/dispensar/", screens.waive_finding, name="waive"),
            path("<int:pk>/consentimientos/nuevo/", consents.add, name="add_consent"),
            path("<int:pk>/consentimientos/<int:consent_pk>/cerrar/", consents.close, name="close_consent"),
            path("<int:pk>/consentimientos/<int:consent_pk>/documento/", consents.document, name="consent_document"),
        ]
