"""The screens of what is done outside the ordinary course: forcing a publication, and reviewing it afterwards."""

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from editorial.force_publication import (
    AfterReviewRefused,
    ForceRefused,
    after_reviews_for,
    can_decide,
    can_force,
    decide,
    force_publish,
    skipped_by,
)
from editorial.models import AfterReview
from editorial.signed_acts import SignedAct


class ForceForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it cannot wait"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("It stays on record with your name, and whoever reviews it afterwards reads it."),
    )


class ForcePublication(SignedAct):
    """Shows what would be skipped, and publishes once a reason is signed."""

    template_name = "editorial/admin/force_publication.html"
    form_class = ForceForm
    page_title = gettext_lazy("Publish before the review is through")
    header_icon = "warning"
    refusal_of_act = ForceRefused

    def may_act(self):
        return can_force(self.request.user, self.content)

    def refuse(self, decision):
        messages.error(self.request, str(decision.reason))
        return redirect(self.record_url)

    def get_context_data(self, **kwargs):
        return super().get_context_data(skipped=skipped_by(self.content), **kwargs)

    def act(self, reason):
        force_publish(self.content, self.request.user, reason)
        messages.success(self.request, _("Published. Its review is owed and stays on the desk until it is done."))

    def get_success_url(self):
        return self.record_url


class DecisionForm(forms.Form):
    ratify = forms.TypedChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[("yes", gettext_lazy("Ratify it")), ("no", gettext_lazy("Object to it"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Needed to object: what is wrong, so that it can be corrected or withdrawn."),
    )


class DecideAfterReview(WagtailAdminTemplateMixin, FormView):
    template_name = "editorial/admin/after_review.html"
    form_class = DecisionForm
    page_title = gettext_lazy("Review what was published early")
    header_icon = "clipboard-list"

    @cached_property
    def owed(self):
        return get_object_or_404(AfterReview.objects.select_related("forced_by", "decided_by"), pk=self.kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if not can_decide(request.user, self.owed):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.owed)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        content = self.owed.content
        content = getattr(content, "specific", content)
        return super().get_context_data(
            owed=self.owed,
            public_url=content.get_absolute_url() if hasattr(content, "get_absolute_url") else content.url,
            edit_url=AdminURLFinder(self.request.user).get_edit_url(content),
            record_url=record_address(self.owed.content_type, self.owed.object_id),
            **kwargs,
        )

    def form_valid(self, form):
        try:
            decide(self.owed, self.request.user, **form.cleaned_data)
        except AfterReviewRefused as refusal:
            form.add_error("comment", str(refusal))
            return self.form_invalid(form)
        if form.cleaned_data["ratify"]:
            messages.success(self.request, _("Ratified: the review is closed."))
        else:
            messages.warning(self.request, _("Objected to: correct it, or withdraw it with a reason."))
        return redirect(record_address(self.owed.content_type, self.owed.object_id))


class AfterReviewsPanel(Component):
    """On the home of the admin, until somebody has reviewed what was published early."""

    name = "after_reviews"
    order = 55
    template_name = "editorial/admin/after_reviews_panel.html"

    def get_context_data(self, parent_context):
        now = timezone.now()
        lines = [
            {
                "url": reverse("editorial_after_review", args=[review.pk]),
                "title": review.title,
                "is_late": review.due_at < now,
                "review": review,
            }
            for review in after_reviews_for(parent_context["request"].user)
        ]
        return {"key": "owed", "lines": lines}


def record_address(content_type: ContentType, object_id) -> str:
    return reverse("editorial_record", args=[f"{content_type.app_label}.{content_type.model}", object_id])
