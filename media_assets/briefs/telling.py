"""What happens with briefs, for the room that tells people of it."""

from django.dispatch import Signal

from media_assets.briefs.rules import COORDINATORS, followers_of, sides_of
from organization import roles

#: Sent in the transaction of an act, with ``step`` (a ``BriefStep``) and the ``people`` whom it concerns.
brief_moved = Signal()
#: Sent in the transaction of a message, with ``message`` and the ``people`` whom it concerns. Who hears it answers
#: with the names after an at sign that reached nobody, if any.
brief_discussed = Signal()


def requester(brief, before) -> list:
    return [brief.requester]


def its_designer(brief, before) -> list:
    return [brief.assigned_to] if brief.assigned_to else []


def both_sides(brief, before) -> list:
    """Who asked, who makes, and who had it in hand until now."""
    return [*sides_of(brief), *([before] if before else [])]


def those_who_may_take_it(brief, before) -> list:
    """The designers, and those who may give it to one of them."""
    return list(roles.people(roles.DESIGNERS, *COORDINATORS))


def nobody(brief, before) -> list:
    return []


def tell_of_step(step, people):
    """Who follows the brief hears of all that somebody else is told."""
    if people:
        people = [*people, *followers_of(step.brief)]
    brief_moved.send(sender=type(step), step=step, people=people)


def tell_of_message(message) -> list[str]:
    """Tell both sides, and return the names in the message that reached nobody."""
    people = [*sides_of(message.brief), *followers_of(message.brief)]
    answers = brief_discussed.send(sender=type(message), message=message, people=people)
    return sorted({name for _receiver, names in answers for name in names or ()})
