"""The machine of a brief's states, as data: what may be done, by whom, from where to where, and whom it concerns."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from media_assets.briefs import telling
from media_assets.briefs.rules import coordinates, designs
from media_assets.models import IN_HAND, OPEN_STATES, BriefState

REQUESTED, ACCEPTED, ASSIGNED = BriefState.REQUESTED, BriefState.ACCEPTED, BriefState.ASSIGNED
IN_DESIGN, IN_REVIEW = BriefState.IN_DESIGN, BriefState.IN_REVIEW
DELIVERED, REJECTED = BriefState.DELIVERED, BriefState.REJECTED


@dataclass(frozen=True, slots=True)
class Act:
    """
    One thing that a person may do with a brief.

    ``target`` is the state it leads to, None when the state stays; ``who`` says which
    people may, ``whose`` what the others read; ``tells`` whom it concerns, of the brief
    and of who had it in hand before.
    """

    name: str
    label: Promise
    done: Promise
    sources: tuple[BriefState, ...]
    target: BriefState | None
    who: Callable
    whose: Promise
    tells: Callable = telling.nobody
    needs_reason: bool = False
    #: What is asked beside the reason: ``assignee`` or ``deadline``.
    asks: str = ""
    explained: Promise | str = ""
    is_serious: bool = False

    @property
    def needs_form(self) -> bool:
        return self.needs_reason or bool(self.asks)

    @property
    def slug(self) -> str:
        return SLUGS[self.name]


def _requests(user, brief):
    return user.pk == brief.requester_id


def _has_in_hand(user, brief):
    return user.pk == brief.assigned_to_id


def _designs(user, brief):
    return designs(user)


def _coordinates(user, brief):
    return coordinates(user)


def _answers_requests(user, brief):
    return designs(user) or coordinates(user)


def _has_in_hand_or_coordinates(user, brief):
    return _has_in_hand(user, brief) or coordinates(user)


_OF_COORDINATORS = gettext_lazy("Only the direction and the administration may do this.")
_OF_ITS_DESIGNER = gettext_lazy("Only the designer who has it in hand may do this.")
_OF_DESIGNER_OR_COORDINATORS = gettext_lazy("Only its designer, the direction and the administration may do this.")
_OF_REQUESTER = gettext_lazy("Only who asked for it may do this.")

ACTS = (
    Act(
        "take",
        gettext_lazy("Take it"),
        gettext_lazy("took it in hand"),
        (REQUESTED, ACCEPTED),
        ASSIGNED,
        _designs,
        gettext_lazy("Only designers take briefs."),
        telling.both_sides,
    ),
    Act(
        "accept",
        gettext_lazy("Accept"),
        gettext_lazy("accepted it"),
        (REQUESTED,),
        ACCEPTED,
        _answers_requests,
        gettext_lazy("Only the designers, the direction and the administration accept briefs."),
        telling.requester,
    ),
    Act(
        "start",
        gettext_lazy("Start the design"),
        gettext_lazy("started the design"),
        (ASSIGNED,),
        IN_DESIGN,
        _has_in_hand,
        _OF_ITS_DESIGNER,
        telling.requester,
    ),
    Act(
        "deliver",
        gettext_lazy("Deliver"),
        gettext_lazy("delivered it"),
        (IN_REVIEW,),
        DELIVERED,
        _has_in_hand_or_coordinates,
        _OF_DESIGNER_OR_COORDINATORS,
        telling.both_sides,
    ),
    Act(
        "assign",
        gettext_lazy("Assign"),
        gettext_lazy("assigned it"),
        (REQUESTED, ACCEPTED, *IN_HAND),
        ASSIGNED,
        _coordinates,
        _OF_COORDINATORS,
        telling.both_sides,
        asks="assignee",
        explained=gettext_lazy("The designer is told. A brief that another one had in hand changes hands."),
    ),
    Act(
        "reschedule",
        gettext_lazy("Give another date"),
        gettext_lazy("gave another date"),
        OPEN_STATES,
        None,
        _coordinates,
        _OF_COORDINATORS,
        telling.both_sides,
        needs_reason=True,
        asks="deadline",
        explained=gettext_lazy("Who asked and who makes it are told of the new day and of the reason."),
    ),
    Act(
        "release",
        gettext_lazy("Put it back"),
        gettext_lazy("put it back"),
        (ASSIGNED, IN_DESIGN),
        ACCEPTED,
        _has_in_hand_or_coordinates,
        _OF_DESIGNER_OR_COORDINATORS,
        telling.both_sides,
        needs_reason=True,
        explained=gettext_lazy("It waits again for a designer; the pieces begun stay with it."),
    ),
    Act(
        "reject",
        gettext_lazy("Reject"),
        gettext_lazy("rejected it"),
        (REQUESTED, ACCEPTED, ASSIGNED, IN_DESIGN),
        REJECTED,
        _coordinates,
        _OF_COORDINATORS,
        telling.both_sides,
        needs_reason=True,
        explained=gettext_lazy("Who asked reads the reason, and may reword the brief and ask again."),
        is_serious=True,
    ),
    Act(
        "withdraw",
        gettext_lazy("Withdraw it"),
        gettext_lazy("withdrew it"),
        (REQUESTED, ACCEPTED, ASSIGNED, IN_DESIGN),
        REJECTED,
        _requests,
        _OF_REQUESTER,
        telling.both_sides,
        needs_reason=True,
        explained=gettext_lazy("Nobody works on it any more. You may ask again later with the same text."),
        is_serious=True,
    ),
    Act(
        "ask_again",
        gettext_lazy("Ask again"),
        gettext_lazy("asked again"),
        (REJECTED,),
        REQUESTED,
        _requests,
        _OF_REQUESTER,
        telling.those_who_may_take_it,
        needs_reason=True,
        asks="deadline",
        explained=gettext_lazy("Say what has changed since it was closed, and by when you need it now."),
    ),
)
BY_NAME = {act.name: act for act in ACTS}
#: How acts are called in addresses.
SLUGS = {
    "take": "tomar",
    "accept": "aceptar",
    "start": "empezar",
    "deliver": "entregar",
    "assign": "asignar",
    "reschedule": "reprogramar",
    "release": "devolver",
    "reject": "rechazar",
    "withdraw": "retirar",
    "ask_again": "pedir-de-nuevo",
}
BY_SLUG = {slug: BY_NAME[name] for name, slug in SLUGS.items()}

#: The acts by which something is asked for, anew or again.
ASKS = ("request", "ask_again")
#: What is written down beside the acts of the machine.
DONE = {act.name: act.done for act in ACTS} | {
    "request": gettext_lazy("asked for it"),
    "edit": gettext_lazy("reworded it"),
    "link": gettext_lazy("linked a piece"),
    "unlink": gettext_lazy("took a piece off"),
    "remove_file": gettext_lazy("removed a file"),
    "follow_ready": gettext_lazy("All its pieces are approved: it can be delivered"),
    "follow_review": gettext_lazy("All its pieces are in review"),
    "follow_design": gettext_lazy("A piece went back to design"),
}


def may_try(act: Act, user, brief) -> bool:
    """Whether the act is this person's to do in this state, whatever else it asks."""
    return user.is_active and brief.state in act.sources and bool(act.who(user, brief))


def acts_for(user, brief) -> list[Act]:
    """What the person is offered, in the order of the work."""
    return [act for act in ACTS if may_try(act, user, brief)]
