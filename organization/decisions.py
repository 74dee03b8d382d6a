"""The answer that every rule of the house gives."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Decision:
    """
    Whether something is allowed, and the reason people will read when it is not.

    True in a boolean context when allowed, so that a rule reads as a sentence:
    ``if can_approve(user, revision): …``.
    """

    allowed: bool
    reason: str | Promise = ""

    def __bool__(self):
        return self.allowed


ALLOWED = Decision(True)


def refused(reason) -> Decision:
    """A refusal with the reason people will read."""
    return Decision(False, reason)
