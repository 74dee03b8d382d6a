"""«Calendario editorial» in the admin, by month and by week."""

from django.utils.translation import gettext_lazy as _

from editorial.desk.calendar import Happening, entries_of
from editorial.desk.sight import Sight
from organization.calendar import CalendarOfDays


class CalendarView(CalendarOfDays):
    template_name = "editorial/desk/calendar.html"
    entry_template = "editorial/desk/_entry.html"
    page_title = _("Editorial calendar")

    def entries(self, first, last):
        return entries_of(Sight(self.request.user, self.department), first, last)

    def get_context_data(self, **kwargs):
        return super().get_context_data(happenings=Happening, **kwargs)
