"""The home of the admin: what waits for somebody, their drafts, what is about to go out and what went out today."""

from editorial.desk.waiting import LONGEST, Waiting, waiting_for

__all__ = ["LONGEST", "Waiting", "waiting_for"]
