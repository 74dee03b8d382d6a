"""The pieces of a brief: linked to it, taken off, and followed by its state."""

from django.db import transaction
from django.utils.translation import gettext as _

from media_assets.briefs.acts import BriefRefused, follow_held, take_hold, write_down
from media_assets.briefs.rules import may_link
from media_assets.models import IN_HAND, Brief, Piece
from organization import publication


def link(piece, brief, user):
    """Say that the piece is made for the brief. Raises ``BriefRefused``."""
    with transaction.atomic():
        # The piece before its brief, as the chain holds them.
        piece = publication.take_hold(piece)
        held = take_hold(brief)
        if not (decision := may_link(user, held)):
            raise BriefRefused(str(decision.reason))
        if piece.brief_id == held.pk:
            return
        if piece.brief_id is not None:
            raise BriefRefused(_("“%(title)s” is made for another brief.") % {"title": piece.title})
        Piece.objects.filter(pk=piece.pk).update(brief=held)
        write_down(held, "link", user, to=held.state, reason=piece.title)
        follow_held(held)


def unlink(piece, brief, user):
    """Say that the piece is not made for the brief after all. Raises ``BriefRefused``."""
    with transaction.atomic():
        piece = publication.take_hold(piece)
        held = take_hold(brief)
        if not (decision := may_link(user, held)):
            raise BriefRefused(str(decision.reason))
        if piece.brief_id != held.pk:
            return
        Piece.objects.filter(pk=piece.pk).update(brief=None)
        write_down(held, "unlink", user, to=held.state, reason=piece.title)
        follow_held(held)


def follow_piece(piece_pk):
    """Let the brief of a piece follow it, if it has one; called in the transaction of what happened to the piece."""
    with transaction.atomic():
        # Who links the piece at this moment holds its row: the one who comes last sees the other.
        Piece._base_manager.select_for_update().filter(pk=piece_pk).first()
        follow(Brief.objects.filter(pieces=piece_pk))


def follow(briefs):
    """Let those of the briefs that are in somebody's hands follow their pieces."""
    for brief in briefs.filter(state__in=IN_HAND):
        with transaction.atomic():
            follow_held(take_hold(brief))
