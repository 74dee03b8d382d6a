"""Asking for pieces, rewording what was asked, and talking about it: each written down with its files."""

from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst

from media_assets.briefs import telling
from media_assets.briefs.acts import BriefRefused, take_hold, write_down
from media_assets.briefs.attachments import hand_in
from media_assets.briefs.rules import may_edit, may_request, may_write
from media_assets.models import BriefMessage, BriefState


def ask(brief, user, files=()):
    """Put a new brief with its wanted pieces on record and tell the designers. Raises ``BriefRefused``."""
    if not (decision := may_request(user)):
        raise BriefRefused(str(decision.reason))
    with transaction.atomic():
        brief.requester, brief.state = user, BriefState.REQUESTED
        brief.requested_at = brief.moved_at = timezone.now()
        brief.save()
        hand_in(files, brief)
        write_down(brief, "request", user, to=BriefState.REQUESTED, tells=telling.those_who_may_take_it)
    return brief


def reword(form, user):
    """Save what was changed of a brief, and what that was. Raises ``BriefRefused`` when somebody answered meanwhile."""
    with transaction.atomic():
        held = take_hold(form.instance)
        if not (decision := may_edit(user, held)):
            raise BriefRefused(str(decision.reason))
        for name in ("state", "assigned_to", "moved_at"):
            setattr(form.instance, name, getattr(held, name))
        brief = form.save()
        hand_in(form.handed_in, brief)
        write_down(brief, "edit", user, to=brief.state, reason=", ".join(_changed(form)))
    return brief


def say(brief, text, files, user) -> BriefMessage:
    """
    Add to the thread and tell both sides. Raises ``BriefRefused``.

    The message says in ``unheard`` which of the names it mentions reached nobody.
    """
    if not (decision := may_write(user, brief)):
        raise BriefRefused(str(decision.reason))
    with transaction.atomic():
        message = BriefMessage.objects.create(brief=brief, author=user, text=text.strip(), said_at=timezone.now())
        hand_in(files, brief, message)
        message.unheard = telling.tell_of_message(message)
    return message


def _changed(form):
    """The labels of what was changed, as people read them."""
    for name in form.changed_data:
        if name not in ("files", "kept_files"):
            yield capfirst(str(form.fields[name].label))
    if form.formsets["wanted"].has_changed():
        yield capfirst(str(form.instance.wanted.model._meta.verbose_name_plural))
    if form.handed_in:
        yield capfirst(str(form.fields["files"].label))
