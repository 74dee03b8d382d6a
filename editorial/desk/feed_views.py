"""The page on which a person makes the secret link of their calendar, makes it anew or ends it."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from editorial.models import CalendarFeed


@method_decorator(never_cache, name="dispatch")
class FeedLinkView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "editorial/desk/feed_link.html"
    page_title = _("Calendar in my own program")
    header_icon = "calendar-alt"

    def get_breadcrumbs_items(self):
        calendar = {"url": reverse("editorial_calendar"), "label": _("Editorial calendar")}
        return [*self.breadcrumbs_items, calendar, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        feed = CalendarFeed.objects.filter(user=self.request.user).first()
        return super().get_context_data(feed=feed, **kwargs)

    def post(self, request, *args, **kwargs):
        if "revoke" in request.POST:
            CalendarFeed.objects.filter(user=request.user).delete()
            messages.success(request, _("The link does not open the calendar any more."))
            return redirect("editorial_calendar_link")
        feed, token = CalendarFeed.make_for(request.user)
        # Shown in this answer only, and not by a redirect: the secret would have to be kept somewhere for it.
        address = request.build_absolute_uri(reverse("calendar_feed", args=[feed.pk, token]))
        return self.render_to_response(self.get_context_data(address=address, **kwargs))
