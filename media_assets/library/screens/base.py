"""What the screens of the library share: who may open them, and where they stand."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from media_assets.models import Piece


def may_see_library(user) -> bool:
    return policy_registry.get_by_type(Piece).user_has_any_permission(user, ["add", "change", "delete", "view"])


def library_url():
    return reverse(Piece.snippet_viewset.get_url_name("list"))


class LibraryScreen(WagtailAdminTemplateMixin):
    """A screen below the library, for whoever sees the library; ``trail`` names what lies between."""

    trail = ()

    def dispatch(self, request, *args, **kwargs):
        if not may_see_library(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": library_url(), "label": _("Library of pieces")},
            *({"url": url, "label": label} for url, label in self.get_trail()),
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_trail(self):
        return self.trail


class FormScreen(LibraryScreen):
    """A screen with one form: its button, where the way back leads, and what is said when it is done (``%(name)s``)."""

    template_name = "media_assets/library_admin/form.html"
    button = _("Save")
    back_url = None
    done = ""

    def form_valid(self, form):
        response = super().form_valid(form)
        messages.success(self.request, self.done % {"name": self.object})
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(button=self.button, back_url=self.back_url or self.success_url, **kwargs)


class OwnedForm:
    """Of a form over what people keep for themselves: its name is unique among the owner's."""

    def __init__(self, *args, owner, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.owner = owner

    def _get_validation_exclusions(self):
        # Without it Django leaves out the constraint over the owner, whom the form does not ask for.
        return super()._get_validation_exclusions() - {"owner"}
