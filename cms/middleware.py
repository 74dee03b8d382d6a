"""Middleware of the house."""

from django.conf import settings


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
