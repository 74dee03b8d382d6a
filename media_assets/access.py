"""
Who may read a file of the library, and who may keep it: the rules behind every door.

Two questions, asked apart. *To see or hear* is open to everybody for what is
published and whose rights hold; the office sees all it works on. *To keep*, that
is, to be handed the file as a download, is the licence's to give: a poster whose
rights are reserved is shown by its previews, and its print master stays inside.
Sound and moving pictures have no other way to be played than their file, so that
their master is streamed under any licence.

What everybody may read is asked without a user, so that the answer can be kept
by caches and costs no session.
"""

import posixpath

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from media_assets.models.briefs import FOLDER as FILES_OF_BRIEFS
from media_assets.models.deliveries import PACKAGES
from media_assets.models.licences import OPEN_LICENCES
from media_assets.models.versions import INTERNAL_KINDS
from media_assets.rights import rights_hold_on
from media_assets.uses import pages_showing
from organization.decisions import ALLOWED, Decision, refused

NOT_PUBLIC = _("This file is not public.")
RESERVED = _("The licence of this work does not let you take the file away.")

#: Below this folder of the originals lie signed consents, which have a door of their own.
PERSONAL = "consentimientos/"
#: Folders whose files never leave by their name alone: each has a door that puts on record who came.
BEHIND_OTHER_DOORS = (PERSONAL.rstrip("/"), PACKAGES.rstrip("/"), FILES_OF_BRIEFS)

STREAMED = ("audio/", "video/")


def works_in_the_office(user) -> bool:
    """Whether the user signs in to the admin, where drafts are worked on."""
    return user.is_active and user.has_perm("wagtailadmin.access_admin")


def is_public_piece(piece, now=None) -> Decision:
    """
    Whether everybody may see the piece: published, with a master, rights holding.

    A piece whose hour of expiry has passed is closed although the scheduler has
    not come round yet.
    """
    now = now or timezone.now()
    if not piece.live or piece.expired or piece.current_version_id is None:
        return refused(NOT_PUBLIC)
    if piece.expire_at is not None and piece.expire_at <= now:
        return refused(NOT_PUBLIC)
    return rights_hold_on(piece, timezone.localdate(now))


def is_public_version(version) -> Decision:
    """Whether everybody may see what was made from this version: it is the published one."""
    if version.piece.current_version_id != version.pk:
        return refused(NOT_PUBLIC)
    return is_public_piece(version.piece)


def is_public_derivative(derivative) -> Decision:
    """Whether everybody may see this derivative: a proof is for the office, whatever becomes of the piece."""
    if derivative.kind in INTERNAL_KINDS:
        return refused(NOT_PUBLIC)
    return is_public_version(derivative.version)


def is_public_master(version) -> Decision:
    """Whether everybody may be given the very file: to play it, or because its licence is open."""
    decision = is_public_version(version)
    if decision and not version.mime.startswith(STREAMED) and version.piece.licence not in OPEN_LICENCES:
        return refused(RESERVED)
    return decision


def is_public_file(file) -> Decision:
    """
    Whether a live page open to everybody uses this document, sound or video.

    Wagtail's reference index follows the published content of pages and not
    their drafts. A file kept in a private collection stays private.
    """
    if not pages_showing(file).exists():
        return refused(NOT_PUBLIC)
    if file.collection.get_view_restrictions().exists():
        return refused(NOT_PUBLIC)
    return ALLOWED


def may_read_original(user, name) -> Decision:
    """Any original by its stored name, for people of the office; personal data and packages never by their name alone."""
    # Buckets are asked with every backslash read as a slash (``storages.utils.clean_name``).
    place = posixpath.normpath(name.replace("\\", "/")).lstrip("/")
    if place.startswith(BEHIND_OTHER_DOORS) or not works_in_the_office(user):
        return refused(NOT_PUBLIC)
    return ALLOWED


def may_read_file(user, file) -> Decision:
    """A document, sound or video is public while a page uses it; the office reads all of them."""
    return _everybody_or_office(is_public_file(file), user)


def may_download(user, work) -> Decision:
    """
    Whether somebody who may read the work may also keep its file.

    ``work`` is a piece or a file with a ``licence``; no query is made, so that a
    listing can ask it of every card.
    """
    if work.licence in OPEN_LICENCES:
        return ALLOWED
    return _everybody_or_office(refused(RESERVED), user)


def _everybody_or_office(everybody: Decision, user) -> Decision:
    return ALLOWED if everybody or works_in_the_office(user) else everybody
