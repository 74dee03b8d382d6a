"""Searches of the library that somebody keeps under a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedSearchQuerySet(models.QuerySet):
    def seen_by(self, user):
        """Their own, and those that somebody shared with the office."""
        return self.filter(Q(owner=user) | Q(is_shared=True))


class SavedSearch(models.Model):
    """
    A search of the library that somebody wants to find again, under a name.

    ``query`` is the query string of the listing, without its question mark, as
    ``media_assets.library.saved_searches`` has checked it: only filters of the
    library with values that they know.
    """

    wagtail_reference_index_ignore = True

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("saved by")
    )
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=2000, editable=False)
    is_shared = models.BooleanField(_("shared with the whole office"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="saved_search_name_once_per_owner",
                violation_error_message=_("You have a search with this name already."),
            )
        ]

    def __str__(self):
        return self.name
