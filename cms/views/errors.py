"""What readers see when there is nothing to read: never was, not any more, or out of order."""

from django.http import HttpResponseServerError, JsonResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist, loader
from django.utils.translation import gettext


def bad_request(request, exception=None):
    """400: what came means nothing here. Scripts, such as the one that saves a draft by itself, read its words too."""
    if request.accepts("text/html"):
        return render(request, "400.html", status=400)
    said = {"success": False, "error_code": "bad_request", "error_message": gettext("This request cannot be read.")}
    return JsonResponse(said, status=400)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def gone(request, withdrawn):
    """``withdrawn`` (``cms.withdrawn.Withdrawn``) says what it was and why it is no longer here."""
    return render(request, "410.html", {"withdrawn": withdrawn}, status=410)


def server_error(request):
    """500, from a template that asks nothing of the database or the session, since either may be the fault."""
    try:
        page = loader.get_template("500.html").render()
    except TemplateDoesNotExist:
        page = "<!doctype html><html lang=es><title>500</title><h1>El sitio no está disponible</h1>"
    return HttpResponseServerError(page)
