"""«Calendario editorial» in the admin, by month and by week."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.dateformat import format as format_date
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from editorial.desk.calendar import Entry, Happening, Span, entries_of, today
from editorial.desk.filters import DepartmentFilter
from editorial.desk.sight import Sight
from editorial.review_hours import is_business_day

#: Entries in one day of the month; the rest are in the week of that day.
IN_A_CELL = 4
#: Years that a calendar can be turned to without reaching the ends of ``date``.
YEARS = range(1970, 2200)


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    entries: tuple[Entry, ...]
    is_today: bool
    is_outside: bool
    is_business: bool
    week_url: str

    @property
    def first_entries(self):
        return self.entries[:IN_A_CELL]

    @property
    def left_out(self):
        return max(len(self.entries) - IN_A_CELL, 0)


class WhichDays(DepartmentFilter):
    """What the address asks for; what makes no sense is taken as not asked."""

    vista = forms.ChoiceField(choices=[("mes", _("Month")), ("semana", _("Week"))], required=False)
    fecha = forms.DateField(input_formats=["%Y-%m-%d"], required=False)


class CalendarView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "editorial/desk/calendar.html"
    page_title = _("Editorial calendar")
    header_icon = "calendar-alt"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def form(self):
        form = WhichDays(self.request.GET)
        form.is_valid()
        return form

    @cached_property
    def span(self) -> Span:
        day = self.form.cleaned_data.get("fecha")
        day = day if day and day.year in YEARS else today()
        return Span.week(day) if self.form.cleaned_data.get("vista") == "semana" else Span.month(day)

    @cached_property
    def department(self):
        return self.form.cleaned_data.get("dependencia")

    def address(self, **changes):
        """This page with other days; the department stays."""
        asked = {"vista": self.span.name, "fecha": self.span.day.isoformat()} | changes
        if self.department:
            asked["dependencia"] = self.department.pk
        return f"?{urlencode(asked)}"

    def get_context_data(self, **kwargs):
        entries, is_cut = entries_of(Sight(self.request.user, self.department), self.span.first, self.span.last)
        weeks = self.weeks(entries)
        return super().get_context_data(
            form=self.form,
            span=self.span,
            title=self.title(),
            weeks=weeks,
            busy_days=[day for week in weeks for day in week if day.entries and not day.is_outside],
            happenings=Happening,
            is_cut=is_cut,
            previous_url=self.address(fecha=self.span.previous.isoformat()),
            next_url=self.address(fecha=self.span.next.isoformat()),
            today_url=self.address(fecha=today().isoformat()),
            month_url=self.address(vista="mes"),
            week_url=self.address(vista="semana"),
            **kwargs,
        )

    def title(self) -> str:
        if self.span.name == "mes":
            return format_date(self.span.day, "F \\d\\e Y").capitalize()
        first, last = self.span.first, self.span.last
        return f"{format_date(first, 'j M' if first.year == last.year else 'j M Y')} – {format_date(last, 'j M Y')}".lower()

    def weeks(self, entries) -> list[list[Day]]:
        by_day, now = {}, today()
        for entry in entries:
            by_day.setdefault(entry.day, []).append(entry)
        return [
            [
                Day(
                    date=day,
                    entries=tuple(by_day.get(day, ())),
                    is_today=day == now,
                    is_outside=self.span.name == "mes" and day.month != self.span.day.month,
                    is_business=is_business_day(day),
                    week_url=self.address(vista="semana", fecha=day.isoformat()),
                )
                for day in week
            ]
            for week in self.span.weeks
        ]
