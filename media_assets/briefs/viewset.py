"""«Solicitudes» in the admin: the list, the form, the page of one brief, and the addresses of all their screens."""

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import HeaderButton

from media_assets.briefs import act_screens, overviews, requests, rules, screens
from media_assets.briefs.acts import BriefRefused, name_of
from media_assets.briefs.coverage import coverage_of
from media_assets.briefs.filters import BriefFilterSet
from media_assets.briefs.load import Waiting
from media_assets.briefs.panels import request_form
from media_assets.briefs.screens import address
from media_assets.models import Brief


class StateColumn(BaseColumn):
    cell_template_name = "media_assets/briefs/state_cell.html"


class DeadlineColumn(Column):
    cell_template_name = "media_assets/briefs/deadline_cell.html"

    def get_value(self, brief):
        return Waiting.of(brief, timezone.now())


class PiecesColumn(Column):
    cell_template_name = "media_assets/briefs/pieces_cell.html"

    def get_value(self, brief):
        return coverage_of(brief)


class BriefIndexView(generic.IndexView):
    """The briefs that the reader may see: what is open by its day first, then what is closed."""

    filterset_class = BriefFilterSet
    page_title = _("Briefs")
    add_item_label = _("Ask for pieces")
    search_fields = ["title", "purpose", "message", "department__name"]
    search_backend_name = None
    default_ordering = None
    table_classname = "listing rot-briefs"

    def get_base_queryset(self):
        return rules.seen_by(self.request.user).for_cards()

    def order_queryset(self, queryset):
        ordered = super().order_queryset(queryset)
        return ordered if self.is_explicitly_ordered else queryset.most_urgent_first()

    @cached_property
    def columns(self):
        return [
            TitleColumn(
                "title", label=_("Brief"), get_url=lambda brief: address("inspect", brief.pk), sort_key="title"
            ),
            Column("department", label=_("Department"), accessor="department"),
            StateColumn("state", label=_("State")),
            DeadlineColumn("deadline", label=_("Needed by"), sort_key="deadline"),
            PiecesColumn("pieces", label=_("Pieces")),
            Column("designer", label=_("Designer"), accessor=lambda brief: name_of(brief.assigned_to) or "–"),
        ]

    @cached_property
    def header_buttons(self):
        return [
            *super().header_buttons,
            HeaderButton(_("Board"), url=address("board"), icon_name="table"),
            HeaderButton(_("Calendar"), url=address("calendar"), icon_name="calendar-alt"),
            *(
                [HeaderButton(_("Load"), url=address("load"), icon_name="group")]
                if rules.designs(self.request.user) or rules.coordinates(self.request.user)
                else []
            ),
        ]


class KeepsFiles:
    """A request form that goes back keeps the files that came with it."""

    def form_invalid(self, form):
        form.show_kept_files()
        return super().form_invalid(form)


class BriefCreateView(KeepsFiles, generic.CreateView):
    template_name = "media_assets/briefs/form.html"
    page_title = _("Ask for pieces")
    submit_button_label = _("Send the request")
    submit_button_active_label = _("Sending…")
    success_message = _("Your request “%(object)s” is with the designers. You are told of every step.")
    error_message = _("The request was not sent: something is missing. All you wrote is kept, and so are your files.")

    def get_page_subtitle(self):
        return _("Ask for pieces")

    def get_breadcrumbs_items(self):
        return overviews.crumbs(self)

    def save_instance(self):
        return requests.ask(self.form.save(commit=False), self.request.user, self.form.handed_in)

    def get_success_url(self):
        return address("inspect", self.object.pk)

    def get_success_buttons(self):
        return []


class BriefEditView(KeepsFiles, generic.EditView):
    template_name = "media_assets/briefs/form.html"
    page_title = _("Reword the request")
    submit_button_label = _("Save what you changed")
    success_message = _("“%(object)s” is reworded.")
    error_message = _("Nothing was saved: something is missing. All you wrote is kept, and so are your files.")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()
        if not rules.may_see(request.user, self.object):
            raise PermissionDenied

    def dispatch(self, request, *args, **kwargs):
        if not (decision := rules.may_edit(request.user, self.object)):
            messages.error(request, str(decision.reason))
            return redirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except BriefRefused as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.get_success_url())

    def save_instance(self):
        return requests.reword(self.form, self.request.user)

    def get_success_url(self):
        return address("inspect", self.object.pk)

    def get_success_buttons(self):
        return []


class BriefURLFinder:
    """Where a brief is opened: on its page, by who may see it."""

    def __init__(self, user=None):
        self.user = user

    def get_edit_url(self, brief):
        if self.user is not None and not rules.may_see(self.user, brief):
            return None
        return address("inspect", brief.pk)


class BriefViewSet(ModelViewSet):
    model = Brief
    name = "briefs"
    url_prefix = "solicitudes"
    icon = "list-ul"
    menu_label = _("Briefs")
    menu_name = "briefs"
    menu_order = 205
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 30
    index_view_class = BriefIndexView
    add_view_class = BriefCreateView
    edit_view_class = BriefEditView
    inspect_view_class = screens.BriefView
    inspect_view_enabled = True
    create_template_name = edit_template_name = "media_assets/briefs/form.html"
    inspect_template_name = screens.BriefView.template_name

    def get_edit_handler(self):
        return request_form().bind_to_model(self.model)

    def get_common_view_kwargs(self, **kwargs):
        # A brief is kept, with its history on its own page.
        return super().get_common_view_kwargs(
            delete_url_name=None, history_url_name=None, usage_url_name=None, **kwargs
        )

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(
            search_fields=BriefIndexView.search_fields, search_backend_name=None, **kwargs
        )

    def register_admin_url_finder(self):
        register_admin_url_finder(self.model, BriefURLFinder)

    def get_permissions_to_register(self):
        """None to give to a group: the rules know the roles."""
        return Permission.objects.none()

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("resultados/", self.index_results_view, name="index_results"),
            path("nueva/", self.add_view, name="add"),
            path("tablero/", overviews.BoardView.as_view(), name="board"),
            path("calendario/", overviews.CalendarView.as_view(), name="calendar"),
            path("carga/", overviews.LoadView.as_view(), name="load"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/editar/", self.edit_view, name="edit"),
            path("<int:pk>/adjuntos/<int:attachment_pk>/", act_screens.attachment, name="attachment"),
            path(
                "<int:pk>/adjuntos/<int:attachment_pk>/quitar/",
                act_screens.RemoveFileView.as_view(),
                name="remove_attachment",
            ),
            path("<int:pk>/avisos/", act_screens.follow, name="follow"),
            path("<int:pk>/piezas/", act_screens.link_piece, name="link"),
            path("<int:pk>/piezas/<int:piece_pk>/quitar/", act_screens.unlink_piece, name="unlink"),
            path("<int:pk>/<slug:act>/", act_screens.ActView.as_view(), name="act"),
        ]
