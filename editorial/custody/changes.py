"""What changed since the approval: the screen for who may read the record, and a word of it in the editor."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from editorial.custody.records import subject_of
from editorial.custody.views import OfContent
from editorial.review_changes import baseline_of, changes_since, step_to_ask_again, was_ever_approved
from editorial.withdrawal import reason_for


class ChangesView(OfContent, WagtailAdminTemplateMixin, TemplateView):
    template_name = "editorial/admin/changes.html"
    page_title = gettext_lazy("What changed since the approval")
    header_icon = "resubmit"

    def get_page_subtitle(self):
        return str(self.content)

    def get_breadcrumbs_items(self):
        edit_url = AdminURLFinder(self.request.user).get_edit_url(self.content)
        args = [self.kwargs["label"], self.kwargs["pk"]]
        return [
            *self.breadcrumbs_items,
            {"url": edit_url or "", "label": str(self.content)},
            {"url": reverse("editorial_record", args=args), "label": gettext_lazy("Record")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        baseline = baseline_of(self.content)
        sides = changes_since(baseline, self.content, self.request) if baseline else []
        newest = self.content.get_latest_revision()
        again = step_to_ask_again(self.content, baseline) if sides else ""
        return super().get_context_data(baseline=baseline, sides=sides, again=again, newest=newest, **kwargs)


def tell_in_editor(request, content):
    """Say to who opens the editor why it was withdrawn or returned, or that it is not what was approved any more."""
    tell_why_it_was_withdrawn(request, content)
    tell_why_it_came_back(request, content)
    if content.latest_revision_id in (None, content.live_revision_id) or not was_ever_approved(content):
        return
    if not (step := step_to_ask_again(content, baseline_of(content))):
        return
    if content.workflow_in_progress:
        text = _("This version changed after the approval: it goes back to “%(step)s”.")
    else:
        text = _("This version changed after the approval: once submitted, it goes back to “%(step)s”.")
    address = reverse("editorial_changes", args=subject_of(content))
    messages.warning(request, text % {"step": step}, buttons=[messages.button(address, _("What changed"))])


def tell_why_it_was_withdrawn(request, content):
    """A review that was open goes on, and would bring it back: who approves knows what they undo."""
    if content.live or not content.first_published_at or not (reason := reason_for(content)):
        return
    messages.warning(request, _("It was withdrawn from the public: %(reason)s") % {"reason": reason})


def tell_why_it_came_back(request, content):
    """The words with which a reviewer, or the readiness step, sent the draft back."""
    review = content.current_workflow_state
    if review is None or review.status != review.STATUS_NEEDS_CHANGES:
        return
    state = review.current_task_state
    said = state.comment if state is not None else ""
    text = _("“%(step)s” asked for changes: %(said)s") % {"step": state.task.name, "said": said} if said else ""
    if text:
        address = reverse("editorial_record", args=subject_of(content))
        messages.warning(request, text, buttons=[messages.button(address, _("Record"))])
