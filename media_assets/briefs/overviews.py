"""The briefs together: the board by state, the calendar by deadline, the load of each designer."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from media_assets.briefs import rules
from media_assets.briefs.board import IN_A_COLUMN, RECENT, board_of
from media_assets.briefs.filters import BoardFilter
from media_assets.briefs.load import Waiting, load_of, sum_of, sums_of, weeks_from
from organization.business_hours import today
from organization.calendar import CalendarOfDays

#: In one span of the calendar; a house that has more narrows it to a department or a week.
MOST = 300


class AmongViews:
    """A view beside the others of all briefs, with the way to each."""

    def get_breadcrumbs_items(self):
        return crumbs(self)

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(sees_load=rules.designs(user) or rules.coordinates(user), **kwargs)


def crumbs(view):
    from media_assets.briefs.screens import address

    return [
        *view.breadcrumbs_items,
        {"url": address("index"), "label": _("Briefs")},
        {"url": "", "label": view.page_title},
    ]


class BoardView(AmongViews, WagtailAdminTemplateMixin, TemplateView):
    template_name = "media_assets/briefs/board.html"
    page_title = _("Board of briefs")
    header_icon = "table"

    def get_context_data(self, **kwargs):
        form = BoardFilter(self.request.GET)
        form.is_valid()
        briefs = form.narrow(rules.seen_by(self.request.user))
        return super().get_context_data(
            form=form,
            columns=board_of(briefs, self.request.user, timezone.now()),
            is_narrowed=form.is_narrowed,
            here=self.request.get_full_path(),
            in_a_column=IN_A_COLUMN,
            recent_days=RECENT.days,
            **kwargs,
        )


@dataclass(frozen=True, slots=True)
class Due:
    """A brief on the day by which it is needed."""

    day: date
    waiting: Waiting


class CalendarView(AmongViews, CalendarOfDays):
    template_name = "media_assets/briefs/calendar.html"
    entry_template = "media_assets/briefs/_due.html"
    page_title = _("Calendar of briefs")

    def entries(self, first, last):
        briefs = rules.seen_by(self.request.user).filter(deadline__gte=first, deadline__lte=last)
        if self.department:
            briefs = briefs.filter(department=self.department)
        briefs = briefs.select_related("department", "assigned_to").order_by("deadline", "pk")
        found = list(briefs[: MOST + 1])
        now = timezone.now()
        return [Due(brief.deadline, Waiting.of(brief, now)) for brief in found[:MOST]], len(found) > MOST


class LoadView(AmongViews, WagtailAdminTemplateMixin, TemplateView):
    """Who has how much in hand; for those who make pieces and those who give them out."""

    template_name = "media_assets/briefs/load.html"
    page_title = _("Load of the designers")
    header_icon = "group"

    def get_context_data(self, **kwargs):
        user, day = self.request.user, today(timezone.now())
        may_see = rules.designs(user) or rules.coordinates(user)
        rows = load_of(day, str(_("Nobody yet"))) if may_see else []
        sums = sums_of(rows)
        return super().get_context_data(
            may_see=may_see,
            rows=rows,
            sums=sums,
            total=sum_of(sums),
            most=max((cell.pieces for row in rows for cell in row.cells), default=0),
            weeks=weeks_from(day),
            **kwargs,
        )
