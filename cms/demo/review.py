"""
The life of each content of the demonstration, lived through the review chain itself.

The editor (or the designer) writes and submits; reviewers, each with their own
account, approve or ask for changes; the last approval publishes. Nothing is
written into the history by hand.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.models import User

from cms.demo.clock import at, moment
from editorial.review import can_approve

#: How long before its publication a content was begun, and how long before it was submitted.
DRAFTED_BEFORE = timedelta(hours=52)
SUBMITTED_BEFORE = timedelta(hours=46)
BETWEEN_STEPS = timedelta(hours=5)
#: One of the reasons that the migrations plant.
REASON_OF_THE_DEMONSTRATION = "Dato, nombre o cifra por verificar"
REVIEWERS = ["correccion", "diseno", "juridica", "direccion"]


@dataclass(frozen=True)
class Life:
    """
    How far a content has come. ``when`` is its publication or, where it has none, its submission.

    States: borrador; en revisión and devuelto, after ``approvals`` steps; programado,
    embargado, publicado, corregido, retirado and vencido, which all passed the whole chain.
    """

    state: str
    when: datetime
    approvals: int = 0
    comment: str = ""
    comments: tuple[str, ...] = ()

    @property
    def is_open(self):
        """Whether the chain has not come to its end."""
        return self.state in ("borrador", "en revisión", "devuelto")

    @property
    def drafted(self):
        return self.when - (timedelta(hours=4) if self.is_open else DRAFTED_BEFORE)

    @property
    def submitted(self):
        return self.when if self.is_open else self.when - SUBMITTED_BEFORE

    @classmethod
    def of(cls, text):
        """The life that the heading of a text asks for."""
        return cls(
            state=text.get("estado"),
            when=moment(text.get("hace")),
            approvals=int(text.get("aprobaciones", "0")),
            comment=text.get("comentario"),
            comments=tuple(part.strip() for part in text.get("comentarios").split("|") if part.strip()),
        )


@dataclass
class Staff:
    """The people of the demonstration by user name."""

    people: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, name):
        return self.people[name]

    @classmethod
    def from_database(cls):
        return cls({user.username: user for user in User.objects.filter(username__in=[*REVIEWERS, "redaccion"])})

    def reviewer_for(self, content):
        """Who may approve the step that the content is at; the first in the order of the chain."""
        groups = content.current_workflow_task.specific.groups.all()
        for name in REVIEWERS:
            if can_approve(self[name], content, groups):
                return self[name]
        raise LookupError(f"Nobody may approve {content} at {content.current_workflow_task}.")


def live_through(content, life: Life, staff: Staff, author):
    """Take a content that its author has just written as far as its life goes."""
    if life.state == "borrador":
        return
    submit(content, author, life.submitted)
    if not life.is_open:
        approve_all(content, staff, life.submitted, life.when, life.comments)
        return
    for step in range(life.approvals):
        _act(content, staff, life.submitted + BETWEEN_STEPS * (step + 1), "approve")
    if life.state == "devuelto":
        _act(content, staff, life.submitted + BETWEEN_STEPS * (life.approvals + 4), "reject", life.comment)


def submit(content, author, when: datetime):
    with at(when):
        content.get_workflow().start(content, author)


def approve_all(content, staff: Staff, submitted: datetime, published: datetime, comments=()):
    """Carry content that was submitted through every step; the last approval is at ``published``."""
    tasks = content.current_workflow_state.workflow.tasks.specific()
    # The house checks by itself; only the steps of people take time and an approval.
    steps = sum(hasattr(task, "groups") for task in tasks)
    for position in range(1, steps + 1):
        when = submitted + (published - submitted) * position / steps
        _act(content, staff, when, "approve", comments[position - 1] if position <= len(comments) else "")


def _act(content, staff, when, action, comment=""):
    content.refresh_from_db()
    state = content.current_workflow_task_state
    reviewer = staff.reviewer_for(content)
    with at(when):
        step = state.task.specific
        said = {"ticked": step.checklist_points} if action == "approve" else {"reason": REASON_OF_THE_DEMONSTRATION}
        step.on_action(state, reviewer, action, comment=comment, **said)
    content.refresh_from_db()
