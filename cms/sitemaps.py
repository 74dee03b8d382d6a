"""What search engines may find: the public pages and pieces, and nothing of the office."""

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page, Site

from cms.addresses import absolute
from media_assets.models import Piece


class HouseSitemap(Sitemap):
    """Full addresses come from ``SITE_URL``, whatever host was asked."""

    def location(self, item):
        return item.get_absolute_url()

    def _urls(self, page, protocol, domain):
        latest, urls = None, []
        for item in self.paginator.page(page).object_list:
            changed = self.lastmod(item)
            latest = max(filter(None, (latest, changed)), default=None)
            url = {
                "item": item,
                "location": absolute(self.location(item)),
                "lastmod": changed,
                "changefreq": None,
                "priority": "",
                "alternates": [],
            }
            urls.append(url)
        if latest:
            self.latest_lastmod = latest
        return urls


class PageSitemap(HouseSitemap):
    """Live pages open to everybody. The site's paths are read once, not once a page."""

    def __init__(self, request):
        self.request = request

    def items(self):
        site = Site.find_for_request(self.request)
        if site is None:
            return Page.objects.none()
        pages = Page.objects.descendant_of(site.root_page, inclusive=True).live().public().order_by("path")
        return pages.select_related("locale")

    def location(self, page):
        return page.get_url(self.request)

    def lastmod(self, page):
        return page.last_published_at


class PieceSitemap(HouseSitemap):
    def items(self):
        return Piece.objects.public().order_by("pk")

    def lastmod(self, piece):
        return piece.last_published_at


@require_safe
@conditional_page
def sitemap(request):
    """``/sitemap.xml``"""
    return sitemap_views.sitemap(request, {"pages": PageSitemap(request), "pieces": PieceSitemap()})


ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /api/
Disallow: {search}
Allow: /

Sitemap: {sitemap}
"""


@require_safe
def robots(request):
    """``/robots.txt``: the office and its endless searches are not for crawlers."""
    text = ROBOTS.format(search=reverse("search"), sitemap=absolute(reverse("sitemap")))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
