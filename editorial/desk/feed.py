"""
The editorial calendar as iCalendar (RFC 5545), for the calendar program of one person.

The link is the key, so it opens little: titles and moments, only to an active member of
the office, and only of what that member may know of at the time of reading.
"""

from datetime import UTC, timedelta

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View
from icalendar import Calendar, Event
from wagtail.models import Page

from editorial.desk.calendar import Entry, entries_of
from editorial.desk.sight import Sight
from editorial.models import CalendarFeed
from media_assets.access import works_in_the_office
from organization.business_hours import today

#: Days before and after today that the feed tells.
PAST, AHEAD = 31, 180
#: How often a program is asked to read it again.
REFRESH = timedelta(hours=1)


class FeedView(View):
    def get(self, request, pk, token):
        feed = CalendarFeed.objects.select_related("user").filter(pk=pk).first()
        # One answer for every refusal: nobody learns which links were ever good.
        if feed is None or not feed.is_opened_by(token) or not works_in_the_office(feed.user):
            raise Http404
        response = HttpResponse(calendar_of(feed.user, request.get_host()), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="calendario-editorial.ics"'
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response


def calendar_of(user, host: str) -> bytes:
    day = today(timezone.now())
    entries, _is_cut = entries_of(Sight(user), day - timedelta(days=PAST), day + timedelta(days=AHEAD))
    calendar = Calendar()
    calendar.add("prodid", "-//Rotativa//Calendario editorial//ES")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Editorial calendar"))
    calendar.add("x-wr-timezone", "America/Bogota")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry, host))
    return calendar.to_ical()


def _event(entry: Entry, host: str) -> Event:
    model, pk = entry.key
    event = Event()
    # The same from one reading to the next, so that a moved publication moves in the program too.
    step = f"-{entry.note}" if entry.note else ""
    event.add("uid", f"{entry.happening}-{'pagina' if model is Page else 'pieza'}-{pk}{step}@{host}")
    event.add("dtstamp", timezone.now())
    event.add("summary", f"{entry.happening.label}: {entry.content.title}")
    # In UTC, which every program turns into its own time without a table of time zones.
    event.add("dtstart", entry.moment.astimezone(UTC) if entry.moment else entry.day)
    event.add("categories", [str(entry.happening.label)])
    event.add("transp", "TRANSPARENT")
    event.add("class", "CONFIDENTIAL")
    return event
