"""What the management does to a content outside its ordinary course, with a reason that is signed."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from editorial.custody.views import OfContent
from organization.publication import PublicationRefused


class SignedAct(OfContent, WagtailAdminTemplateMixin, FormView):
    """
    The form of one such act, whose ``form_class`` asks for the ``reason``.

    ``refusal_of_act`` is what the rule raises about the act itself, said at the reason;
    what else forbids it is said above the form.
    """

    refusal_of_act = PublicationRefused

    def may_act(self):
        """The ``Decision`` of the rule."""
        raise NotImplementedError

    def act(self, reason):
        """Do it; raises ``PublicationRefused``."""
        raise NotImplementedError

    def refuse(self, decision):
        """Answer whoever may not act."""
        raise PermissionDenied

    def dispatch(self, request, *args, **kwargs):
        if not (decision := self.may_act()):
            return self.refuse(decision)
        return super().dispatch(request, *args, **kwargs)

    @property
    def record_url(self):
        return reverse("editorial_record", args=[self.kwargs["label"], self.kwargs["pk"]])

    def get_page_subtitle(self):
        return str(self.content)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.record_url, "label": _("Record")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(record_url=self.record_url, **kwargs)

    def form_valid(self, form):
        try:
            self.act(form.cleaned_data["reason"])
        except PublicationRefused as refusal:
            form.add_error("reason" if isinstance(refusal, self.refusal_of_act) else None, str(refusal))
            return self.form_invalid(form)
        return super().form_valid(form)
