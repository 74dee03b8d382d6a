"""Doors of Wagtail's admin that name pages by their keys, whoever may know of them."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from wagtail.models import Page

from editorial.page_permissions import known_to, works_on_pages


class KnownPagesMiddleware:
    """
    Keep the titles of drafts from those who may not know of them.

    Wagtail's chooser shows the page that it is opened under, and those that were chosen;
    its screens of bulk actions list what one may not touch. None of them asks first.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.url_name
        if not request.user.is_authenticated:
            return
        if name == "wagtailadmin_choose_page_child":
            self._ask(request, [kwargs["parent_page_id"]])
        elif name == "wagtailadmin_choose_page_chosen_multiple":
            self._ask(request, request.GET.getlist("id"))
        elif name == "wagtail_bulk_action" and kwargs["app_label"] == "wagtailcore" and not works_on_pages(request.user):
            raise PermissionDenied

    def _ask(self, request, keys):
        wanted = {int(key) for key in keys if str(key).isdecimal()}
        # The root holds the site; it has no content of its own.
        if known_to(request.user, Page.objects.filter(pk__in=wanted, depth__gt=1)).count() < (
            Page.objects.filter(pk__in=wanted, depth__gt=1).count()
        ):
            raise Http404
