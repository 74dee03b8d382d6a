"""
Doing what may be done with a brief, and writing it down: the one way to move it.

Every act holds the row of the brief until it is written down, so that of two who
take it at once the second reads that somebody has it. Whoever holds the row of a
piece, too, holds it first.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from media_assets.briefs import telling
from media_assets.briefs.coverage import coverage_of
from media_assets.briefs.deadlines import earliest, no_day_of_work
from media_assets.briefs.machine import ACCEPTED, ASSIGNED, BY_NAME, IN_DESIGN, IN_REVIEW, REQUESTED, Act
from media_assets.briefs.rules import may_take_in_hand
from media_assets.models import IN_HAND, Brief, BriefStep
from organization.business_hours import today
from organization.decisions import ALLOWED, Decision, refused

#: Characters: less is no reason.
SHORTEST_REASON = 12


class BriefRefused(PermissionDenied):
    """What was asked may not be done with the brief; the message says why, ``field`` what of it was wrong, if any."""

    def __init__(self, reason, field=""):
        super().__init__(str(reason))
        self.field = field


def can(act: Act, user, brief) -> Decision:
    """Whether the act may be done now; asks for the pieces only to deliver."""
    if not user.is_active or not act.who(user, brief):
        return refused(act.whose)
    if act.name == "deliver" and brief.state in IN_HAND and not (closing := can_close(brief)):
        return closing
    return ALLOWED if brief.state in act.sources else refused(_stale(brief))


def can_close(brief) -> Decision:
    """A brief closes with its pieces: each one that was asked for is there, approved or published."""
    coverage = coverage_of(brief)
    if missing := coverage.wanted - coverage.linked:
        return refused(
            ngettext(
                "%(number)d wanted piece is not linked yet.", "%(number)d wanted pieces are not linked yet.", missing
            )
            % {"number": missing}
        )
    if unready := coverage.unready:
        names = ", ".join(f"«{piece.title}»" for piece in unready[:3])
        return refused(_("Not approved yet: %(names)s.") % {"names": names})
    return ALLOWED if coverage.is_ready else refused(_("The brief asks for no piece."))


def perform(act: Act, brief, user, *, reason="", assignee=None, deadline=None) -> BriefStep:
    """Do it and write it down. Raises ``BriefRefused``."""
    reason = reason.strip()
    with transaction.atomic():
        held = take_hold(brief)
        if not (decision := can(act, user, held)):
            raise BriefRefused(str(decision.reason))
        if act.needs_reason and len(reason) < SHORTEST_REASON:
            raise BriefRefused(_("Write the reason in a sentence: it stays on record."), "reason")
        before = held.assigned_to
        if act.target == ASSIGNED and held.state == REQUESTED:
            # Who gives it a designer has accepted it: the record says both, people are told of the last.
            write_down(held, BY_NAME["accept"].name, user, to=ACCEPTED)
        changes = _changes(act, held, user, assignee, deadline)
        step = write_down(
            held,
            act.name,
            user,
            to=act.target or held.state,
            reason=reason,
            changes=changes,
            tells=act.tells,
            before=before,
        )
        if act.target == ASSIGNED:
            follow_held(held)
    return step


def follow_held(held):
    """Let the held brief follow its pieces: in review when all that was asked for is, in design when some is not."""
    if held.state not in IN_HAND:
        return
    # Relations that were read before may be old by now.
    coverage = coverage_of(Brief.objects.get(pk=held.pk))
    if coverage.is_in_review:
        if held.state != IN_REVIEW:
            write_down(held, "follow_review", None, to=IN_REVIEW, tells=telling.requester)
        if coverage.is_ready and not held.steps.filter(act="follow_ready", made_at__gte=held.moved_at).exists():
            # Who has it in hand is told that it waits for them alone.
            write_down(held, "follow_ready", None, to=IN_REVIEW, tells=telling.its_designer)
    elif held.state == IN_REVIEW:
        write_down(held, "follow_design", None, to=IN_DESIGN, tells=telling.both_sides)


def take_hold(brief):
    """The brief as it stands now, its row held until the transaction ends."""
    Brief.objects.select_for_update().get(pk=brief.pk)
    return Brief.objects.select_related("requester", "assigned_to").get(pk=brief.pk)


def write_down(held, act, user, *, to, reason="", changes=None, tells=telling.nobody, before=None) -> BriefStep:
    """Move the held brief to a state with its changes, put it on record, and tell whom it concerns."""
    now, changes = timezone.now(), changes or {}
    came_from = held.state
    if to != came_from:
        changes = {**changes, "state": to, "moved_at": now}
    for name, value in changes.items():
        setattr(held, name, value)
    if changes:
        Brief.objects.filter(pk=held.pk).update(**changes)
    step = BriefStep.objects.create(
        brief=held,
        act=act,
        from_state=came_from,
        to_state=to,
        actor=user,
        made_at=now,
        reason=reason[:1000],
        assigned_to=held.assigned_to if "assigned_to" in changes else None,
        deadline=changes.get("deadline"),
    )
    telling.tell_of_step(step, tells(held, before))
    return step


def _changes(act, held, user, assignee, deadline) -> dict:
    changes = {}
    if act.name == "take":
        changes["assigned_to"] = user
    elif act.asks == "assignee":
        if assignee is None or not may_take_in_hand(assignee):
            raise BriefRefused(_("Choose a designer who works in the office."), "assignee")
        if assignee.pk == held.assigned_to_id:
            raise BriefRefused(_("%(name)s has it in hand already.") % {"name": name_of(assignee)}, "assignee")
        changes["assigned_to"] = assignee
    elif act.target in (ACCEPTED, REQUESTED):
        changes["assigned_to"] = None
    if act.asks == "deadline":
        if deadline is None or deadline <= today(timezone.now()):
            raise BriefRefused(_("Choose a day that is still to come."), "deadline")
        if why := no_day_of_work(deadline):
            raise BriefRefused(why, "deadline")
        if act.name == "ask_again" and (why := too_early(deadline, held)):
            raise BriefRefused(why, "deadline")
        changes["deadline"] = deadline
    return changes


def too_early(deadline, held) -> str:
    """Why nobody can promise that day, or nothing; who gave a reason for haste is not asked again."""
    first = earliest(held.wanted.values_list("channel", "quantity"), timezone.now())
    if deadline >= first or held.is_urgent:
        return ""
    return _("The earliest day for what you ask for is %(day)s.") % {"day": date_format(first, "j \\d\\e F \\d\\e Y")}


def _stale(brief) -> str:
    if brief.state in IN_HAND and brief.assigned_to:
        return _("%(name)s has it in hand already.") % {"name": name_of(brief.assigned_to)}
    return _("The brief is “%(state)s” by now: this cannot be done any more.") % {"state": brief.get_state_display()}


def name_of(user) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""
