"""A deadline is honest: business days, without the holidays of Colombia, and never shorter than the work."""

from datetime import date, datetime

import pytest
from freezegun import freeze_time

from media_assets.briefs.acts import BriefRefused, perform
from media_assets.briefs.deadlines import days_needed, earliest, no_day_of_work
from media_assets.briefs.load import Waiting
from media_assets.briefs.machine import BY_NAME
from media_assets.models import Brief, BriefState, Channel
from organization.business_hours import BOGOTA
from tests.media_assets.briefs import asked, do


def at(*parts):
    return datetime(*parts, tzinfo=BOGOTA)


@pytest.mark.parametrize(
    ("wanted", "days"),
    [
        ([(Channel.WEB, 1)], 3),
        ([(Channel.PRINT, 1)], 5),
        ([(Channel.TV, 1), (Channel.WEB, 1)], 10),
        ([(Channel.WEB, 3)], 3),
        ([(Channel.WEB, 4)], 4),
        ([(Channel.WEB, 4), (Channel.RADIO, 3)], 7),
    ],
)
def test_the_slowest_channel_sets_the_pace_and_many_pieces_take_longer(wanted, days):
    assert days_needed(wanted) == days


@pytest.mark.parametrize(
    ("now", "channel", "day"),
    [
        # The Immaculate Conception, 8 December, is a Tuesday; asked on Friday, Saturday or after hours.
        (at(2026, 12, 4, 9, 0), Channel.WEB, date(2026, 12, 10)),
        (at(2026, 12, 4, 17, 30), Channel.WEB, date(2026, 12, 11)),
        (at(2026, 12, 5, 9, 0), Channel.WEB, date(2026, 12, 11)),
        # Holy Week: Thursday and Friday are holidays.
        (at(2026, 3, 30, 9, 0), Channel.PRINT, date(2026, 4, 8)),
        # Three Kings, moved to Monday 12 January by Ley 51 de 1983.
        (at(2026, 1, 8, 9, 0), Channel.WEB, date(2026, 1, 14)),
        # Over the end of the year.
        (at(2026, 12, 23, 9, 0), Channel.RADIO, date(2026, 12, 31)),
    ],
)
def test_holidays_and_weekends_are_no_days_of_work(now, channel, day):
    assert earliest([(channel, 1)], now) == day


def test_a_holiday_is_refused_by_its_name():
    assert "festivo" in no_day_of_work(date(2026, 12, 8))
    assert "Inmaculada" in no_day_of_work(date(2026, 12, 8))
    assert "cerrada" in no_day_of_work(date(2026, 12, 6))
    assert no_day_of_work(date(2026, 12, 7)) == ""


def test_the_time_left_counts_business_days_and_tells_when_it_is_over():
    with freeze_time("2026-12-04 15:00"):
        now = at(2026, 12, 4, 10, 0)
        left = Waiting.of(Brief(deadline=date(2026, 12, 9), state=BriefState.REQUESTED), now)
        over = Waiting.of(Brief(deadline=date(2026, 12, 2), state=BriefState.REQUESTED), now)
        due = Waiting.of(Brief(deadline=date(2026, 12, 4), state=BriefState.REQUESTED), now)
        done = Waiting.of(Brief(deadline=date(2026, 12, 2), state=BriefState.DELIVERED), now)
    assert (left.days_left, left.is_late) == (2, False)
    assert (over.days_late, over.is_late) == (2, True)
    assert (due.is_late, due.is_near) == (False, True)
    assert not done.is_late


@pytest.mark.django_db
@freeze_time("2026-12-04 15:00")
def test_another_date_is_a_business_day_still_to_come(editor, approver):
    brief = asked(editor, deadline=date(2026, 12, 11))
    for day in (date(2026, 12, 8), date(2026, 12, 4), date(2026, 12, 13)):
        with pytest.raises(BriefRefused):
            perform(BY_NAME["reschedule"], brief, approver, deadline=day, reason="La imprenta cerró esta semana.")
    brief = do("reschedule", brief, approver, deadline=date(2026, 12, 9))
    assert brief.deadline == date(2026, 12, 9)
    step = brief.steps.last()
    assert (step.deadline, step.from_state, step.to_state) == (date(2026, 12, 9), "requested", "requested")


@pytest.mark.django_db
@freeze_time("2026-12-04 15:00")
def test_what_is_asked_again_is_not_asked_for_sooner_than_it_can_be(editor):
    brief = do("withdraw", asked(editor, deadline=date(2026, 12, 11)), editor)
    with pytest.raises(BriefRefused, match="10 de diciembre"):
        perform(BY_NAME["ask_again"], brief, editor, deadline=date(2026, 12, 9), reason="Ahora sí hay presupuesto.")
