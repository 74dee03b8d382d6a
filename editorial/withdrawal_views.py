"""The form with which the management takes back what was published."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from editorial.withdrawal import withdraw


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Readers who come to its address read it there."),
    )


class WithdrawPage(WagtailAdminTemplateMixin, FormView):
    template_name = "editorial/admin/withdraw.html"
    form_class = WithdrawalForm
    page_title = gettext_lazy("Withdraw")
    header_icon = "download"

    @cached_property
    def page(self):
        return get_object_or_404(Page, pk=self.kwargs["pk"]).specific

    def dispatch(self, request, *args, **kwargs):
        if not self.page.permissions_for_user(request.user).can_unpublish():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.page)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def form_valid(self, form):
        withdraw(self.page, self.request.user, form.cleaned_data["reason"])
        messages.success(self.request, _("«%(title)s» was withdrawn.") % {"title": self.page})
        return redirect("wagtailadmin_explore", self.page.get_parent().pk)
