"""
The gate between approval and the public: what every publishable content asks.

Rooms that hold content (``editorial``, ``media_assets``) pass their publications
through ``GatedPublication``; the room that owns the review chain hangs its rule
on ``gate``. So the library need not know the chain that binds its pieces.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from organization.decisions import ALLOWED, Decision


class PublicationRefused(PermissionDenied):
    """Somebody tried to publish what the review chain has not approved."""


class Gate:
    """A rule ``(user, revision) -> Decision``, set once when the house starts; open until then."""

    def __init__(self):
        self._rule = None

    def guard(self, rule):
        self._rule = rule
        return rule

    def ask(self, user, revision) -> Decision:
        return self._rule(user, revision) if self._rule else ALLOWED


gate = Gate()


def take_hold(content):
    """
    The content as it stands now, its row held until the transaction ends.

    The row that is held is the one that says whether the content is public; it is read
    anew afterwards, because a page lies in two tables and only one of them is held.
    """
    base = content.get_base_content_type().model_class()
    base._base_manager.select_for_update().get(pk=content.pk)
    return type(content)._default_manager.get(pk=content.pk)


class GatedPublication:
    """
    Publication that asks the gate first, whoever the user is, and happens whole or not at all.

    Mixed into models before Wagtail's draft state. Without a user it is the
    house itself that publishes (the seeding of a site, the scheduler, which has
    asked the rule itself), and the gate stands open.
    """

    def publish(self, revision, user=None, **kwargs):
        if user is not None and not (decision := gate.ask(user, revision)):
            raise PublicationRefused(str(decision.reason))
        with transaction.atomic():
            return super().publish(revision, user=user, **kwargs)
