"""
Handing a package to somebody: the rules are asked, the taking is put on record, then the bytes go.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from media_assets.delivery import rules
from media_assets.delivery.contents import items_of
from media_assets.delivery.preparing import close
from media_assets.models import DeliveryTaking, TakingEnd
from media_assets.views.serving import UnsatisfiableRange, is_given_by_bucket, lead_to_bucket, parse_range, serve
from organization.visitors import address_of

TYPE = "application/zip"
#: What a program says of itself may be a book.
LONGEST_AGENT = 200
#: Within it the same bytes for the same visitor are one taking.
ONE_TAKING = timedelta(minutes=5)
#: Who the link is for gets an answer that nobody keeps, finds or repeats to others.
HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@dataclass(frozen=True, slots=True)
class Opening:
    """A delivery as it is found when somebody comes: how it stands, and its pieces."""

    delivery: object
    standing: str
    items: list


def come_to(delivery, now=None) -> Opening:
    """How the delivery stands now; what the rules forbid since it was prepared closes it here."""
    now = now or timezone.now()
    items = list(items_of(delivery))
    if delivery.standing_at(now) in (rules.Standing.READY, rules.Standing.PREPARING):
        for item in items:
            if not (decision := rules.may_still_go(item, delivery.receiver_kind, now)):
                close(delivery, item, str(decision.reason))
                break
    return Opening(delivery, delivery.standing_at(now), items)


def hand_over(request, delivery, person=""):
    """
    The answer with the package of a delivery that is ready, or with the part that was asked for.

    ``person`` names who of the office takes it. From a bucket the bytes come by a signed
    address that is good for a minute.
    """
    if is_given_by_bucket(request, delivery.file.storage):
        response = _led_away(request, delivery, person)
    else:
        response = serve(
            request,
            delivery.file,
            content_type=TYPE,
            filename=delivery.filename,
            everybody=False,
            attachment=True,
            checksum=delivery.sha256,
        )
        if response.streaming:
            first, last = _part(response, delivery.size)
            if not _is_on_record(request, delivery, first, last, person):
                taking = _record(request, delivery, first, last, person)
                response.streaming_content = _counted(response.streaming_content, taking)
    for header, value in HEADERS.items():
        response[header] = value
    return response


def _led_away(request, delivery, person):
    response = lead_to_bucket(delivery.file, content_type=TYPE, filename=delivery.filename)
    try:
        first, last = parse_range(request.headers.get("Range", ""), delivery.size) or (0, delivery.size - 1)
    except UnsatisfiableRange:
        first, last = 0, delivery.size - 1
    if not _is_on_record(request, delivery, first, last, person):
        _record(request, delivery, first, last, person, is_elsewhere=True)
    return response


def _is_on_record(request, delivery, first, last, person) -> bool:
    """
    Whether the same visitor got, or is getting, these bytes by a taking of the last minutes.

    A program that asks twice for the same is one who takes it once. Who was cut off and goes on
    is put on record again; whoever cannot be told from others always is.
    """
    who = _who(request, person)
    if who["address"] is None:
        return False
    of_now = DeliveryTaking.objects.filter(delivery=delivery, at__gte=timezone.now() - ONE_TAKING, **who)
    of_these = of_now.filter(first__lte=first, last__gte=last)
    return of_these.filter(Q(end__isnull=True) | Q(end__sent=F("last") - F("first") + 1)).exists()


def _who(request, person) -> dict:
    return {
        "address": address_of(request),
        "agent": request.headers.get("User-Agent", "")[:LONGEST_AGENT],
        "person": person[:200],
    }


def _record(request, delivery, first, last, person, is_elsewhere=False):
    return DeliveryTaking.objects.create(
        delivery=delivery,
        **_who(request, person),
        first=first,
        last=last,
        is_elsewhere=is_elsewhere,
    )


def _part(response, size):
    """The first and the last byte of what the answer holds."""
    if response.status_code != 206:
        return 0, size - 1
    first, _dash, last = response["Content-Range"].removeprefix("bytes ").partition("/")[0].partition("-")
    return int(first), int(last)


def _counted(chunks, taking):
    """The bytes as they go, and how many they were once no more are asked for."""
    sent = 0
    try:
        for chunk in chunks:
            yield chunk
            sent += len(chunk)
    finally:
        TakingEnd.objects.create(taking=taking, sent=sent)
