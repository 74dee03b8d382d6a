"""
What almost every page needs and few changes alter, remembered by each process.

A thing is remembered for a generation of the public site (``cms.page_cache``): any
change of public content ends it, in every process, so that what is remembered is
exactly as true as the pages that are kept.
"""

import copy

from wagtail.models import Page, Site

from cms.page_cache import generation
from editorial.models.base import EditorialQuerySet
from editorial.models.listing import ListingPage

#: More keys than an honest site has: somebody is inventing host names.
MANY = 100


class Memory:
    """Values by key, all forgotten together."""

    def __init__(self):
        self._kept = (None, {})

    def recall(self, key, make):
        """The value of ``key``, made now if this generation has not seen it yet."""
        # Read before the value is made: one made of old content is then born forgotten.
        now = generation.current() or generation.renew()
        if now is None:
            return make()
        kept_in, values = self._kept
        if kept_in != now.id or len(values) > MANY:
            values = {}
            self._kept = (now.id, values)
        if key not in values:
            values[key] = make()
        return values[key]

    def forget(self):
        """Forget in this process alone; a change of content needs no such call."""
        self._kept = (None, {})


memory = Memory()


def site_of(request) -> Site | None:
    """
    The site of a request with its front page and its sections at hand.

    Each reader gets copies, since a page being served carries things of its request.
    """
    found = memory.recall(("site", request.get_host()), lambda: _gather_site(request))
    if found is None:
        return None
    site, home, sections = found
    if request.path_info == "/":
        # Only who reads the front page needs more of it than its place in the tree.
        home = memory.recall(("home", home.pk), lambda: type(home).objects.get(pk=home.pk))
    site, home = copy.copy(site), copy.copy(home)
    home.known_sections = sections
    site.root_page = home
    return site


def _gather_site(request):
    site = Site.find_for_request(request)
    if site is None:
        return None
    home = site.root_page.specific_deferred
    return site, home, Sections(home)


def pages_below(home) -> list[Page]:
    """The live pages right below a front page that are open to everybody, in their order."""

    def read():
        pages = EditorialQuerySet(Page).child_of(home).published().order_by("path")
        return list(pages.select_related("content_type"))

    return memory.recall(("below", home.pk), read)


class Sections:
    """The sections of a front page by slug, each read whole when the first reader passes through."""

    def __init__(self, home):
        self._home = home
        self._read = {}

    def __contains__(self, slug):
        return slug in self._read or self._page(slug) is not None

    def __getitem__(self, slug):
        if slug not in self._read:
            self._read[slug] = self._page(slug).specific
        return self._read[slug]

    def _page(self, slug):
        for page in pages_below(self._home):
            if page.slug == slug and issubclass(page.specific_class or Page, ListingPage):
                return page
        return None
