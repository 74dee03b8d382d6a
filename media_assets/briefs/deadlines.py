"""
The shortest honest deadline: business days to make a piece, have it inspected and reviewed.

The days are the office's own experience of each channel, from an accepted request to
an approved master; a holiday or a weekend is no day of work.
"""

from datetime import date, datetime

from django.utils.translation import gettext as _

from media_assets.models import Channel
from organization.business_hours import business_days_after, first_business_day, holiday_name, is_business_day

#: Business days for the first piece of each channel, review included.
NEEDED = {Channel.WEB: 3, Channel.PRINT: 5, Channel.RADIO: 5, Channel.TV: 10}
#: So many further pieces of one request are made in one day more.
IN_A_DAY_MORE = 3


def days_needed(wanted) -> int:
    """Business days for ``[(channel, quantity)]``: those of the slowest channel, and more for many pieces."""
    wanted = [(Channel(channel), quantity) for channel, quantity in wanted if quantity]
    if not wanted:
        return min(NEEDED.values())
    further = sum(quantity for _channel, quantity in wanted) - 1
    return max(NEEDED[channel] for channel, _quantity in wanted) + further // IN_A_DAY_MORE


def earliest(wanted, now: datetime) -> date:
    """The first day on which all that is wanted can be there, asked now. What is asked after hours is read tomorrow."""
    return business_days_after(first_business_day(now), days_needed(wanted))


def no_day_of_work(day: date) -> str:
    """Why nothing can be delivered on that day, or nothing."""
    if is_business_day(day):
        return ""
    if name := holiday_name(day):
        return _("That day is a holiday (%(name)s): choose a business day.") % {"name": name}
    return _("That day the office is closed: choose a business day.")
