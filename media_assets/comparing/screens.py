"""The screen that shows two versions side by side, and the picture of what changed on one page."""

import io

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.permissions import policy_registry

from media_assets.comparing.pairs import difference_of, fact_rows, has_likeness, loudness_step, pairs_of, reaches_of
from media_assets.models import Piece
from media_assets.previews import pictures


@require_safe
def compare(request, pk, first, second):
    """``first`` and ``second`` are numbers of versions; ``?pagina=3`` shows the third page."""
    piece, older, newer = _two(request, pk, first, second)
    name = Piece.snippet_viewset.get_url_name
    chosen = [request.GET.get(side, "") for side in ("antes", "despues")]
    if all(each.isascii() and each.isdigit() for each in chosen):
        return redirect(name("compare"), pk, *map(int, chosen))
    pairs = pairs_of(older, newer)
    number = request.GET.get("pagina", "")
    shown = next((pair for pair in pairs if str(pair.number) == number), None)
    shown = shown or next((pair for pair in pairs if pair.is_changed), pairs[0] if pairs else None)
    louder = loudness_step(older, newer)
    return render(
        request,
        "media_assets/admin/compare.html",
        {
            "piece": piece,
            "older": older,
            "newer": newer,
            "two": (older, newer),
            "sounds": [
                (version, f"{80 - 80 * reach:.1f}", f"{160 * reach:.1f}")
                for version, reach in zip((older, newer), reaches_of(louder), strict=True)
            ],
            "versions": piece.versions.order_by("number"),
            "title": _("Compare versions %(first)d and %(second)d") % {"first": older.number, "second": newer.number},
            "pairs": pairs,
            "pair": shown,
            "unseen": [version for version in (older, newer) if pairs and not has_likeness(version)],
            "changed": [pair for pair in pairs if pair.is_changed],
            "facts": fact_rows(older, newer),
            "louder": louder,
            "louder_by": number_format(abs(louder), 1) if louder is not None else "",
            "same_file": older.sha256 == newer.sha256,
            "more_pages": max(older.pages or 0, newer.pages or 0) > len(pairs) > 1,
            "difference_url": reverse(name("difference"), args=[pk, older.number, newer.number, shown.number])
            if shown and shown.share is not None
            else "",
            "back_url": reverse(name(_opening(request.user)), args=[pk]),
        },
    )


@require_safe
def difference(request, pk, first, second, page):
    """What changed on a page, as a picture."""
    _piece, older, newer = _two(request, pk, first, second)
    pair = next((pair for pair in pairs_of(older, newer) if pair.number == page), None)
    if pair is None or pair.share is None:
        raise Http404
    buffer = io.BytesIO()
    pictures.save(difference_of(pair).picture, buffer, "webp")
    headers = {"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(buffer.getvalue(), content_type="image/webp", headers=headers)


def _two(request, pk, first, second):
    """The piece and its two versions, the older first; for whoever may see the list of versions."""
    if not policy_registry.get_by_type(Piece).user_has_any_permission(request.user, ["add", "change", "view"]):
        raise PermissionDenied
    piece = get_object_or_404(Piece, pk=pk)
    versions = piece.versions.prefetch_related("derivatives").select_related("uploaded_by")
    found = [get_object_or_404(versions, number=number) for number in sorted((first, second))]
    return piece, *found


def _opening(user):
    return "edit" if policy_registry.get_by_type(Piece).user_has_permission(user, "change") else "inspect"
