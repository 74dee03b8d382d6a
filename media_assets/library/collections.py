"""Collections of pieces: who sees and changes one, what lies in it and in which order."""

from django.db import transaction
from django.db.models import Count, Max, Prefetch

from media_assets.models import CollectedPiece, Piece, PieceCollection

#: Likenesses by which a collection is known in the list of all.
IN_MOSAIC = 4


def own(user):
    """The collections that the user may change: their own, shared or not."""
    return PieceCollection.objects.filter(owner=user)


def with_mosaic(collections):
    """With how many pieces each has, and the first of them with their likenesses, in a constant number of queries."""
    cards = Piece.objects.select_related("current_version").prefetch_related(
        "current_version__derivatives", "versions__derivatives"
    )
    places = CollectedPiece.objects.prefetch_related(Prefetch("piece", cards))
    return (
        collections.annotate(number=Count("places"))
        .select_related("owner")
        .prefetch_related(Prefetch("cover", cards), Prefetch("places", places[:IN_MOSAIC], to_attr="first_places"))
    )


def mosaic(collection) -> list[Piece]:
    """The pieces by which a collection is known, read ``with_mosaic``: its cover first."""
    pieces = [place.piece for place in collection.first_places]
    if collection.cover:
        pieces = [collection.cover, *(piece for piece in pieces if piece != collection.cover)]
    return pieces[:IN_MOSAIC]


def put_in(collection, piece) -> bool:
    """Lay the piece at the end of the collection; whether it was not there yet."""
    last = collection.places.aggregate(last=Max("sort_order"))["last"]
    _place, is_new = CollectedPiece.objects.get_or_create(
        collection=collection, piece=piece, defaults={"sort_order": 0 if last is None else last + 1}
    )
    return is_new


@transaction.atomic
def take_out(collection, piece) -> bool:
    """Whether the piece was there; without it the collection needs another cover."""
    gone, _by_model = collection.places.filter(piece=piece).delete()
    PieceCollection.objects.filter(pk=collection.pk, cover=piece).update(cover=None)
    return bool(gone)


@transaction.atomic
def move(collection, piece, steps: int) -> bool:
    """Move the piece that many places towards the end, or the beginning; whether it moved."""
    PieceCollection.objects.select_for_update().get(pk=collection.pk)
    places = list(collection.places.all())
    here = next((n for n, place in enumerate(places) if place.piece_id == piece.pk), None)
    if here is None or not 0 <= here + steps < len(places):
        return False
    places.insert(here + steps, places.pop(here))
    for n, place in enumerate(places):
        place.sort_order = n
    CollectedPiece.objects.bulk_update(places, ["sort_order"])
    return True
