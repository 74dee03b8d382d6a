"""Doors of Wagtail's admin that name pages by their keys, whoever may know of them."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page

from editorial.answered_files import can_delete
from editorial.page_permissions import known_to, works_on_pages
from media_assets.models import EditorialDocument, EditorialImage, EditorialMedia
from organization.editing import is_key

#: The screens that delete one file: what they delete, by which part of the address, and its own screen.
DELETES_A_FILE = {
    "wagtailimages:delete": (EditorialImage, "image_id", "wagtailimages:edit"),
    "wagtaildocs:delete": (EditorialDocument, "document_id", "wagtaildocs:edit"),
    "wagtailmedia:delete": (EditorialMedia, "media_id", "wagtailmedia:edit"),
}


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
        # By name first: whoever looks at the user makes an answer depend on its cookie.
        match request.resolver_match.url_name:
            case "wagtailadmin_choose_page_child":
                self._ask(request, [kwargs["parent_page_id"]])
            case "wagtailadmin_choose_page_chosen_multiple":
                self._ask(request, request.GET.getlist("id"))
            case "wagtail_bulk_action" if kwargs["app_label"] == "wagtailcore":
                if request.user.is_authenticated and not works_on_pages(request.user):
                    raise PermissionDenied

    def _ask(self, request, keys):
        if not request.user.is_authenticated:
            # Wagtail leads whoever is not signed in to the door of the house.
            return
        # The root holds the site; it has no content of its own.
        if not all(is_key(str(key)) for key in keys):
            raise Http404
        pages = Page.objects.filter(pk__in=keys, depth__gt=1)
        if known_to(request.user, pages).count() < pages.count():
            raise Http404


class AnsweredFilesMiddleware:
    """Say why a file stays before somebody is asked whether to delete it; Wagtail's screens have no hook for that."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.view_name not in DELETES_A_FILE or not request.user.is_authenticated:
            return None
        model, key, screen = DELETES_A_FILE[request.resolver_match.view_name]
        item = model.objects.filter(pk=kwargs[key]).first()
        if item is None or (decision := can_delete(request.user, item)):
            return None
        messages.error(request, str(decision.reason))
        return redirect(screen, item.pk)
