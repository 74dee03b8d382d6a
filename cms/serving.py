"""What the house adds when Wagtail serves a page to a reader."""

from django.http import Http404
from django.utils import timezone


def serve_to_everybody(serve):
    """
    Mark that the page passed every restriction, and close one whose hour of expiry has come.

    For Wagtail's ``on_serve_page``, inside its check of view restrictions. The scheduler
    takes expired pages down a little later; no reader has to see the difference.
    """

    def inner(page, request, args, kwargs):
        if page.expire_at is not None and page.expire_at <= timezone.now():
            raise Http404
        # Read by ``cms.page_cache``: without it, nothing that Wagtail serves is kept.
        request.page_open_to_all = True
        return serve(page, request, args, kwargs)

    return inner
