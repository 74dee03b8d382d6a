"""
What almost every page needs and few changes alter, remembered by each process.

A thing is remembered for a generation of the public site (``cms.page_cache``): any
change of public content ends it, in every process, so that what is remembered is
exactly as true as the pages that are kept.
"""

import copy

from wagtail.models import Page, Site

from cms.page_cache import generation
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


memory = Memory()


def site_of(request) -> Site | None:
    """
    The site of a request with its front page complete and its sections at hand.

    Each reader gets copies, since a page being served carries things of its request.
    """
    found = memory.recall(("site", request.get_host()), lambda: _gather_site(request))
    if found is None:
        return None
    site, home, sections = found
    site, home = copy.copy(site), copy.copy(home)
    home.known_sections = sections
    site.root_page = home
    return site


def _gather_site(request):
    site = Site.find_for_request(request)
    if site is None:
        return None
    home = site.root_page.specific
    below = Page.objects.child_of(home).specific()
    return site, home, {page.slug: page for page in below if isinstance(page, ListingPage)}
