"""«Avisos» in the admin: the list of what one was told, and how one wants to be told."""

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from editorial.models import Notice, NoticeChoice, NoticeEvent
from editorial.models.notices import DEFAULT_DELIVERY, Delivery
from editorial.notices.telling import specific

ON_A_PAGE = 30


class NoticesView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "editorial/notices/list.html"
    page_title = _("Notices")
    header_icon = "mail"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        notices = Notice.objects.filter(recipient=self.request.user)
        only_unread = self.request.GET.get("ver") != "todos"
        shown = notices.filter(read_at=None) if only_unread else notices
        page = Paginator(shown, ON_A_PAGE).get_page(self.request.GET.get("p"))
        unread = notices.filter(read_at=None).count()
        return super().get_context_data(page=page, only_unread=only_unread, unread=unread, **kwargs)

    def post(self, request):
        """Mark all of one's own as read."""
        Notice.objects.filter(recipient=request.user, read_at=None).update(read_at=timezone.now())
        return redirect("editorial_notices")


class NoticeView(View):
    """Opens what a notice is about, where the person may see it, and marks the notice as read."""

    def get(self, request, pk):
        notice = get_object_or_404(Notice, pk=pk, recipient=request.user)
        if notice.read_at is None:
            notice.read_at = timezone.now()
            notice.save(update_fields=["read_at"])
        content = specific(notice.content) if notice.content else None
        url = AdminURLFinder(request.user).get_edit_url(content) if content is not None else None
        if url is None and content is not None:
            label = f"{notice.content_type.app_label}.{notice.content_type.model}"
            url = reverse("editorial_record", args=[label, notice.object_id])
        return redirect(url or "editorial_notices")


def menu_item(user) -> MenuItem:
    """The entry of the menu with how many are unread."""
    unread = Notice.objects.filter(recipient=user, read_at=None).count()
    label = _("Notices (%(count)d)") % {"count": unread} if unread else _("Notices")
    return MenuItem(label, reverse("editorial_notices"), name="notices", icon_name="mail", order=120)


class ChoicesForm(forms.Form):
    """How to be told of each event; ``instance`` is the user."""

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = instance
        chosen = dict(NoticeChoice.objects.filter(user=instance).values_list("event", "delivery"))
        for event in NoticeEvent:
            self.fields[event.value] = forms.ChoiceField(
                label=event.label, choices=Delivery.choices, initial=chosen.get(event.value, DEFAULT_DELIVERY[event])
            )

    def save(self):
        for event in NoticeEvent:
            NoticeChoice.objects.update_or_create(
                user=self.user, event=event.value, defaults={"delivery": self.cleaned_data[event.value]}
            )


class ChoicesPanel(BaseSettingsPanel):
    """In the account of each person, where Wagtail's own switches of its letters stood."""

    name = "notices"
    title = _("How I am told")
    tab = notifications_tab
    order = 50
    form_class = ChoicesForm
