"""How an address becomes a page: one query per step, and the page complete in the last."""

from django.http import Http404


class Signposted:
    """Mixin of pages: the way from the front page to here."""

    @property
    def trail(self):
        """Its ancestors below the root of the tree, the front page first."""
        trail, page = [], self
        while (page := page.get_parent()) is not None and not page.is_root():
            trail.insert(0, page)
        return trail


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
        child = self.child_model().objects.child_of(self).with_joins().filter(slug=slug).first()
        if child is None:
            raise Http404
        child._cached_parent_obj = self
        return child.route(request, rest)


class RoutesThroughSections:
    """Mixin of the front page: a section that is only passed through is not fetched whole."""

    def route(self, request, path_components):
        if len(path_components) < 2:
            return super().route(request, path_components)
        slug, *rest = path_components
        section = self.get_children().filter(slug=slug).first()
        if section is None:
            raise Http404
        section._cached_parent_obj = self
        return section.specific_deferred.route(request, rest)
