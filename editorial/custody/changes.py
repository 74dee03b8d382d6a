"""The screen of what changed since the approval, for who may read the record of the content."""

from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from editorial.custody.views import OfContent
from editorial.review_changes import baseline_of, changes_since


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
        return super().get_context_data(baseline=baseline, sides=sides, newest=newest, **kwargs)
