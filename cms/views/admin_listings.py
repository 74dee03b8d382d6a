"""Listings of Wagtail's admin that the house completes; each stands at the address of Wagtail's own, before it."""

from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.models import PageLogEntry, Site
from wagtail.sites.views import IndexView, SiteViewSet

PUBLICATION, ON_SCHEDULE = "wagtail.publish", "wagtail.publish.scheduled"


class AgingPages(AgingPagesView):
    """
    Names the schedule where it published a page last.

    Wagtail's own looks for publications by people only, and says "None" or whoever came before the schedule.
    """

    def decorate_paginated_queryset(self, queryset):
        pages = super().decorate_paginated_queryset(queryset)
        entries = PageLogEntry.objects.filter(
            page__in=[page.pk for page in pages], action__in=(PUBLICATION, ON_SCHEDULE)
        )
        latest = dict(entries.order_by("timestamp", "pk").values_list("page_id", "action"))
        for page in pages:
            if latest.get(page.pk) == ON_SCHEDULE:
                page.last_published_by, page.last_published_by_user = None, _("Schedule")
            elif not page.last_published_by_user:
                # As in the history of a page.
                page.last_published_by_user = _("system")
        return pages


def _named_as_the_field(column):
    """Wagtail gives these columns no label, so that they are named by their attribute, in English."""
    if type(column) is not Column:
        return column
    label = capfirst(Site._meta.get_field(column.name).verbose_name)
    return Column(column.name, label=label, sort_key=column.sort_key)


class Sites(IndexView):
    columns = [_named_as_the_field(column) for column in IndexView.columns]


def _screen(address, view):
    return path(address, never_cache(require_admin_access(view)))


_sites = SiteViewSet("wagtailsites", url_prefix="sites", index_view_class=Sites)

urlpatterns = [
    _screen("reports/aging-pages/", AgingPages.as_view()),
    _screen("reports/aging-pages/results/", AgingPages.as_view(results_only=True)),
    _screen("sites/", _sites.index_view),
    _screen("sites/results/", _sites.index_results_view),
]
