"""The catalogue of formats, kept by whoever administers the house."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import InspectView, SnippetViewSet

from media_assets.models import PieceFormat
from organization.viewsets import OFFICE_MENU_HOOK


class RequirementsColumn(Column):
    def get_value(self, piece_format):
        return " · ".join(str(requirement) for requirement in piece_format.requirements)


class PieceFormatInspectView(InspectView):
    """The format in the words of the trade, for those who design to it."""

    def get_field_label(self, field_name, field):
        return _("Requirements") if field_name == "requirements" else super().get_field_label(field_name, field)

    def get_requirements_display_value(self):
        return " · ".join(str(requirement) for requirement in self.object.requirements)


class PieceFormatViewSet(SnippetViewSet):
    model = PieceFormat
    icon = "list-ul"
    menu_label = _("Formats")
    menu_name = "piece-formats"
    menu_order = 30
    menu_hook = OFFICE_MENU_HOOK
    url_prefix = "formatos"
    list_display = [
        "name",
        "channel",
        RequirementsColumn("requirements", label=_("Requirements")),
        BooleanColumn("is_active", label=_("Offered"), sort_key="is_active"),
    ]
    list_filter = ["channel", "is_active"]
    list_per_page = 50
    ordering = ["channel", "order", "name"]
    # The catalogue is planted by a migration, which no search index hears of: plain columns answer.
    search_fields = ["name", "code"]
    search_backend_name = None
    inspect_view_enabled = True
    inspect_view_class = PieceFormatInspectView
    inspect_view_fields = ["name", "channel", "requirements", "notes"]
