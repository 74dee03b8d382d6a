"""The panels of the home: each asks one list of the desk and says so when it is empty."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from editorial.desk.overdue import overdue_for
from editorial.desk.overview import coming_out, drafts_of, published_today
from editorial.desk.sight import Sight
from editorial.desk.waiting import waiting_for
from organization.filters import DepartmentFilter


class WaitingPanel(Component):
    name = "waiting_for_me"
    order = 60
    template_name = "editorial/admin/waiting_panel.html"

    def get_context_data(self, parent_context):
        return {"key": "waiting", "lines": waiting_for(parent_context["request"].user)}


class OverduePanel(Component):
    """What is late, also in the hands of others, so that somebody can ask for it."""

    name = "overdue"
    order = 65
    template_name = "editorial/desk/overdue_panel.html"

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        form = DepartmentFilter(request.GET)
        form.is_valid()
        overdue, number = overdue_for(Sight(request.user, form.cleaned_data.get("dependencia")))
        return {"overdue": overdue, "number": number, "form": form}


class OverviewPanel(Component):
    """Three short lists side by side, which fold into one column where there is no room."""

    name = "desk_overview"
    order = 70
    template_name = "editorial/desk/overview_panel.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        return {
            "lists": [
                ("drafts", _("My drafts"), drafts_of(user), _("Nothing begun: what you write appears here.")),
                ("coming", _("Embargoed and scheduled"), coming_out(user), _("Nothing waits for its minute.")),
                ("today", _("Published today"), published_today(user), _("Nothing has gone out today yet.")),
            ]
        }
