"""How an address becomes a page: one query per step, and the page complete in the last."""

import copy

from django.http import Http404
from wagtail.models import PageViewRestriction

from editorial.statements import given, written_once
from organization.borrowed import give_parent


class Signposted:
    """Mixin of pages: the way from the front page to here, known since the address was followed."""

    @property
    def trail(self):
        """Its ancestors from the front page down."""
        trail, page = [], self
        while page.depth > 2:
            page = page.get_parent()
            trail.insert(0, page)
        return trail

    def get_view_restrictions(self):
        """Those that Wagtail finds, in one query instead of two; aliases, which we have few of, are its own to follow."""
        if any(page.alias_of_id for page in (self, *self.trail)):
            return super().get_view_restrictions()
        steps = range(self.steplen, len(self.path) + 1, self.steplen)
        return PageViewRestriction.objects.filter(page__path__in=[self.path[:step] for step in steps])


class RoutesByType:
    """
    Mixin of pages whose children are all of one type.

    Wagtail fetches a child twice, as a page and as what it is; here it comes once,
    with what its template reads joined. Whatever is no child is Wagtail's to answer.
    """

    def child_model(self):
        raise NotImplementedError

    def route(self, request, path_components):
        if not path_components:
            return super().route(request, path_components)
        slug, *rest = path_components
        found = _at_address(self.child_model(), slug=slug, url_path=f"{self.url_path}{slug}/")
        if not found:
            raise Http404
        child = found[0]
        give_parent(child, self)
        return child.route(request, rest)


@written_once
def _at_address(model):
    """The page of an address; the slug, which is indexed, leads to it."""
    return model.objects.with_joins().filter(slug=given(model, "slug"), url_path=given(model, "url_path"))[:1]


class RoutesThroughSections:
    """
    Mixin of the front page: sections that are already at hand are not fetched again.

    ``known_sections`` (slug: page) is lent by whoever keeps them true; without it, a
    section that is only passed through is not fetched whole.
    """

    known_sections = {}

    def route(self, request, path_components):
        if not path_components:
            return super().route(request, path_components)
        slug, *rest = path_components
        if slug in self.known_sections:
            section = copy.copy(self.known_sections[slug])
        elif rest:
            section = self.get_children().filter(slug=slug).first()
            if section is None:
                raise Http404
            section = section.specific_deferred
        else:
            return super().route(request, path_components)
        give_parent(section, self)
        return section.route(request, rest)
