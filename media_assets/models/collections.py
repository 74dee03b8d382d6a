"""Sets of pieces that somebody lays side by side."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .pieces import Piece


class PieceCollectionQuerySet(models.QuerySet):
    def seen_by(self, user):
        """Their own, and those that somebody shared with the office."""
        return self.filter(Q(owner=user) | Q(is_shared=True))


class PieceCollection(models.Model):
    """
    A set of pieces that somebody lays side by side, as on a light table, in an order of their own.

    A piece lies in as many as people like; being in one says nothing about the piece
    itself, so that it is neither part of its revisions nor asks for a review. It has
    nothing to do with Wagtail's collections, which say who may do what with a file.
    """

    wagtail_reference_index_ignore = True

    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("what it is for"), max_length=300, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("made by")
    )
    is_shared = models.BooleanField(
        _("shared with the whole office"), default=False, help_text=_("Everybody sees it; only you change it.")
    )
    pieces = models.ManyToManyField(Piece, through="CollectedPiece", related_name="collections")
    cover = models.ForeignKey(
        Piece, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = PieceCollectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("collection of pieces")
        verbose_name_plural = _("collections of pieces")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="piece_collection_name_once_per_owner",
                violation_error_message=_("You have a collection with this name already."),
            )
        ]

    def __str__(self):
        return self.name


class CollectedPiece(models.Model):
    """The place of one piece in a collection."""

    wagtail_reference_index_ignore = True

    collection = models.ForeignKey(PieceCollection, on_delete=models.CASCADE, related_name="places")
    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="places")
    sort_order = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("piece of a collection")
        verbose_name_plural = _("pieces of collections")
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["collection", "piece"], name="piece_once_per_collection")]

    def __str__(self):
        return f"{self.collection}: {self.piece}"
