"""What is late is told to those who work on it, whoever has it in hand, with how late it is."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from freezegun import freeze_time

from editorial.desk import overdue
from editorial.desk.overdue import overdue_for
from editorial.desk.sight import Sight
from editorial.models import ReviewState
from editorial.review_hours import BOGOTA
from tests import factories
from tests.editorial import chain, doors

pytestmark = pytest.mark.django_db

#: A Tuesday morning, in office hours.
NOW = datetime(2026, 11, 24, 10, tzinfo=BOGOTA)


def late(editor, hours=2, **fields):
    page = factories.bulletin(user=editor, live=False, **fields)
    chain.submit(page, editor)
    state = doors.fresh(page).current_workflow_task_state
    ReviewState.objects.filter(pk=state.pk).update(due_at=NOW - timedelta(hours=hours))
    return page


def titles(user, department=None):
    found, _number = overdue_for(Sight(user, department), NOW)
    return [item.content.title for item in found]


def test_the_latest_comes_first_with_its_step_and_business_hours(editor):
    late(editor, hours=1, title="Poco")
    late(editor, hours=24, title="Mucho")
    found, number = overdue_for(Sight(editor), NOW)
    assert [(item.content.title, item.hours_late) for item in found] == [("Mucho", 9), ("Poco", 1)]
    assert {item.step for item in found} == {"Corrección de estilo"}
    assert number == 2


def test_what_is_not_due_yet_or_was_done_is_not_late(editor, style_reviewer):
    late(editor, hours=-1)
    done = late(editor)
    chain.reject(done, style_reviewer)
    assert titles(editor) == []


def test_who_neither_works_on_it_nor_reviews_it_is_not_told(editor, style_reviewer, approver, designer, legal_reviewer):
    late(editor, title="Tarde")
    for user in (editor, style_reviewer, approver):
        assert titles(user) == ["Tarde"]
    for user in (designer, legal_reviewer):
        assert titles(user) == []


def test_it_narrows_to_a_department(editor):
    theirs = factories.DepartmentFactory()
    late(editor, title="Nuestro", department=theirs)
    late(editor, title="Ajeno")
    assert titles(editor, theirs) == ["Nuestro"]


def test_the_home_says_how_many_there_are_when_it_shows_a_few(editor, monkeypatch):
    monkeypatch.setattr(overdue, "SHOWN", 1)
    late(editor, title="Tarde")
    late(editor, title="Más tarde", hours=3)
    with freeze_time(NOW):
        text = doors.desk_of(editor).get(reverse("wagtailadmin_home")).content.decode()
    assert "Vencidos <span>2</span>" in text
    assert "2 horas hábiles de retraso" in text
    assert "Ver todo en el tablero" in text


def test_a_home_with_nothing_late_has_no_such_list(editor):
    assert "rot-overdue" not in doors.desk_of(editor).get(reverse("wagtailadmin_home")).content.decode()


def test_a_department_with_nothing_late_says_so_and_can_be_left(editor):
    late(editor)
    empty = factories.DepartmentFactory()
    with freeze_time(NOW):
        answer = doors.desk_of(editor).get(reverse("wagtailadmin_home"), {"dependencia": empty.pk})
    assert "Nada de esta dependencia está vencido." in answer.content.decode()
