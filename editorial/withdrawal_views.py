"""The form with which the management takes back what was published."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page

from editorial.signed_acts import SignedAct
from editorial.withdrawal import WithdrawalRefused, can_withdraw, withdraw


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Readers who come to its address read it there."),
    )


class Withdraw(SignedAct):
    """Of a page or a piece; what can be taken back is taken back with words."""

    template_name = "editorial/admin/withdraw.html"
    form_class = WithdrawalForm
    page_title = gettext_lazy("Withdraw")
    header_icon = "download"
    refusal_of_act = WithdrawalRefused

    def may_act(self):
        return can_withdraw(self.request.user, self.content)

    def act(self, reason):
        withdraw(self.content, self.request.user, reason)
        messages.success(self.request, _("«%(title)s» was withdrawn.") % {"title": self.content})

    def get_success_url(self):
        if isinstance(self.content, Page):
            return reverse("wagtailadmin_explore", args=[self.content.get_parent().pk])
        return self.record_url
