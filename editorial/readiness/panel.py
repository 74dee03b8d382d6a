"""Readiness beside the text that is being written: a side panel that follows each save."""

from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.create import CreateView as PageCreateView
from wagtail.admin.views.pages.edit import EditView as PageEditView
from wagtail.admin.views.pages.preview import PreviewOnEditView as PagePreviewView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from editorial.custody.records import subject_of
from editorial.custody.views import OfContent
from editorial.notices.telling import tell_of_comments
from editorial.page_permissions import works_on_pages
from editorial.readiness.catalogue import check
from organization.acts_told import what_was_decided
from organization.editing import TakesTurns
from organization.publication import GatedPublication


class ReadinessSidePanel(BaseSidePanel):
    """What the newest saved draft lacks; the list is asked for again after each save."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Toggle readiness")
        icon_name = "clipboard-list"
        has_counter = False

    name = "readiness"
    title = gettext_lazy("Readiness")
    template_name = "editorial/admin/readiness_panel.html"
    order = 340

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        if self.object.pk is None:
            return context
        return context | {
            "findings": check(self.object),
            "edit_url": "",
            "findings_url": reverse("editorial_readiness", args=subject_of(self.object)),
            "record_url": reverse("editorial_record", args=subject_of(self.object)),
        }


class ReviewedPageCreateView(PageCreateView):
    """A page that is begun; its first save turns the screen into its editor, which fills the panel that stands here."""

    def post(self, request, *args, **kwargs):
        """One after the other below the same page: the second of two finds the address taken, and says so in its form."""
        with transaction.atomic():
            held = Page.objects.select_for_update().get(pk=self.parent_page.pk)
            # The tree is told by this whether the page will be the first one here.
            self.parent_page.numchild = held.numchild
            return super().post(request, *args, **kwargs)

    def get_side_panels(self):
        panels = super().get_side_panels()
        if not isinstance(self.page, GatedPublication):
            return panels
        return MediaContainer([*panels, ReadinessSidePanel(self.page, self.request)])


class ReviewedPageEditView(TakesTurns, PageEditView):
    """The editor of pages, with the panel where the page goes through review."""

    @classmethod
    def hold(cls, request, page_id, **kwargs):
        Page.objects.select_for_update().filter(pk=page_id).first()

    @property
    def reviewed(self):
        return self.page

    def redirect_to_editor(self):
        return self.redirect_and_remain()

    def redirect_away(self):
        """Reviewers came from the desk, and the tree of pages is closed to them."""
        if self.next_url or works_on_pages(self.request.user):
            return super().redirect_away()
        return redirect("wagtailadmin_home")

    def perform_workflow_action(self):
        self.decided = self.page.current_workflow_task_state
        return super().perform_workflow_action()

    def add_save_confirmation_message(self):
        if self.action_name != "perform_workflow_action":
            return super().add_save_confirmation_message()
        title = self.page.get_admin_display_title()
        messages.success(self.request, what_was_decided(self.page, self.decided, self.workflow_action, title))
        return None

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
    add_view_class = ReviewedPageCreateView
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
