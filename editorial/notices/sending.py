"""
The letters: sent from the notices, at least once, by the scheduler.

A letter is marked in the transaction that holds its row, right after the mail server
took it; one that the server does not take waits, longer each time, and the next ones
wait with it, so that a server that is down is asked once in a round.
"""

import logging
from datetime import time, timedelta
from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.models import DailyLetter, Notice
from editorial.notices.telling import may_hear_of, specific
from organization.post import SERVER_IS_DOWN, minutes_to_wait, one_round

logger = logging.getLogger(__name__)

#: Letters in one round, so that a flood does not hold up the schedule.
IN_ONE_ROUND = 50
#: Who waits longer than this for a first attempt has no scheduler that sends.
PATIENCE = timedelta(minutes=10)
#: When the daily letter is made (Bogotá).
DIGEST_AT = time(7)


def send_due(now=None) -> int:
    """Send what is due; returns how many letters the mail server took. Any number may run at once."""
    now = now or timezone.now()
    sent = one_round(partial(_send_next, now), IN_ONE_ROUND)
    if timezone.localtime(now).time() >= DIGEST_AT:
        sent += send_digests(now)
    return sent


def waiting(now=None):
    """The letters that failed so far, or that nobody has tried to send for a while."""
    ignored = Q(next_attempt_at__lt=(now or timezone.now()) - PATIENCE)
    return Notice.objects.filter(Q(attempts__gt=0) | ignored, mail=Notice.Mail.QUEUED)


def _send_next(now):
    """1 for a letter sent, 0 for one dropped, None when nothing is due or the server does not take it."""
    with transaction.atomic():
        due = Notice.objects.filter(mail=Notice.Mail.QUEUED, next_attempt_at__lte=now).order_by("next_attempt_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        notice = due.select_related("recipient").first()
        if notice is None:
            return None
        if not may_be_told(notice):
            notice.mail = Notice.Mail.DROPPED
            notice.save(update_fields=["mail"])
            return 0
        try:
            _post(notice.recipient, _subject(notice), "notice", {"notice": notice, "url": address_of(notice)})
        except SERVER_IS_DOWN as failure:
            _wait([notice], now, failure)
            return None
        except Exception as failure:
            # One address that no server takes must not hold up the letters of the others.
            _wait([notice], now, failure)
            return 0
        notice.mail, notice.sent_at = Notice.Mail.SENT, now
        notice.save(update_fields=["mail", "sent_at"])
        return 1


def send_digests(now) -> int:
    """The daily letters, each person's in one, once a day; each is a matter of its own."""
    day = timezone.localdate(now)
    waiting_for_one = Notice.objects.filter(mail=Notice.Mail.DIGEST, next_attempt_at__lte=now).exclude(
        recipient__in=DailyLetter.objects.filter(day=day).values("recipient")
    )
    return sum(_send_digest(pk, day, now) for pk in waiting_for_one.values_list("recipient_id", flat=True).distinct())


def _send_digest(recipient_id, day, now) -> int:
    """1 when the letter went out, 0 when there was nothing to tell, another was quicker, or it failed."""
    try:
        with transaction.atomic():
            DailyLetter.objects.create(recipient_id=recipient_id, day=day)
            notices = Notice.objects.filter(mail=Notice.Mail.DIGEST, recipient_id=recipient_id, next_attempt_at__lte=now)
            notices = list(notices.select_related("recipient").order_by("created_at"))
            told = [notice for notice in notices if may_be_told(notice)]
            _mark({notice.pk for notice in notices} - {notice.pk for notice in told}, mail=Notice.Mail.DROPPED)
            if not told:
                return 0
            count = len(told)
            subject = ngettext("%(count)d notice of today", "%(count)d notices of today", count) % {"count": count}
            context = {"notices": [{"notice": notice, "url": address_of(notice)} for notice in told]}
            try:
                _post(told[0].recipient, subject, "digest", context)
            except Exception as failure:
                # They go out one by one as soon as the server is back, rather than a day late.
                _mark([notice.pk for notice in told], mail=Notice.Mail.QUEUED)
                _wait(told, now, failure)
                return 0
            _mark([notice.pk for notice in told], mail=Notice.Mail.SENT, sent_at=now)
            return 1
    except IntegrityError:
        return 0


def _mark(keys, **changes):
    Notice.objects.filter(pk__in=keys).update(**changes)


def may_be_told(notice) -> bool:
    """Asked when the letter leaves: the person works here still, has an address and may see the content."""
    content = specific(notice.content) if notice.content else None
    return bool(
        content is not None
        and notice.recipient.is_active
        and notice.recipient.email
        and may_hear_of(notice.recipient, content)
    )


def address_of(notice) -> str:
    """Where the notice leads, whole, for a letter; it asks by itself who may open it."""
    from django.urls import reverse

    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("editorial_notice", args=[notice.pk])


def _subject(notice):
    return f"{notice.get_event_display()}: {notice.title}"


def _post(recipient, subject, template, context):
    with translation.override(settings.LANGUAGE_CODE):
        context = {"recipient": recipient, "base_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/"), **context}
        # A title with a line break must not become a header.
        subject = " ".join(f"[Rotativa] {subject}".split())[:200]
        letter = EmailMultiAlternatives(
            subject,
            render_to_string(f"editorial/notices/{template}.txt", context),
            settings.DEFAULT_FROM_EMAIL,
            [recipient.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
        letter.attach_alternative(render_to_string(f"editorial/notices/{template}.html", context), "text/html")
        letter.send()


def _wait(notices, now, failure):
    for notice in notices:
        notice.attempts += 1
        notice.next_attempt_at = now + timedelta(minutes=minutes_to_wait(notice.attempts))
        notice.save(update_fields=["attempts", "next_attempt_at"])
    logger.warning(_("The mail server took no letter (%s); it is tried again later"), type(failure).__name__)
