"""Who is told of what, once."""

import re
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from wagtail.models import Page

from editorial.models import Approval, Notice, NoticeChoice, NoticeEvent, ReviewState
from editorial.models.notices import DEFAULT_DELIVERY, Delivery
from editorial.review import authors_of
from media_assets.briefs.rules import may_see
from media_assets.models import Brief

#: A name after an at sign that does not stand inside an address.
MENTION = re.compile(r"(?<![\w.@+-])@([\w.@+-]{1,150})")
LONGEST_SAID = 600
#: What is told of words that somebody wrote about the content.
IN_WORDS = (NoticeEvent.MENTION, NoticeEvent.COMMENT)
ONE_MOMENT = timedelta(minutes=5)
_OVERDUE_KEY = Concat(Value("overdue:"), Cast(OuterRef("pk"), CharField()))
_MAIL = {Delivery.MAIL: Notice.Mail.QUEUED, Delivery.DIGEST: Notice.Mail.DIGEST, Delivery.DESK: Notice.Mail.NONE}


def notify(event, content, recipients, *, key, actor=None, reason="") -> int:
    """
    Tell each of the recipients, save who did it, of the event; returns how many were told now.

    Call it in the transaction of the event. ``key`` names the event: whoever was told
    of it is not told again, whatever calls twice.
    """
    people = [user for user in {user.pk: user for user in recipients}.values() if user.is_active]
    people = [user for user in people if actor is None or user.pk != actor.pk]
    if not people:
        return 0
    chosen = {
        (choice.user_id, choice.event): choice.delivery
        for choice in NoticeChoice.objects.filter(user__in=people, event=event)
    }
    notices = [
        Notice(
            recipient=user,
            event=event,
            key=key,
            content_type=content.get_base_content_type(),
            object_id=str(content.pk),
            title=_title(content),
            actor_name=_name(actor),
            said=reason[:LONGEST_SAID],
            mail=_MAIL[chosen.get((user.pk, event), DEFAULT_DELIVERY[event])],
        )
        for user in people
    ]
    same = Q(key=key)
    if event in IN_WORDS:
        # The editor may take a comment back and write it anew within a moment: the same words are one event.
        since = timezone.now() - ONE_MOMENT
        same |= Q(event__in=IN_WORDS, object_id=str(content.pk), said=reason[:LONGEST_SAID], created_at__gt=since)
    told = set(Notice.objects.filter(same, recipient__in=people).values_list("recipient_id", flat=True))
    new = [notice for notice in notices if notice.recipient_id not in told]
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def reviewers_of(state, content):
    """Those who may decide at the step: the members of its groups who are no authors and have not approved yet."""
    done = Approval.objects.filter(state_id=state.pk).values("user_id")
    people = get_user_model().objects.filter(is_active=True, groups__in=state.task.specific.groups.all()).distinct()
    return list(people.exclude(pk__in=done).exclude(pk__in=authors_of(content)))


def writers_of(content):
    """Those who wait for the outcome: the authors, and who sent the content to review."""
    keys = set(authors_of(content))
    creator = getattr(content, "owner_id", None) or getattr(content, "created_by_id", None)
    if latest := content.latest_revision:
        keys.add(latest.user_id)
    return list(get_user_model().objects.filter(pk__in=keys | {creator}, is_active=True))


def mentioned_in(text):
    """The active users that a text names with an at sign; a name that nobody has stays text."""
    names = {name.rstrip(".") for name in MENTION.findall(text)} | set(MENTION.findall(text))
    return list(get_user_model().objects.filter(username__in=names, is_active=True)) if names else []


def unheard_in(text, content) -> list[str]:
    """The names after an at sign that nobody has who may see the content."""
    heard = {user.username for user in mentioned_in(text) if may_hear_of(user, content)}
    named = dict.fromkeys(MENTION.findall(text))
    return [name.rstrip(".") for name in named if not {name, name.rstrip(".")} & heard]


def may_hear_of(user, content) -> bool:
    """Whether the person may see what a notice is about: a brief by its own rule, a content by its record."""
    from editorial.custody.views import may_read_record

    return bool(may_see(user, content)) if isinstance(content, Brief) else may_read_record(user, content)


def tell_mentioned(content, text, *, key, actor):
    """Tell those whom a comment names, if they may see what it is about."""
    people = [user for user in mentioned_in(text) if may_hear_of(user, content)]
    return notify(NoticeEvent.MENTION, content, people, key=key, actor=actor, reason=text)


def tell_of_comments(page, changes, actor):
    """
    Tell of new comments and replies those who follow the page and those who spoke in the thread.

    ``changes`` are those of Wagtail's editor. The key is that of a mention in the same
    words: who is named in them has been told of that, and is not told twice.
    """
    said = [(comment, comment, f"comment:{comment.pk}") for comment in changes["new_comments"]]
    for comment, replies in changes["new_replies"]:
        said += [(comment, reply, f"reply:{reply.pk}") for reply in replies]
    for comment, words, key in said:
        follow = Q(page_subscriptions__page=page, page_subscriptions__comment_notifications=True)
        spoke = Q(pk=comment.user_id) | Q(comment_replies__comment=comment)
        people = get_user_model().objects.filter(follow | spoke, is_active=True).distinct()
        notify(NoticeEvent.COMMENT, page, people, key=key, actor=actor, reason=words.text)


def tell_of_overdue(now=None) -> int:
    """Tell once of every step whose time is over those who may take it."""
    now = now or timezone.now()
    late = (
        ReviewState.objects.filter(status=ReviewState.STATUS_IN_PROGRESS, due_at__lt=now)
        .filter(~Exists(Notice.objects.filter(event=NoticeEvent.OVERDUE, key=_OVERDUE_KEY)))
        .select_related("workflow_state", "task")
    )
    told = 0
    for state in late:
        content = specific(state.workflow_state.content_object)
        if content is None:
            continue
        with transaction.atomic():
            told += notify(NoticeEvent.OVERDUE, content, reviewers_of(state, content), key=f"overdue:{state.pk}")
    return told


def specific(content):
    """Wagtail hands out a page as its base; rules speak of the page as what it is."""
    return content.specific if isinstance(content, Page) else content


def _title(content):
    return (getattr(content, "draft_title", "") or str(content))[:255]


def _name(user):
    return (user.get_full_name() or user.get_username())[:200] if user else ""
