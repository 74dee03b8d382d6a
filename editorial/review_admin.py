"""What an office sets up of its review, beside Wagtail's own screens of workflows and tasks."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from editorial.models import RejectionReason


class RejectionReasonViewSet(SnippetViewSet):
    model = RejectionReason
    icon = "list-ul"
    menu_label = _("Reasons for rejection")
    menu_name = "rejection-reasons"
    menu_order = 710
    add_to_settings_menu = True
    url_prefix = "motivos-de-rechazo"
    list_display = ["name", "is_active", "sort_order"]
    panels = [FieldPanel("name"), FieldRowPanel([FieldPanel("is_active"), FieldPanel("sort_order")])]
