"""The history of a brief as people read it, the latest first."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

from media_assets.briefs.acts import name_of
from media_assets.briefs.machine import DONE
from media_assets.models import BriefState


@dataclass(frozen=True, slots=True)
class Told:
    """One step: ``who`` is empty where the brief followed its pieces; ``state`` only where it changed."""

    when: datetime
    who: str
    what: Promise | str
    reason: str
    designer: str
    deadline: date | None
    state: str


def story_of(brief) -> list[Told]:
    steps = brief.steps.select_related("actor", "assigned_to").order_by("-made_at", "-pk")
    return [
        Told(
            when=step.made_at,
            who=name_of(step.actor),
            what=DONE.get(step.act, step.act),
            reason=step.reason,
            designer=name_of(step.assigned_to) if step.act == "assign" else "",
            deadline=step.deadline,
            state=str(BriefState(step.to_state).label) if step.from_state != step.to_state else "",
        )
        for step in steps
    ]
