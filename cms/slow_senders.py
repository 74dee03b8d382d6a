"""
How many requests with a body a web process takes at once.

WSGI has a thread for each request, and whoever sends a body slowly holds it until the last byte is there,
signed in or not: any form is read before it is refused. Some threads therefore never wait for a body, and pages come
at any time. Large bodies have half of the places at most, so that a form is saved while films are on their way.
"""

from collections import Counter
from contextlib import contextmanager
from threading import Lock

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from organization.pace import visitor_of

#: Bytes from which a body is large; one whose length is not told is so, too.
LARGE = 1024 * 1024
RETRY_AFTER_SECONDS = 5

_everybody, _large = "everybody", "large"
_taken = Counter()
_lock = Lock()


class SlowSendersMiddleware:
    """Ask whoever sends a body to come back (503 with ``Retry-After``) when all places for bodies are taken."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length = _length_of_body(request)
        if not length or not settings.BODIES_AT_ONCE:
            return self.get_response(request)
        with _place(_bounds(request, length)) as is_free:
            return self.get_response(request) if is_free else _come_back()


def _length_of_body(request) -> int:
    """Bytes announced; as many as are large where the length is not told. What is no number is Django's to refuse."""
    if "HTTP_TRANSFER_ENCODING" in request.META:
        return LARGE
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else LARGE


def _bounds(request, length) -> dict:
    """For whom this body is counted, and how many of theirs there may be: one visitor leaves a third to others."""
    most = settings.BODIES_AT_ONCE
    bounds = {_everybody: most}
    if length >= LARGE:
        bounds[_large] = max(1, most // 2)
    if visitor := visitor_of(request):
        bounds[visitor] = max(1, most * 2 // 3)
    return bounds


@contextmanager
def _place(bounds):
    """Whether there is a place, which is free again at the end of the block."""
    with _lock:
        is_free = all(_taken[who] < most for who, most in bounds.items())
        if is_free:
            _taken.update(bounds.keys())
    try:
        yield is_free
    finally:
        if is_free:
            with _lock:
                _taken.subtract(bounds.keys())
                for who in bounds:
                    if not _taken[who]:
                        del _taken[who]


def _come_back():
    answer = HttpResponse(
        _("Too much is being sent to the house at once. Nothing was saved: please send it again in a moment."),
        content_type="text/plain; charset=utf-8",
        status=503,
    )
    answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
    answer["Cache-Control"] = "no-store"
    return answer
