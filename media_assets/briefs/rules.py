"""Who may ask for pieces, see a brief, work on it, and answer for it."""

from django.db.models import Q
from django.utils.translation import gettext as _

from media_assets.access import works_in_the_office
from media_assets.models import IN_HAND, Brief, BriefState
from organization import roles
from organization.decisions import ALLOWED, Decision, refused

#: Those who answer for the work of the office: they accept, assign, give another date and reject.
COORDINATORS = (roles.APPROVERS, roles.ADMINISTRATORS)


def coordinates(user) -> bool:
    return user.is_active and (user.is_superuser or roles.holds(user, *COORDINATORS))


def designs(user) -> bool:
    return roles.holds(user, roles.DESIGNERS)


def may_request(user) -> Decision:
    """Anybody who enters the admin, whatever their role: a department asks through its own people."""
    if works_in_the_office(user):
        return ALLOWED
    return refused(_("Only people of the office may ask for pieces."))


def may_see(user, brief) -> Decision:
    """Who asked for it, who makes pieces, and who answers for the house; a brief says what is not public yet."""
    if not works_in_the_office(user):
        return refused(_("Only people of the office see the briefs."))
    if user.pk in (brief.requester_id, brief.assigned_to_id) or designs(user) or coordinates(user):
        return ALLOWED
    return refused(_("A brief is seen by who asked for it, the designers, the direction and the administration."))


def seen_by(user):
    """The briefs that the user may see; mirrors ``may_see``."""
    if not works_in_the_office(user):
        return Brief.objects.none()
    if designs(user) or coordinates(user):
        return Brief.objects.all()
    return Brief.objects.filter(Q(requester=user) | Q(assigned_to=user))


def may_edit(user, brief) -> Decision:
    """What was asked may be reworded by who asked while nobody has answered yet, or to ask again after a rejection."""
    if user.pk != brief.requester_id or not works_in_the_office(user):
        return refused(_("Only who asked for it rewords a brief."))
    if brief.state not in (BriefState.REQUESTED, BriefState.REJECTED):
        return refused(_("It has been accepted: say in the thread what has to change."))
    return ALLOWED


def may_write(user, brief) -> Decision:
    """Whoever sees a brief takes part in its thread, also when it is closed."""
    return may_see(user, brief)


def may_link(user, brief) -> Decision:
    """Which pieces are made for it: said by who has it in hand, or who answers for the house, while it is in hand."""
    if brief.state not in IN_HAND:
        return refused(_("Only a brief that a designer has in hand takes pieces."))
    if user.pk != brief.assigned_to_id and not coordinates(user):
        return refused(_("Only its designer, the direction or the administration says what is made for a brief."))
    return ALLOWED


def may_follow(user, brief) -> Decision:
    """Who sees a brief may hear of it; its two sides do so anyway."""
    if not (decision := may_see(user, brief)):
        return decision
    if user.pk in (brief.requester_id, brief.assigned_to_id):
        return refused(_("You are told of it anyway: you asked for it, or have it in hand."))
    return ALLOWED


def may_remove_file(user, attachment) -> Decision:
    """What was sent by mistake is taken back by its sender, or by who answers for the house."""
    if attachment.removed_at is not None:
        return refused(_("It was removed already."))
    if not works_in_the_office(user) or not (user.pk == attachment.uploaded_by_id or coordinates(user)):
        return refused(_("Only who sent a file, the direction and the administration remove it."))
    return ALLOWED


def may_take_in_hand(user) -> bool:
    """Whether a brief may be given to this person."""
    return user.is_active and designs(user)


def followers_of(brief) -> list:
    """Those who follow it and may still see it."""
    followers = brief.followers.select_related("user")
    return [each.user for each in followers if may_see(each.user, brief)]


def sides_of(brief) -> list:
    """The two who have to do with a brief: who asked, and who makes."""
    return [person for person in (brief.requester, brief.assigned_to) if person is not None]
