"""Whence a request comes, for what is put on record of it."""

import ipaddress

from django.conf import settings


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
