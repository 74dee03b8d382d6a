"""
How long a review step may take: business hours, without weekends and Colombian holidays.

The office works from 8 to 17 on weekdays (Bogotá); holidays are those of Ley 51 de
1983, which moves most of them to Monday, as the ``holidays`` library computes them.
"""

from datetime import datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

BOGOTA = ZoneInfo("America/Bogota")
OPENS, CLOSES = time(8), time(17)
HOURS_OF_A_DAY = 9


@cache
def _holidays(year):
    return frozenset(holidays.country_holidays("CO", years=year))


def is_business_day(day) -> bool:
    return day.weekday() < 5 and day not in _holidays(day.year)


def due_at(start: datetime, hours: float) -> datetime:
    """The moment at which so many business hours have passed since ``start`` (aware; so is the answer)."""
    left = timedelta(hours=hours)
    moment = start.astimezone(BOGOTA)
    while True:
        opens = datetime.combine(moment.date(), OPENS, BOGOTA)
        closes = datetime.combine(moment.date(), CLOSES, BOGOTA)
        if is_business_day(moment.date()) and moment < closes:
            moment = max(moment, opens)
            if left <= closes - moment:
                return moment + left
            left -= closes - moment
        moment = datetime.combine(moment.date() + timedelta(days=1), time(0), BOGOTA)


def business_hours_between(start: datetime, end: datetime) -> float:
    """The business hours from ``start`` to ``end`` (both aware), nothing when the end comes first."""
    start, end = start.astimezone(BOGOTA), end.astimezone(BOGOTA)
    open_for, day = timedelta(), start.date()
    while day <= end.date():
        if is_business_day(day):
            from_, until = datetime.combine(day, OPENS, BOGOTA), datetime.combine(day, CLOSES, BOGOTA)
            open_for += max(min(until, end) - max(from_, start), timedelta())
        day += timedelta(days=1)
    return open_for / timedelta(hours=1)


def is_overdue(due: datetime | None, now: datetime) -> bool:
    """Whether a step with that deadline is late; one without a deadline never is."""
    return due is not None and now > due
