"""
Moments of the demonstration, told from today, and a clock that can be set to them.

The history of the newsroom is made by its own rules (revisions, review, numbering),
which ask ``timezone.now``; ``at`` answers them with the moment of the story, so that
dates, numbers and the log agree with each other.
"""

import re
from contextlib import contextmanager
from datetime import datetime, time, timedelta

from django.utils import timezone

_REAL_NOW = timezone.now
_MOMENT = re.compile(r"(hace|dentro de) (\d+) d (\d\d):(\d\d)")


def moment(text: str) -> datetime:
    """The moment that ``hace 12 d 09:30`` or ``dentro de 3 d 08:00`` names, in Bogotá time."""
    direction, days, hour, minute = _MOMENT.fullmatch(text.strip()).groups()
    offset = timedelta(days=int(days)) * (-1 if direction == "hace" else 1)
    day = timezone.localdate(_REAL_NOW()) + offset
    return timezone.make_aware(datetime.combine(day, time(int(hour), int(minute))))


def days_from_today(days: int):
    """The date that many days from today, in Bogotá."""
    return timezone.localdate(_REAL_NOW()) + timedelta(days=days)


@contextmanager
def at(when: datetime):
    """Within the block it is ``when``, never later than now."""
    before, answer = timezone.now, min(when, _REAL_NOW())
    timezone.now = lambda: answer
    try:
        yield answer
    finally:
        timezone.now = before
