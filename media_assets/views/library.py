"""The public library: its listing and the page of each piece."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from media_assets import access, uses
from media_assets.models import Piece
from media_assets.public_library import CHANNEL_SLUGS, PAGE, SLUG_OF_CHANNEL, Listing, Selection, by_channel


@require_safe
def library(request):
    """Published pieces: shelves by channel, or the page of a listing when something was asked."""
    selection = Selection.read(request.GET)
    counts = selection.counts()
    listing = None
    if selection.is_everything:
        groups = by_channel(selection.shelves())
    else:
        listing = Paginator(Listing(selection, counts), PAGE).get_page(request.GET.get("pagina"))
        groups = by_channel(listing)
    return render(
        request,
        "media_assets/library.html",
        {
            "selection": selection,
            "groups": groups,
            "listing": listing,
            "total": sum(counts.values()),
            "channels": [
                {"channel": channel, "slug": slug, "count": counts.get(channel, 0)}
                for slug, channel in CHANNEL_SLUGS.items()
            ],
        },
    )


@require_safe
def piece(request, slug):
    """
    The page of a published piece.

    Of one that was public and is so no longer, the house says that it is gone
    (``cms.middleware.ReadersErrorMiddleware``).
    """
    piece = get_object_or_404(Piece.objects.for_cards().prefetch_related("credits"), slug=slug)
    if not access.is_public_piece(piece):
        raise Http404
    return render(
        request,
        "media_assets/piece.html",
        {
            "piece": piece,
            "version": piece.current_version,
            "is_preview": False,
            "pages": list(uses.pages_showing(piece)),
            "channel_slug": SLUG_OF_CHANNEL[piece.channel],
        },
    )
