"""
What the search engine has still to be told, kept with the content that changed.

A change is a row of the same transaction as the content: what is rolled back is never
told, what is committed is told right after, and what could not be told (an engine that
is down, a process that was killed) waits for ``cms.search.healing``.
"""

import threading

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

#: Stands for a model: everything is to be told anew.
EVERYTHING = "*"


class IndexChange(models.Model):
    """
    Content that was saved or deleted since the engine last heard of it.

    Its number is the version of the document in the engine, which refuses an older one:
    of two processes that tell of the same content, the one that read it last prevails.
    """

    model = models.CharField(max_length=100)
    key = models.CharField(max_length=64)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of the search index")
        verbose_name_plural = _("changes of the search index")

    def __str__(self):
        return f"{self.model} {self.key}"


_noted = threading.local()


def note(label: str, key):
    """Content has changed; the engine is told as soon as that is certain."""
    change = IndexChange.objects.create(model=label, key=str(key))
    _noted.keys = [*getattr(_noted, "keys", ()), change.pk]
    # The first of a transaction tells of all; those that were rolled back have no row.
    transaction.on_commit(_tell_noted, robust=True)


def _tell_noted():
    from .healing import tell

    keys, _noted.keys = getattr(_noted, "keys", ()), []
    if keys:
        tell(IndexChange.objects.filter(pk__in=keys))
