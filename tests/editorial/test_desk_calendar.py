"""The editorial calendar tells what happens on each day of Bogotá, to those who may know of it, at a constant cost."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from editorial.desk import calendar
from editorial.desk.calendar import Happening, entries_of
from editorial.desk.sight import Sight
from editorial.models import ReviewState
from editorial.review_hours import BOGOTA
from organization.calendar import Span
from tests import factories
from tests.benchmarks.desk import fill_with_reviews
from tests.editorial import chain, doors
from tests.media_assets.factories import published_piece

pytestmark = pytest.mark.django_db

#: Half an hour before midnight in Bogotá: already the next day in UTC.
LATE = datetime(2026, 12, 10, 23, 30, tzinfo=BOGOTA)
DAY = LATE.date()


def happenings(user, day=DAY, department=None):
    entries, _is_cut = entries_of(Sight(user, department), day, day)
    return [(entry.happening, entry.content.title) for entry in entries]


def schedule(page, editor, moment=LATE):
    revision = page.save_revision(user=editor)
    revision.approved_go_live_at = moment
    revision.save(update_fields=["approved_go_live_at"])


def open_calendar(user, **asked):
    return doors.desk_of(user).get(reverse("editorial_calendar"), asked)


def test_a_publication_stands_on_its_day_in_bogota(editor):
    schedule(factories.bulletin(user=editor, live=False, title="De noche"), editor)
    assert happenings(editor) == [(Happening.SCHEDULED, "De noche")]
    assert happenings(editor, DAY + timedelta(days=1)) == []


def test_an_embargo_not_yet_approved_is_foreseen(editor):
    factories.bulletin(user=editor, live=False, title="Embargado", embargo_until=LATE)
    assert happenings(editor) == [(Happening.EMBARGO, "Embargado")]


def test_an_embargo_that_ends_with_the_publication_is_told_once(editor):
    page = factories.bulletin(user=editor, live=False, title="Embargado", embargo_until=LATE)
    schedule(page, editor)
    assert happenings(editor) == [(Happening.SCHEDULED, "Embargado")]


def test_expiries_and_publications_are_told(editor):
    page = factories.bulletin(user=editor, title="Caduca")
    type(page).objects.filter(pk=page.pk).update(expire_at=LATE, first_published_at=LATE - timedelta(hours=1))
    assert happenings(editor) == [(Happening.PUBLISHED, "Caduca"), (Happening.EXPIRY, "Caduca")]


def test_the_deadline_of_a_step_is_told_with_its_name(editor, style_reviewer):
    page = factories.bulletin(user=editor, live=False, title="En revisión")
    chain.submit(page, editor)
    ReviewState.objects.update(due_at=LATE)
    for user in (editor, style_reviewer):
        entries, _is_cut = entries_of(Sight(user), DAY, DAY)
        assert [(e.happening, e.note) for e in entries] == [(Happening.DEADLINE, "Corrección de estilo")]


def test_the_last_day_of_rights_is_a_whole_day(designer):
    published_piece(title="Con licencia", rights_until=DAY)
    entries, _is_cut = entries_of(Sight(designer), DAY, DAY)
    assert [(e.happening, e.moment) for e in entries] == [(Happening.RIGHTS, None)]


def test_who_has_no_part_in_a_draft_is_not_told_of_it(editor, style_reviewer, legal_reviewer, designer):
    schedule(factories.bulletin(user=editor, live=False, title="Sorpresa"), editor)
    factories.bulletin(user=editor, live=False, title="Otra", embargo_until=LATE)
    for user in (style_reviewer, legal_reviewer, designer):
        assert happenings(user) == []


def test_the_next_title_of_a_public_page_is_not_told_to_who_only_reads(editor, designer):
    page = factories.bulletin(user=editor, title="Título público")
    type(page).objects.filter(pk=page.pk).update(first_published_at=LATE)
    chain.edit(page, editor, title="Título futuro")
    assert happenings(designer) == [(Happening.PUBLISHED, "Título público")]
    assert happenings(editor) == [(Happening.PUBLISHED, "Título futuro")]


def test_a_department_narrows_pages_and_pieces(editor):
    theirs, other = factories.DepartmentFactory(), factories.DepartmentFactory()
    for department, name in ((theirs, "Nuestro"), (other, "Ajeno")):
        schedule(factories.bulletin(user=editor, live=False, title=name, department=department), editor)
        published_piece(title=f"{name}, pieza", department=department, rights_until=DAY)
    assert happenings(editor, department=theirs) == [
        (Happening.RIGHTS, "Nuestro, pieza"),
        (Happening.SCHEDULED, "Nuestro"),
    ]


def test_too_many_are_cut_and_said_so(editor, monkeypatch):
    monkeypatch.setattr(calendar, "MOST", 2)
    for n in range(3):
        factories.bulletin(user=editor, live=False, title=f"Embargo {n}", embargo_until=LATE)
    response = open_calendar(editor, fecha="2026-12-01")
    assert "Hay más de lo que cabe aquí" in response.content.decode()


def test_the_month_asks_the_same_however_much_happens(editor):
    model = factories.bulletin(user=editor, live=False)
    chain.submit(model, editor)
    client, address = doors.desk_of(editor), reverse("editorial_calendar")

    def questions():
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    factories.bulletin(user=editor)
    published_piece(rights_until=timezone.localdate())
    few = questions()
    fill_with_reviews(model, 120)
    for _n in range(3):
        factories.bulletin(user=editor)
        factories.campaign(user=editor)
        published_piece(rights_until=timezone.localdate())
    assert questions() == few
    assert few < 35, few


@pytest.mark.parametrize(
    "asked", [{}, {"vista": "semana"}, {"fecha": "nunca"}, {"fecha": "9999-12-31"}, {"vista": "x"}]
)
def test_any_address_opens_some_days(asked, designer):
    assert open_calendar(designer, **asked).status_code == 200


def test_the_month_is_a_table_and_the_menu_leads_to_it(editor):
    with freeze_time(LATE):
        schedule(factories.bulletin(user=editor, live=False, title="Sale pronto"), editor, LATE + timedelta(minutes=5))
        text = open_calendar(editor).content.decode()
    assert "Diciembre de 2026" in text
    assert '<th scope="col">' in text
    assert text.count("Sale pronto") == 2  # in the table and in the agenda of narrow screens
    assert "Calendario editorial" in doors.desk_of(editor).get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize(
    ("span", "previous", "following"),
    [
        (Span.month(date(2026, 1, 31)), date(2025, 12, 1), date(2026, 2, 1)),
        (Span.month(date(2024, 12, 31)), date(2024, 11, 1), date(2025, 1, 1)),
        (Span.week(date(2026, 1, 1)), date(2025, 12, 22), date(2026, 1, 5)),
    ],
)
def test_one_turns_to_the_days_before_and_after(span, previous, following):
    assert (span.previous, span.next) == (previous, following)
    assert span.first.weekday() == 0
    assert span.last.weekday() == 6


def test_without_an_account_the_calendar_is_closed(client):
    assert client.get(reverse("editorial_calendar")).status_code == 302
