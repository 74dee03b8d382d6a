"""
Publication at its minute: once, in order, also after the scheduler was down.

Any number of schedulers may run. Each takes its turn for one content at a time,
always the one that is due first, and leaves either all of its publication or
nothing of it, whatever kills the process.
"""

import logging
from dataclasses import dataclass, field
from functools import partial

from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.dispatch import Signal
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from editorial.readiness import catalogue
from editorial.review import can_publish
from media_assets import rights_watch
from media_assets.models import Piece
from media_assets.rights import rights_hold_on
from organization.decisions import ALLOWED

logger = logging.getLogger(__name__)

#: What the log calls a withdrawal at the hour that was set for it.
EXPIRED = "rotativa.expire"

#: Sent by the scheduler between its rounds, for what other rooms look after now and then.
round_over = Signal()


@dataclass
class Round:
    """What one round of the scheduler did; each list holds the contents in the order it was done."""

    published: list = field(default_factory=list)
    expired: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    failed: list = field(default_factory=list)


def run_due(now=None) -> Round:
    """
    Withdraw what has expired and publish what is due at ``now``, the earliest first.

    What the review chain has not approved, or is not ready any more, loses its
    schedule instead. A content that fails is logged and left for the next round; it does not hold up the rest.
    """
    now = now or timezone.now()
    done = Round()
    for model in publishable_models():
        while _expire_next(model, now, done):
            pass
    while _publish_next(now, done):
        pass
    rights_watch.give_warnings(timezone.localdate(now))
    return done


def publishable_models():
    """Pages, and every other model with a life as draft and as published."""
    others = [m for m in apps.get_models() if issubclass(m, DraftStateMixin) and not issubclass(m, Page)]
    return [Page, *others]


def due_revisions(now):
    """The revisions whose minute has come, the earliest first."""
    return Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")


def _take_turn():
    """Wait until no other scheduler is at work; on SQLite the transaction itself is the turn."""
    from editorial.models import SchedulerTurn

    SchedulerTurn.objects.select_for_update().get_or_create(pk=1)


def _expire_next(model, now, done):
    attempted = [content.pk for content in (*done.expired, *done.failed) if isinstance(content, model)]
    with transaction.atomic():
        _take_turn()
        due = model.objects.filter(live=True, expire_at__lte=now).exclude(pk__in=attempted)
        content = due.order_by("expire_at", "pk").first()
        if content is None and model is Piece:
            # What may not be used any more goes as well, on the day, for those who forgot to set an hour.
            content = Piece.objects.past_their_rights(timezone.localdate(now)).exclude(pk__in=attempted).first()
        if content is None:
            return False
        today = timezone.localdate(now)
        use = rights_hold_on(content, today) if model is Piece else ALLOWED
        if use:
            withdraw = partial(content.unpublish, set_expired=True, log_action=EXPIRED)
        else:
            withdraw = partial(rights_watch.take_out, content, use.reason)
        if _attempt(content, done, withdraw):
            done.expired.append(content)
            if not use:
                rights_watch.tell(content, content.last_day_of_use or today, 0, str(use.reason))
    return True


def _publish_next(now, done):
    failed = Q()
    for content in done.failed:
        failed |= Q(base_content_type=content.get_base_content_type(), object_id=str(content.pk))
    with transaction.atomic():
        _take_turn()
        due = due_revisions(now).exclude(failed) if failed else due_revisions(now)
        if (revision := due.first()) is None:
            return False
        content = revision.content_object
        if reasons := _reasons_against(revision, now):
            logger.error('Schedule of "%s" taken back: %s', content, "; ".join(reasons))
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
            done.refused.append(content)
        elif _attempt(content, done, partial(revision.publish, log_action="wagtail.publish.scheduled")):
            done.published.append(content)
    return True


def _reasons_against(revision, now) -> list[str]:
    """Why the revision must not go out after all: it lost its approval, or what it needs is gone since."""
    if not (decision := can_publish(None, revision)):
        return [str(decision.reason)]
    return [str(finding) for finding in catalogue.blocking(revision.as_object(), timezone.localdate(now))]


def _attempt(content, done, act):
    """Whether the act went through; if not, nothing of it stays and the content waits for the next round."""
    try:
        with transaction.atomic():
            act()
    except Exception:
        logger.exception('The scheduler failed on "%s" (%s %s)', content, content._meta.label, content.pk)
        done.failed.append(content)
        return False
    return True
