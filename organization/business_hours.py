"""
When the office works: business hours and days, without weekends and Colombian holidays.

The office works from 8 to 17 on weekdays (Bogotá); holidays are those of Ley 51 de
1983, which moves most of them to Monday, as the ``holidays`` library computes them.
"""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

BOGOTA = ZoneInfo("America/Bogota")
OPENS, CLOSES = time(8), time(17)
HOURS_OF_A_DAY = 9
#: What the library says of a holiday that was moved to Monday; nobody calls it so.
MOVED = " (observado)"


@cache
def _holidays(year):
    return dict(holidays.country_holidays("CO", years=year, language="es"))


def is_business_day(day) -> bool:
    return day.weekday() < 5 and day not in _holidays(day.year)


def holiday_name(day) -> str:
    """What is kept on that day, in Spanish as the law names it, or nothing."""
    return _holidays(day.year).get(day, "").removesuffix(MOVED)


def today(now: datetime) -> date:
    """The day in Bogotá."""
    return now.astimezone(BOGOTA).date()


def first_business_day(now: datetime) -> date:
    """The day on which work on what arrives now may begin: today while the office is open or about to open."""
    local = now.astimezone(BOGOTA)
    day = local.date()
    if is_business_day(day) and local.time() < CLOSES:
        return day
    return business_days_after(day, 1)


def business_days_after(day: date, number: int) -> date:
    """The business day that comes so many business days after ``day``, which does not count."""
    while number > 0:
        day += timedelta(days=1)
        number -= is_business_day(day)
    return day


def business_days_between(first: date, last: date) -> int:
    """The business days after ``first`` up to ``last``; negative when ``last`` came before."""
    if last < first:
        return -business_days_between(last, first)
    return sum(is_business_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


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
