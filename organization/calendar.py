"""A month or a week of days with what happens on them: the calendar that the rooms of the house share."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from organization.business_hours import holiday_name, is_business_day, today
from organization.filters import DepartmentFilter

#: Entries in one day of the month; the rest are in the week of that day.
IN_A_CELL = 4
#: Years that a calendar can be turned to without reaching the ends of ``date``.
YEARS = range(1970, 2200)


@dataclass(frozen=True, slots=True)
class Span:
    """A month, as whole weeks from Monday, or a week: the days shown, and where to go from there."""

    name: str
    day: date
    weeks: tuple[tuple[date, ...], ...]
    previous: date
    next: date

    @property
    def first(self) -> date:
        return self.weeks[0][0]

    @property
    def last(self) -> date:
        return self.weeks[-1][-1]

    @classmethod
    def month(cls, day: date):
        weeks = tuple(map(tuple, Calendar().monthdatescalendar(day.year, day.month)))
        first = day.replace(day=1)
        return cls("mes", day, weeks, (first - timedelta(days=1)).replace(day=1), _first_of_next(first))

    @classmethod
    def week(cls, day: date):
        monday = day - timedelta(days=day.weekday())
        week = tuple(monday + timedelta(days=n) for n in range(7))
        return cls("semana", day, (week,), monday - timedelta(days=7), monday + timedelta(days=7))


def _first_of_next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    entries: tuple
    is_today: bool
    is_outside: bool
    is_business: bool
    holiday: str
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


class CalendarOfDays(WagtailAdminTemplateMixin, TemplateView):
    """
    A calendar by month and by week, narrowed by department.

    A room gives ``entries(first, last)``, each with its ``day``, and whether some were left
    out for being many; ``entry_template`` draws one of them as ``entry``.
    """

    template_name = "organization/calendar.html"
    entry_template = ""
    header_icon = "calendar-alt"

    def entries(self, first: date, last: date) -> tuple[list, bool]:
        raise NotImplementedError

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def form(self):
        form = WhichDays(self.request.GET)
        form.is_valid()
        return form

    @cached_property
    def today(self) -> date:
        return today(timezone.now())

    @cached_property
    def span(self) -> Span:
        day = self.form.cleaned_data.get("fecha")
        day = day if day and day.year in YEARS else self.today
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
        entries, is_cut = self.entries(self.span.first, self.span.last)
        weeks = self.weeks(entries)
        return super().get_context_data(
            form=self.form,
            span=self.span,
            title=self.title(),
            weeks=weeks,
            busy_days=[day for week in weeks for day in week if day.entries and not day.is_outside],
            entry_template=self.entry_template,
            is_cut=is_cut,
            previous_url=self.address(fecha=self.span.previous.isoformat()),
            next_url=self.address(fecha=self.span.next.isoformat()),
            today_url=self.address(fecha=self.today.isoformat()),
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
        by_day = {}
        for entry in entries:
            by_day.setdefault(entry.day, []).append(entry)
        return [
            [
                Day(
                    date=day,
                    entries=tuple(by_day.get(day, ())),
                    is_today=day == self.today,
                    is_outside=self.span.name == "mes" and day.month != self.span.day.month,
                    is_business=is_business_day(day),
                    holiday=holiday_name(day),
                    week_url=self.address(vista="semana", fecha=day.isoformat()),
                )
                for day in week
            ]
            for week in self.span.weeks
        ]
