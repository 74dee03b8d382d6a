"""What a brief asks for against the pieces made for it: what is there, how far, what is missing."""

from dataclasses import dataclass

from media_assets.models import BriefPiece, Piece, PieceState

#: A piece in one of these states is done: nothing more is asked of its makers.
READY = (PieceState.PUBLISHED, PieceState.APPROVED)
IN_REVIEW_OR_READY = (*READY, PieceState.IN_REVIEW)
#: The furthest first, so that a row counts the best of what was made for it.
_FURTHEST = (*IN_REVIEW_OR_READY, PieceState.DRAFT, PieceState.WITHDRAWN, PieceState.EXPIRED)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of what is wanted, and the pieces that answer it."""

    wanted: BriefPiece
    pieces: tuple[Piece, ...]

    @property
    def missing(self) -> int:
        return self.wanted.quantity - len(self.pieces)


@dataclass(frozen=True, slots=True)
class Coverage:
    rows: tuple[Row, ...]
    #: Linked, but beyond what was asked for.
    further: tuple[Piece, ...]

    @property
    def wanted(self) -> int:
        return sum(row.wanted.quantity for row in self.rows)

    @property
    def linked(self) -> int:
        return sum(len(row.pieces) for row in self.rows)

    @property
    def ready(self) -> int:
        return sum(piece.state in READY for row in self.rows for piece in row.pieces)

    @property
    def is_linked(self) -> bool:
        return self.linked == self.wanted > 0

    @property
    def is_in_review(self) -> bool:
        """Every wanted piece is there, and each in review or done with it."""
        return self.is_linked and all(p.state in IN_REVIEW_OR_READY for row in self.rows for p in row.pieces)

    @property
    def is_ready(self) -> bool:
        return self.is_linked and self.ready == self.wanted

    @property
    def unready(self) -> list[Piece]:
        return [piece for row in self.rows for piece in row.pieces if piece.state not in READY]


def coverage_of(brief) -> Coverage:
    """Reads ``brief.wanted`` and ``brief.pieces``, so that a listing can prefetch both (``for_cards``)."""
    prefetched = getattr(brief, "_prefetched_objects_cache", {})
    wanted = list(brief.wanted.all()) if "wanted" in prefetched else list(brief.wanted.select_related("format"))
    if "pieces" in prefetched:
        pieces = list(brief.pieces.all())
    else:
        pieces = list(brief.pieces.with_state().select_related("format").order_by("pk"))
    return cover(wanted, pieces)


def cover(wanted, pieces) -> Coverage:
    """
    Each piece answers one row: rows of a format take theirs first, rows of a whole channel what is left.

    A row of a format is answered by that format alone, so that this order leaves no row
    short that another order would fill.
    """
    left = sorted(pieces, key=lambda piece: _FURTHEST.index(piece.state))
    taken = {}
    for place, row in sorted(enumerate(wanted), key=lambda numbered: numbered[1].format_id is None):
        fitting = [piece for piece in left if _answers(piece, row)][: row.quantity]
        left = [piece for piece in left if piece not in fitting]
        taken[place] = tuple(fitting)
    return Coverage(tuple(Row(row, taken[place]) for place, row in enumerate(wanted)), tuple(left))


def _answers(piece, row) -> bool:
    return piece.format_id == row.format_id if row.format_id else piece.channel == row.channel
