"""Who is named on what the house keeps on record is not deleted: their account is closed instead."""

from django.db import router
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from organization.decisions import ALLOWED, Decision, refused


def can_delete_person(user) -> Decision:
    """Whether nothing on record names the person: a brief, a consent, a step of either."""
    collector = Collector(using=router.db_for_write(type(user), instance=user), origin=user)
    try:
        collector.collect([user])
    except (ProtectedError, RestrictedError):
        return refused(
            _("“%(name)s” is named on what the house keeps on record: close the account instead of deleting it.")
            % {"name": user.get_full_name() or user.get_username()}
        )
    return ALLOWED
