"""Middleware of the house."""

import logging

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import DataError

from cms.memory import site_of
from cms.views import health
from cms.views.errors import bad_request, gone, not_found
from cms.withdrawn import find_withdrawn
from organization.borrowed import give_site
from organization.editing import is_key

logger = logging.getLogger(__name__)


class HealthMiddleware:
    """
    Answer ``/healthz`` and ``/readyz`` before anything is asked of the request.

    Who watches the house comes to its inner address, under a host name that readers may
    not use and without TLS. Stands first of all.
    """

    DOORS = {"/healthz": health.alive, "/readyz": health.ready}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        door = self.DOORS.get(request.path_info)
        return door(request) if door else self.get_response(request)


class AdminContentSecurityPolicyMiddleware:
    """
    Give Wagtail's admin the policy it can work under.

    The public site keeps the strict ``SECURE_CSP``; only answers below ``/admin/``
    get ``ADMIN_CSP``, which allows the inline styles and scripts of the editor.
    Stands right below Django's ``ContentSecurityPolicyMiddleware``.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith("/admin/") and not hasattr(response, "_csp_config"):
            response._csp_config = settings.ADMIN_CSP
        return response


class ReadersErrorMiddleware:
    """
    Answer what is not found with a page made for readers: 410 with its reason when it was withdrawn.

    Stands above Wagtail's redirects, so that an address that moved leads on before
    anything is missed. While DEBUG is on, Django's page for developers is replaced
    too: it would stand on every demonstration.
    """

    #: Doors that are not for readers of pages: the office, the API and files.
    EXCEPT = ("/admin/", "/api/", "/static/", "/media/", "/archivos/", "/documentos/")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.path.startswith(self.EXCEPT):
            return response
        if withdrawn := find_withdrawn(request):
            return gone(request, withdrawn)
        return not_found(request) if settings.DEBUG else response


class UnreadableRequestMiddleware:
    """
    Answer with 400, in words, what nobody can read: it is no fault of the house.

    Listings hand their database whatever an address says, and it refuses numbers beyond its
    64 bits, days beyond the last of its calendar and characters that are none. ``BadRequest`` comes
    from forms that no browser sends. The fault is logged whole, in case it is ours after all.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        # Wagtail's choosers ask their tables for whatever they are told was chosen.
        keys = {"chosen": [kwargs.get("pk")], "chosen_multiple": request.GET.getlist("id")}
        if not all(map(is_key, keys.get(request.resolver_match.url_name, ()))):
            return bad_request(request)
        return None

    def process_exception(self, request, exception):
        is_reading = request.method in ("GET", "HEAD")
        if isinstance(exception, (BadRequest, OverflowError)) or (is_reading and isinstance(exception, DataError)):
            logger.warning("Cannot be read: %s %s", request.method, request.path, exc_info=exception)
            return bad_request(request)
        return None


class KnownSiteMiddleware:
    """
    Give Wagtail the site of a reader's request from memory, with its front page and sections.

    Stands below ``CommonMiddleware``, which refuses hosts that are not ours.
    """

    OFFICE = ("/admin/", "/api/")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in ("GET", "HEAD") and not request.path.startswith(self.OFFICE):
            give_site(request, site_of(request))
        return self.get_response(request)
