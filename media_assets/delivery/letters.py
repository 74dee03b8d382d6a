"""
The letter to the receiver, with the link: sent by the scheduler once the package is ready.

It waits in the row of its delivery, so that a mail server that is down loses none; what the
server does not take is tried again, longer each time. Who would find the door shut gets none.
"""

import logging
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from media_assets.delivery.links import address_of
from media_assets.delivery.sender import sender
from media_assets.models import Delivery, JobState, Letter, Standing
from organization.post import SERVER_IS_DOWN, minutes_to_wait, one_round

logger = logging.getLogger(__name__)

IN_ONE_ROUND = 20


def send_due(now=None) -> int:
    """Send what is due; returns how many letters the mail server took. Any number may run at once."""
    return one_round(partial(_send_next, now or timezone.now()), IN_ONE_ROUND)


def write_again(delivery, now=None) -> bool:
    """Send the letter once more to the receiver of a package that is open."""
    now = now or timezone.now()
    ready = Delivery.objects.filter(pk=delivery.pk, state=JobState.DONE).exclude(receiver_email="").not_over_at(now)
    return bool(ready.update(letter=Letter.QUEUED, letter_due_at=now, letter_attempts=0))


def _send_next(now):
    """1 for a letter sent, 0 for one that was not, None when nothing is due or the server is down."""
    with transaction.atomic():
        over = Q(pk__in=Delivery.objects.over_at(now).values("pk"))
        due = Delivery.objects.filter(Q(state=JobState.DONE) | over, letter=Letter.QUEUED, letter_due_at__lte=now)
        due = due.order_by("letter_due_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        delivery = due.first()
        if delivery is None:
            return None
        if delivery.standing_at(now) != Standing.READY:
            return _note(delivery, 0, letter=Letter.DROPPED)
        try:
            _post(delivery)
        except SERVER_IS_DOWN as failure:
            _wait(delivery, now, failure)
            return None
        except OSError as failure:
            # An address that the server does not take (``SMTPException`` is an ``OSError``) holds up no other letter.
            _wait(delivery, now, failure)
            return 0
        return _note(delivery, 1, letter=Letter.SENT, letter_sent_at=now)


def _post(delivery):
    with translation.override(settings.LANGUAGE_CODE):
        office = sender()
        count = delivery.items.count()
        context = {
            "delivery": delivery,
            "items": list(delivery.items.all()),
            "count": count,
            "office": office,
            "url": address_of(delivery),
        }
        subject = _("Delivery %(number)d of %(office)s: package for %(receiver)s") % {
            "number": delivery.pk,
            "office": office.office or "Rotativa",
            "receiver": delivery.receiver_name,
        }
        letter = EmailMultiAlternatives(
            # A name with a line break must not become a header.
            " ".join(subject.split())[:200],
            render_to_string("media_assets/delivery/letter.txt", context),
            settings.DEFAULT_FROM_EMAIL,
            [delivery.receiver_email],
            reply_to=[office.email] if office.email else None,
            headers={"Auto-Submitted": "auto-generated"},
        )
        letter.attach_alternative(render_to_string("media_assets/delivery/letter.html", context), "text/html")
        letter.send()


def _wait(delivery, now, failure):
    attempts = delivery.letter_attempts + 1
    due_at = now + timedelta(minutes=minutes_to_wait(attempts))
    _note(delivery, 0, letter_attempts=attempts, letter_due_at=due_at)
    logger.warning(
        "The letter of delivery %d was not taken (%s); it is tried again later", delivery.pk, type(failure).__name__
    )


def _note(delivery, outcome, **changes):
    Delivery.objects.filter(pk=delivery.pk).update(**changes)
    return outcome
