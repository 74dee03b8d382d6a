"""When content may go out: the embargo and the schedule as plain rules."""

from datetime import datetime


def earliest_publication(go_live_at: datetime | None, embargo_until: datetime | None) -> datetime | None:
    """
    The first moment at which content may be public, or None for at once.

    An embargo holds back a schedule that is earlier and never brings forward one
    that is later.
    """
    moments = [moment for moment in (go_live_at, embargo_until) if moment is not None]
    return max(moments, default=None)


def is_under_embargo(embargo_until: datetime | None, now: datetime) -> bool:
    """Whether nothing may be known of the content at ``now``; at its very minute it may."""
    return embargo_until is not None and now < embargo_until
