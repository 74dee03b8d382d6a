"""How long a review step may take, counted in the business hours of the office (``organization.business_hours``)."""

from datetime import datetime

from organization.business_hours import BOGOTA, HOURS_OF_A_DAY, business_hours_between, due_at, is_business_day

__all__ = ["BOGOTA", "HOURS_OF_A_DAY", "business_hours_between", "due_at", "is_business_day", "is_overdue"]


def is_overdue(due: datetime | None, now: datetime) -> bool:
    """Whether a step with that deadline is late; one without a deadline never is."""
    return due is not None and now > due
