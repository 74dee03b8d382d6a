"""Readiness beside the text that is being written: a side panel that follows each save."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.edit import EditView as PageEditView
from wagtail.admin.views.pages.preview import PreviewOnEditView as PagePreviewView
from wagtail.admin.viewsets.pages import PageViewSet

from editorial.custody.records import subject_of
from editorial.custody.views import OfContent
from editorial.notices.telling import tell_of_comments
from editorial.readiness.catalogue import check
from organization.publication import GatedPublication


class ReadinessSidePanel(BaseSidePanel):
    """What the newest saved draft lacks; the list is asked for again after each save."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle readiness")
        icon_name = "clipboard-list"
        has_counter = False

    name = "readiness"
    title = _("Readiness")
    template_name = "editorial/admin/readiness_panel.html"
    order = 340

    def get_context_data(self, parent_context):
        return super().get_context_data(parent_context) | {
            "findings": check(self.object),
            "edit_url": "",
            "findings_url": reverse("editorial_readiness", args=subject_of(self.object)),
            "record_url": reverse("editorial_record", args=subject_of(self.object)),
        }


class ReviewedPageEditView(PageEditView):
    """The editor of pages, with the panel where the page goes through review."""

    def get_side_panels(self):
        panels = super().get_side_panels()
        # An autosave renders the panels again; ours asks for its list by itself.
        if self.expects_json_response or not isinstance(self.page, GatedPublication):
            return panels
        return MediaContainer([*panels, ReadinessSidePanel(self.page, self.request)])

    def send_commenting_notifications(self, changes):
        """By the notices of the house, told once and sent again while the mail is down."""
        tell_of_comments(self.page, changes, self.request.user)


class ReviewedPagePreviewView(PagePreviewView):
    """The draft as readers will see it, for whoever may open its editor: also who reviews and edits nothing else."""

    # A reviewer has no permission over pages at large; over this one ``get_object`` asks.
    permission_required = None


class ReviewedPageViewSet(PageViewSet):
    edit_view_class = ReviewedPageEditView
    preview_on_edit_view_class = ReviewedPagePreviewView


class FindingsView(OfContent, TemplateView):
    """The list alone, for an editor that has just saved."""

    template_name = "editorial/admin/findings.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            findings=check(self.content.get_latest_revision_as_object()),
            edit_url=AdminURLFinder(self.request.user).get_edit_url(self.content) or "",
            **kwargs,
        )
