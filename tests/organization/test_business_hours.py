"""The office's days: weekends and the holidays of Colombia do not count."""

from datetime import date, datetime

import pytest

from organization.business_hours import (
    BOGOTA,
    business_days_after,
    business_days_between,
    first_business_day,
    holiday_name,
)


def test_a_holiday_that_the_law_moves_to_monday_is_skipped_and_named():
    friday = date(2026, 1, 9)
    assert business_days_after(friday, 1) == date(2026, 1, 13)
    assert "Reyes" in holiday_name(date(2026, 1, 12))
    assert holiday_name(date(2026, 1, 13)) == ""


def test_holy_week_leaves_three_days():
    assert business_days_after(date(2026, 3, 27), 4) == date(2026, 4, 6)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 24, 7, 0), date(2026, 11, 24)),
        (datetime(2026, 11, 24, 16, 59), date(2026, 11, 24)),
        (datetime(2026, 11, 24, 17, 0), date(2026, 11, 25)),
        (datetime(2026, 12, 5, 10, 0), date(2026, 12, 7)),
        (datetime(2026, 12, 7, 18, 0), date(2026, 12, 9)),
    ],
)
def test_work_begins_today_only_before_the_office_closes(moment, day):
    assert first_business_day(moment.replace(tzinfo=BOGOTA)) == day


def test_days_between_are_counted_both_ways():
    assert business_days_between(date(2026, 12, 4), date(2026, 12, 9)) == 2
    assert business_days_between(date(2026, 12, 9), date(2026, 12, 4)) == -2
    assert business_days_between(date(2026, 12, 4), date(2026, 12, 4)) == 0
