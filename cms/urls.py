"""Every address of the house; the public contract is section 3 of the design."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms import feeds, sitemaps
from cms.api import api
from cms.views import errors, health, public_files, search
from cms.views.admin_strings import AdminStrings
from media_assets.views import files

handler400 = errors.bad_request
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("media/<path:name>", public_files.public_file, name="public_file"),
    path("admin/jsi18n/", AdminStrings.as_view()),
    path("admin/", include("cms.views.admin_listings")),
    # Before Wagtail's own, which would answer a program that is not signed in with a page.
    path("admin/cargas/", include("media_assets.uploading.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("api/v3/", api.urls),
    # Before Wagtail's own, which would hand out what a file tells of places and cameras.
    path("documentos/<int:document_id>/<path:document_filename>", files.document),
    path("documentos/", include(wagtaildocs_urls)),
    path("buscar/", search.search, name="search"),
    path("biblioteca/feed.xml", feeds.library_feed, name="library_feed"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)feed\.xml$", feeds.section_feed, name="section_feed"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)podcast\.xml$", feeds.podcast, name="podcast"),
    path("", include("media_assets.urls")),
    path("", include("editorial.urls")),
    path("", include(wagtail_urls)),
]
