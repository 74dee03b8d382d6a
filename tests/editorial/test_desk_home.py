"""The home of the admin lists a person's work, and costs the same however much the house has in review."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from editorial.desk import LONGEST, waiting_for
from editorial.desk.overview import coming_out, drafts_of, published_today
from editorial.models import ReviewState
from editorial.review import authored_among, is_author
from editorial.review_hours import BOGOTA, business_hours_between
from organization.roles import EDITORS
from tests import factories
from tests.benchmarks.desk import fill_with_reviews
from tests.editorial import chain, doors

pytestmark = pytest.mark.django_db


def in_review(editor, **fields):
    page = factories.bulletin(user=editor, live=False, **fields)
    chain.submit(page, editor)
    return page


def questions_of_home(user):
    client = doors.desk_of(user)
    client.get(reverse("wagtailadmin_home"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("wagtailadmin_home"))
    return len(asked)


def test_the_home_asks_the_same_with_50_and_with_500_in_review(editor, style_reviewer):
    model = in_review(editor)
    fill_with_reviews(model, 50)
    few = questions_of_home(style_reviewer)
    fill_with_reviews(model, 450)
    many = questions_of_home(style_reviewer)
    assert many == few
    assert 0 < many < 30, many


def test_ones_own_urgent_works_do_not_crowd_out_what_waits(editor, style_reviewer):
    early = timezone.now() - timedelta(days=9)
    for _n in range(LONGEST * 2 + 1):
        own = in_review(editor)
        chain.edit(own, style_reviewer, lead_text="Corregida.")
        ReviewState.objects.filter(pk=doors.fresh(own).current_workflow_task_state.pk).update(due_at=early)
    in_review(editor, title="De otra persona")
    assert [waiting.title for waiting in waiting_for(style_reviewer)] == ["De otra persona"]


def test_a_reviewer_who_saved_without_changing_is_still_waited_for(editor, style_reviewer):
    page = in_review(editor, title="Con comentario")
    doors.fresh(page).get_latest_revision_as_object().save_revision(user=style_reviewer)
    assert not is_author(style_reviewer, doors.fresh(page))
    assert authored_among(style_reviewer, [doors.fresh(page)]) == []


def test_whoever_changed_it_is_found_among_many(editor, style_reviewer):
    changed, untouched = in_review(editor), in_review(editor)
    chain.edit(changed, style_reviewer, lead_text="Corregida.")
    contents = [doors.fresh(changed), doors.fresh(untouched)]
    assert [content.pk for content in authored_among(style_reviewer, contents)] == [changed.pk]
    assert len(authored_among(editor, contents)) == 2


def test_drafts_say_how_they_stand(editor, style_reviewer):
    factories.bulletin(user=editor, live=False, title="Apenas empezado").save_revision(user=editor)
    in_review(editor, title="En manos de otros")
    returned = in_review(editor, title="Devuelto")
    chain.reject(returned, style_reviewer)
    standing = {line.title: line.standing for line in drafts_of(editor)}
    assert standing["Apenas empezado"] == "borrador"
    assert standing["En manos de otros"].startswith("en revisión")
    assert standing["Devuelto"] == "con cambios solicitados"


def test_what_waits_for_its_minute_is_told_only_to_who_works_on_it(editor, passer_by):
    page = factories.bulletin(user=editor, live=False, title="Sorpresa")
    revision = page.save_revision(user=editor)
    revision.approved_go_live_at = timezone.now() + timedelta(hours=2)
    revision.save(update_fields=["approved_go_live_at"])
    assert [line.title for line in coming_out(editor)] == ["Sorpresa"]
    assert coming_out(passer_by) == []


@pytest.fixture
def passer_by():
    return factories.UserFactory()


def test_what_went_out_today_has_its_address(editor):
    page = factories.bulletin(user=editor, title="De hoy")
    type(page).objects.filter(pk=page.pk).update(last_published_at=timezone.now())
    Page.objects.filter(pk=page.get_parent().pk).update(last_published_at=timezone.now())
    assert [(line.title, line.url) for line in published_today(editor)] == [("De hoy", page.url)]


def test_an_empty_desk_says_so():
    newcomer = factories.UserFactory(role=EDITORS)
    text = doors.desk_of(newcomer).get(reverse("wagtailadmin_home")).content.decode()
    assert "Nada empezado: aquí aparece lo que usted escribe." in text


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (datetime(2026, 11, 24, 10), datetime(2026, 11, 24, 12, 30), 2.5),
        (datetime(2026, 11, 27, 16), datetime(2026, 11, 30, 9), 2),  # over a weekend
        (datetime(2026, 11, 24, 12), datetime(2026, 11, 24, 10), 0),
    ],
)
def test_time_left_counts_only_hours_in_which_the_office_is_open(start, end, hours):
    assert business_hours_between(start.replace(tzinfo=BOGOTA), end.replace(tzinfo=BOGOTA)) == hours


@pytest.mark.parametrize(("person", "searches"), [("editor", True), ("style_reviewer", False), ("designer", False)])
def test_the_box_that_searches_pages_stands_before_who_may_open_them(person, searches, request):
    user = request.getfixturevalue(person)
    text = doors.desk_of(user).get(reverse("wagtailadmin_home")).content.decode()
    assert ("desk-without-search.css" not in text) is searches
