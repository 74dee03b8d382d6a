"""From which address somebody is acting, known to whoever writes the record."""

import ipaddress
from contextvars import ContextVar

from django.conf import settings

_address = ContextVar("address_of_the_request", default=None)


def acting_address():
    """The address of the request in hand; none when the house itself is acting."""
    return _address.get()


def address_of(request):
    """
    The address of who sent the request, or none when it is not one.

    Behind our own proxy it is the last that the proxy wrote: what stands before
    it in the header is whatever the visitor liked to write.
    """
    told = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        told = request.META.get("HTTP_X_FORWARDED_FOR", told).rpartition(",")[2].strip()
    try:
        return str(ipaddress.ip_address(told))
    except ValueError:
        return None


class ActingAddressMiddleware:
    """Keeps the address at hand while a request is answered."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = _address.set(address_of(request))
        try:
            return self.get_response(request)
        finally:
            _address.reset(token)
