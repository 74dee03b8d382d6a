"""What came of the briefs of a campaign, for who places its pieces."""

from media_assets.models import BriefState, Piece, PieceState

#: A piece that was withdrawn or ran out since its delivery is offered to nobody.
STANDS = (PieceState.APPROVED, PieceState.PUBLISHED)


def delivered_for(campaign):
    """The pieces of the delivered briefs that name the campaign, approved or published, the earliest brief first."""
    if campaign.pk is None:
        return Piece.objects.none()
    made = Piece.objects.for_listing().filter(
        brief__campaign=campaign.pk, brief__state=BriefState.DELIVERED, listed_state__in=STANDS
    )
    return made.select_related("brief", "format").order_by("brief__requested_at", "brief", "pk")
