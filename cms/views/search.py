"""``/buscar/``: the search page."""

import logging

from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.models import SearchKind
from cms.search.site_search import Chosen, search_site

logger = logging.getLogger(__name__)


@require_safe
def search(request):
    """
    Results for ``q``, narrowed by ``tipo``, ``anio`` and ``dependencia``.

    When the engine fails, the page says so and the rest of the site goes on (503).
    """
    query = request.GET.get("q", "")
    chosen = _chosen(request.GET)
    rest = request.GET.copy()
    rest.pop("pagina", None)
    context = {"query": query, "chosen": chosen, "listing_query": rest.urlencode()}
    try:
        found = search_site(query, chosen, request.GET.get("pagina", 1), request=request)
    except Exception:
        logger.exception("The search engine does not answer")
        return render(request, "cms/search.html", context | {"unavailable": True, "results": None}, status=503)
    context |= {
        "query": found.query,
        "results": found.page,
        "facets": found.facets,
        "how": found.how,
        "suggestion": found.suggestion,
        "stands_in": found.stands_in,
        "there_is_more": found.there_is_more,
        "has_asked": bool(found.query),
    }
    return render(request, "cms/search.html", context)


def _chosen(query) -> Chosen:
    """The filters of the address that mean something; the rest is left out."""
    kind, year = query.get("tipo", ""), query.get("anio", "")
    return Chosen(
        kind=kind if kind in SearchKind.values else "",
        year=int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None,
        department=query.get("dependencia", "").replace("\0", "")[:80],
    )
