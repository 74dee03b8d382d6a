"""
How fast one visitor may come to the doors that cost the house something.

What is counted lies in the cache that all web processes share, by the visitor's address,
minute by minute; nobody's address is written down. People with an account are not counted:
a whole newsroom may stand behind one address. Answers as RFC 6585 has it: 429 and
``Retry-After`` in seconds.
"""

import ipaddress
import time
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils.translation import gettext as _

from organization.visitors import address_of

MINUTE = 60
#: Who has an IPv6 address has this whole network, and may come from any of it.
IPV6_NETWORK_BITS = 64


@dataclass(frozen=True, slots=True)
class Pace:
    """So many requests in a minute by one visitor at the doors of one kind; ``setting`` says how many, 0 means any."""

    name: str
    setting: str

    @property
    def most(self) -> int:
        return getattr(settings, self.setting)


#: What is handed out as it lies: a page of the library asks for dozens at once, and a player for many parts.
FILES = Pace("files", "FILES_PER_MINUTE")
#: What is heavy, put on record, or made for who asks: packages, press kits, reading PDFs.
DOWNLOADS = Pace("downloads", "DOWNLOADS_PER_MINUTE")
#: Attempts to sign in, whatever the name: who tries one password on everybody meets no bound of an account.
SIGN_INS = Pace("sign-ins", "SIGN_INS_PER_MINUTE")


def at_pace(pace):
    """Guard a door: a visitor who comes too often in a minute is asked to come back in the next."""

    def decorate(view):
        @wraps(view)
        def door(request, *args, **kwargs):
            seconds = seconds_to_wait(request, pace)
            return too_many(seconds) if seconds else view(request, *args, **kwargs)

        return door

    return decorate


def seconds_to_wait(request, pace, now=None) -> int:
    """Count the request; in how many seconds its visitor may come back, 0 when they need not wait."""
    visitor = visitor_of(request)
    if not pace.most or visitor is None or request.user.is_authenticated:
        return 0
    now = time.time() if now is None else now
    minute, passed = divmod(int(now), MINUTE)
    key = f"pace:{pace.name}:{visitor}:{minute}"
    # The count outlives its minute a little: clocks of two machines are not the same.
    count = 1 if cache.add(key, 1, 2 * MINUTE) else _one_more(key)
    return MINUTE - passed if count > pace.most else 0


def visitor_of(request) -> str | None:
    """
    Whom a request is counted for, as text; None for who is not.

    This machine itself is not counted: who watches the house comes from it.
    """
    told = address_of(request)
    if told is None or (address := ipaddress.ip_address(told)).is_loopback:
        return None
    if address.version == 6 and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((told, IPV6_NETWORK_BITS), strict=False).network_address)
    return told


def too_many(seconds):
    answer = HttpResponse(
        _("You have asked for many files in a short time. Please try again in a minute."),
        status=429,
        content_type="text/plain; charset=utf-8",
    )
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store"
    return answer


def _one_more(key) -> int:
    try:
        return cache.incr(key)
    except ValueError:
        # It was culled between the two: nothing is known of this visitor.
        return 1
