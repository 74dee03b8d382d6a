"""Middleware of the house."""

from django.conf import settings

from cms.views.errors import gone, not_found
from cms.withdrawn import find_withdrawn


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
