"""From which address somebody is acting, known to whoever writes the record."""

from contextvars import ContextVar

from organization.visitors import address_of

_address = ContextVar("address_of_the_request", default=None)


def acting_address():
    """The address of the request in hand; none when the house itself is acting."""
    return _address.get()


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
