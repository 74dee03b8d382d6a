"""
The life of each content of the demonstration, lived through the review chain itself.

The editor (or the designer) writes and submits; reviewers, each with their own
account, approve or ask for changes; the last approval publishes. Nothing is
written into the history by hand.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.models import User

from cms.demo.clock import at
from editorial.review import can_approve

#: Hours before publication at which each act happened, from the draft to the final approval.
DRAFTED_BEFORE = timedelta(hours=52)
SUBMITTED_BEFORE = timedelta(hours=46)


@dataclass
class Staff:
    """The people of the demonstration by user name."""

    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name):
        try:
            return self.__dict__["people"][name]
        except KeyError as error:
            raise AttributeError(name) from error

    @classmethod
    def from_database(cls):
        return cls({user.username: user for user in User.objects.filter(username__in=REVIEWERS + ["redaccion"])})

    def reviewer_for(self, content):
        """Who may approve the step that the content is at; the first in the order of the chain."""
        groups = content.current_workflow_task.specific.groups.all()
        for name in REVIEWERS:
            if can_approve(self.people[name], content, groups):
                return self.people[name]
        raise LookupError(f"Nobody may approve {content} at {content.current_workflow_task}.")


REVIEWERS = ["correccion", "diseno", "juridica", "direccion"]


def submit(content, author, when: datetime):
    with at(when):
        content.get_workflow().start(content, author)


def approve(content, staff: Staff, when: datetime, comment=""):
    _act(content, staff, when, "approve", comment)


def reject(content, staff: Staff, when: datetime, comment):
    _act(content, staff, when, "reject", comment)


def _act(content, staff, when, action, comment):
    content.refresh_from_db()
    state = content.current_workflow_task_state
    reviewer = staff.reviewer_for(content)
    with at(when):
        state.task.specific.on_action(state, reviewer, action, comment=comment)
    content.refresh_from_db()


def approve_all(content, staff: Staff, submitted: datetime, published: datetime, comments=()):
    """Carry content that was submitted through every step; the last approval is at ``published``."""
    steps = content.current_workflow_state.workflow.tasks.count()
    for position in range(1, steps + 1):
        when = submitted + (published - submitted) * position / steps
        comment = comments[position - 1] if position <= len(comments) else ""
        approve(content, staff, when, comment)
