"""
Which pages use a piece, for readers: only pages that everybody may open.

Asked of Wagtail's reference index, which follows the published content of pages,
so that the library need not know any page type.
"""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex, get_page_models

from media_assets.models import Piece

def pages_showing(piece):
    """The pages open to everybody that show the piece, by title."""
    return _open_pages(ReferenceIndex.get_references_to(piece)).order_by("title")


def collections():
    """The pages open to everybody whose type gathers pieces (``gathers_pieces``), the latest first: campaigns."""
    types = [model for model in get_page_models() if getattr(model, "gathers_pieces", False)]
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Piece),
        content_type__in=ContentType.objects.get_for_models(*types).values(),
    )
    return _open_pages(references).order_by("-first_published_at")


def pieces_of(page) -> list[int]:
    """The keys of the pieces that the page shows."""
    references = ReferenceIndex.get_references_for_object(page)
    pieces = references.filter(to_content_type=ContentType.objects.get_for_model(Piece))
    return [int(pk) for pk in pieces.values_list("to_object_id", flat=True)]


def _open_pages(references):
    pages = references.filter(base_content_type=ContentType.objects.get_for_model(Page))
    keys = {int(pk) for pk in pages.values_list("object_id", flat=True)}
    return Page.objects.live().public().filter(pk__in=keys)
