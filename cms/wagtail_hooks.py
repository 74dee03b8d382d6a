"""Only wires: what the house does when Wagtail serves a page."""

from django.http import Http404
from django.utils import timezone
from wagtail import hooks


@hooks.register("on_serve_page", order=100)
def serve_to_everybody(serve):
    """
    Mark that the page passed every restriction, and close one whose hour of expiry has come.

    Runs inside Wagtail's check of view restrictions. The scheduler takes expired pages
    down a little later; no reader has to see the difference.
    """

    def inner(page, request, args, kwargs):
        if page.expire_at is not None and page.expire_at <= timezone.now():
            raise Http404
        request.page_open_to_all = True
        return serve(page, request, args, kwargs)

    return inner
