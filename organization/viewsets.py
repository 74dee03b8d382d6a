"""The office in the admin: its departments and the topics that run across them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from organization.models import Department, Topic

#: Other rooms put what the office keeps under the same menu by this hook.
OFFICE_MENU_HOOK = "register_office_menu_item"


class DepartmentViewSet(SnippetViewSet):
    model = Department
    icon = "group"
    menu_label = _("Departments")
    menu_name = "departments"
    url_prefix = "dependencias"
    list_display = ["name", "acronym", "email", "phone"]
    list_per_page = 50
    ordering = ["name"]
    # A list of some dozens needs no index: plain columns answer.
    search_fields = ["name", "acronym"]
    search_backend_name = None
    copy_view_enabled = False


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    menu_name = "topics"
    url_prefix = "temas"
    list_display = ["name", "slug"]
    list_per_page = 50
    ordering = ["name"]
    search_fields = ["name"]
    search_backend_name = None
    copy_view_enabled = False


class OfficeViewSetGroup(SnippetViewSetGroup):
    items = (DepartmentViewSet, TopicViewSet)
    menu_label = pgettext_lazy("admin menu", "Office")
    menu_name = "office"
    menu_icon = "home"
    menu_order = 600
    submenu_hook = OFFICE_MENU_HOOK
