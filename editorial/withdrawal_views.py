"""The form with which the management takes back what was published."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from editorial.custody.views import OfContent
from editorial.withdrawal import WithdrawalRefused, can_withdraw, withdraw


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Readers who come to its address read it there."),
    )


class Withdraw(OfContent, WagtailAdminTemplateMixin, FormView):
    """Of a page or a piece; what can be taken back is taken back with words."""

    template_name = "editorial/admin/withdraw.html"
    form_class = WithdrawalForm
    page_title = gettext_lazy("Withdraw")
    header_icon = "download"

    def dispatch(self, request, *args, **kwargs):
        if not can_withdraw(request.user, self.content):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.content)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def form_valid(self, form):
        try:
            withdraw(self.content, self.request.user, form.cleaned_data["reason"])
        except WithdrawalRefused as refusal:
            form.add_error("reason", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("«%(title)s» was withdrawn.") % {"title": self.content})
        if isinstance(self.content, Page):
            return redirect("wagtailadmin_explore", self.content.get_parent().pk)
        return redirect("editorial_record", self.kwargs["label"], self.kwargs["pk"])
