"""A step has so many business hours: nights, weekends and holidays do not count."""

from datetime import datetime

import pytest

from editorial.models import ReviewState
from editorial.review_hours import BOGOTA, due_at, is_business_day, is_overdue
from tests import factories
from tests.editorial import chain, doors


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=BOGOTA)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-24 09:00", 4, "2026-11-24 13:00"),
        ("2026-11-24 16:00", 4, "2026-11-25 11:00"),
        ("2026-11-24 20:00", 1, "2026-11-25 09:00"),
        ("2026-11-24 05:00", 1, "2026-11-24 09:00"),
        ("2026-11-27 16:00", 2, "2026-11-30 09:00"),  # over a weekend
        ("2026-12-07 16:00", 2, "2026-12-09 09:00"),  # 8 December is a holiday
        ("2026-11-13 16:00", 2, "2026-11-17 09:00"),  # Monday 16 November, moved by Ley 51 de 1983
        ("2026-12-31 16:30", 1, "2027-01-04 08:30"),  # New Year's Day is a Friday
        ("2026-11-24 08:00", 9, "2026-11-24 17:00"),
    ],
)
def test_the_hours_that_count_are_those_of_the_office(start, hours, due):
    assert due_at(at(start), hours) == at(due)


def test_holidays_are_those_of_colombia():
    assert not is_business_day(at("2026-07-20 00:00").date())
    assert is_business_day(at("2026-07-21 00:00").date())


def test_late_begins_after_the_deadline_and_never_without_one():
    due = at("2026-11-24 13:00")
    assert not is_overdue(due, due)
    assert is_overdue(due, at("2026-11-24 13:01"))
    assert not is_overdue(None, due)


@pytest.mark.django_db
def test_a_step_starts_with_its_deadline(editor):
    page = factories.bulletin(user=editor, live=False)
    chain.submit(page, editor)
    state = doors.fresh(page).current_workflow_task_state
    assert isinstance(state, ReviewState)
    assert state.due_at == due_at(state.started_at, state.task.specific.target_hours)
