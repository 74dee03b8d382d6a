"""A person's own link tells their calendar program what they may know of, and nothing to anybody else."""

import re
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from editorial.models import CalendarFeed
from editorial.review_hours import BOGOTA
from tests import factories
from tests.editorial import doors
from tests.media_assets.factories import published_piece

pytestmark = pytest.mark.django_db

#: To the minute, as a schedule is set.
SOON = timezone.now().replace(second=0, microsecond=0) + timedelta(days=3)


def make_link(user) -> str:
    """Press the button that makes the link; the path of the address that the answer shows."""
    text = doors.desk_of(user).post(reverse("editorial_calendar_link"), {"make": ""}).content.decode()
    return urlsplit(unescape(re.search(r'value="(http[^"]+\.ics)"', text)[1])).path


def events(path):
    response = Client().get(path)
    assert response.status_code == 200, path
    return Calendar.from_ical(response.content).walk("VEVENT")


def summaries(path):
    return {str(event["summary"]) for event in events(path)}


def surprise(editor, moment=SOON, **fields):
    page = factories.bulletin(user=editor, live=False, **{"title": "Sorpresa; con coma, y más"} | fields)
    revision = page.save_revision(user=editor)
    revision.approved_go_live_at = moment
    revision.save(update_fields=["approved_go_live_at"])
    return page


def test_a_program_reads_titles_and_hours(editor):
    surprise(editor)
    (event,) = events(make_link(editor))
    assert event["summary"] == "Sale: Sorpresa; con coma, y más"
    assert event["dtstart"].dt == SOON
    assert "description" not in event


def test_a_whole_day_is_a_date(designer):
    day = SOON.astimezone(BOGOTA).date()
    published_piece(title="Con licencia", rights_until=day)
    days = [event["dtstart"].dt for event in events(make_link(designer)) if "derechos" in event["summary"]]
    assert days == [day]
    assert not isinstance(days[0], datetime)


def test_a_publication_that_moves_keeps_its_name_in_the_program(editor):
    page, path = surprise(editor), make_link(editor)
    (before,) = events(path)
    revision = page.get_latest_revision()
    revision.approved_go_live_at = SOON + timedelta(days=1)
    revision.save(update_fields=["approved_go_live_at"])
    (after,) = events(path)
    assert after["uid"] == before["uid"]
    assert after["dtstart"].dt != before["dtstart"].dt


def test_what_is_told_is_what_the_person_may_know_when_it_is_read(editor):
    surprise(editor)
    path = make_link(editor)
    assert summaries(path)
    editor.groups.clear()
    editor.user_permissions.clear()
    assert Client().get(path).status_code == 404


def test_who_has_no_part_in_it_is_not_told(editor, designer):
    surprise(editor)
    assert summaries(make_link(designer)) == set()


def test_the_link_of_who_left_opens_nothing(editor):
    path = make_link(editor)
    editor.is_active = False
    editor.save()
    assert Client().get(path).status_code == 404


def test_a_new_link_ends_the_old_one(editor):
    old, new = make_link(editor), make_link(editor)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200


def test_a_link_that_was_ended_opens_nothing(editor):
    path = make_link(editor)
    doors.desk_of(editor).post(reverse("editorial_calendar_link"), {"revoke": ""})
    assert Client().get(path).status_code == 404


def test_the_secret_of_one_does_not_open_the_calendar_of_another(editor, approver):
    mine, theirs = make_link(editor), make_link(approver)
    number = theirs.split("/")[2]
    assert Client().get(reverse("calendar_feed", args=[number, mine.split("/")[3][:-4]])).status_code == 404
    assert Client().get("/calendario/999999/nada.ics").status_code == 404


def test_the_secret_is_shown_once_and_kept_nowhere(editor):
    path = make_link(editor)
    token = path.split("/")[3][:-4]
    assert len(token) >= 43
    page = doors.desk_of(editor).get(reverse("editorial_calendar_link")).content.decode()
    assert token not in page
    assert token not in str(CalendarFeed.objects.values().get())


def test_nobody_keeps_the_answer(editor):
    answer = Client().get(make_link(editor))
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Content-Type"].startswith("text/calendar")


def test_a_link_is_not_made_by_following_one(editor):
    doors.desk_of(editor).get(reverse("editorial_calendar_link"), {"make": ""})
    assert not CalendarFeed.objects.exists()
