"""
Which pages use a piece or a file, for readers: only pages that everybody may open.

Asked of Wagtail's reference index, which follows the published content of pages,
so that the library need not know any page type.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigAutoField, CharField, Exists, OuterRef
from django.db.models.functions import Cast, Length, Substr
from wagtail.models import Page, PageViewRestriction, ReferenceIndex, get_page_models

from media_assets.models import Piece


def pages_showing(item):
    """The pages open to everybody that show the piece, document, sound or video, by title."""
    return _open_pages(ReferenceIndex.get_references_to(item)).order_by("title")


def pages_showing_any(items):
    """The same for a queryset of such things."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(items.model),
        to_object_id__in=items.order_by().annotate(key_as_text=Cast("pk", CharField())).values("key_as_text"),
    )
    return _open_pages(references)


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
    of_pages = references.filter(base_content_type=ContentType.objects.get_for_model(Page))
    keys = of_pages.annotate(page_key=Cast("object_id", BigAutoField())).values("page_key")
    # Private sections are told in the query itself: Wagtail's ``public()`` asks for them first.
    private = PageViewRestriction.objects.filter(page__path=Substr(OuterRef("path"), 1, Length("page__path")))
    return Page.objects.live().filter(~Exists(private), pk__in=keys)
