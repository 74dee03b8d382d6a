"""
From an accepted upload to a version of a piece, once, whoever asks and how often.

A form that is saved while its file is still examined, or while the store of files is
down, leaves the file a piece to go to. What then brings it there is the worker, or the
schedule when the store is back.
"""

import logging
from functools import partial

from django.db import transaction
from wagtail.actions.edit import EditAction

from media_assets.intake import IntakeRefused, check_announced
from media_assets.masters import add_master
from media_assets.models import Upload, UploadState
from media_assets.storage import StorageDown, ensure_storage_answers

from . import batches
from .assembled import assembled
from .examining import examine
from .receiving import throw_away
from .refusals import AlreadyUsed, UploadGone
from .telling import tell_of_end

logger = logging.getLogger(__name__)


def bring_on(upload):
    """Take the upload as far as it can come now. Harmless to repeat, and to do twice at once."""
    if upload.state == UploadState.RECEIVED:
        examine(upload)
        batches.learn(upload)
    # A form may have given it a piece meanwhile.
    upload.refresh_from_db()
    if upload.state == UploadState.ACCEPTED and upload.piece_id:
        deliver(upload)
    elif upload.state == UploadState.REFUSED:
        tell_of_end(upload)


def give_to(upload, piece, note=""):
    """Let the upload become the next version of the piece as soon as it can."""
    from .tasks import look_after

    if not Upload.objects.unclaimed().filter(pk=upload.pk).update(piece=piece, note=note):
        raise AlreadyUsed
    transaction.on_commit(partial(look_after.enqueue, upload.pk))


def keep(upload, version):
    """
    Record that the upload has become this version, in the version's own transaction.

    Raises ``AlreadyUsed`` where another request was first, so that no file becomes two.
    """
    if not Upload.objects.move(upload, UploadState.KEPT, among=[UploadState.ACCEPTED], version=version):
        raise AlreadyUsed
    transaction.on_commit(partial(_release, upload))


def _release(upload):
    """The store has the file by another name; in a bucket it has this one."""
    if upload.place == Upload.Place.DISK:
        throw_away(upload)


def check_channel(upload, channel):
    """Raise ``IntakeRefused`` where the file is no master of that channel."""
    check_announced(upload.name, upload.length, channel=channel, max_bytes=upload.length)


def deliver(upload) -> bool:
    """
    Make the upload a version and a new draft of its piece, as if its sender had saved the form now.

    It waits, and False is returned, while the store is down or the piece is locked to
    its sender.
    """
    piece = upload.piece.get_latest_revision_as_object()
    lock = piece.get_lock()
    if lock is not None and lock.for_user(upload.user):
        return False
    try:
        ensure_storage_answers()
        check_channel(upload, piece.channel)
        with assembled(upload) as file:
            add_master(
                piece, file, filename=upload.name, user=upload.user, note=upload.note, also=partial(_bind, upload, piece)
            )
    except IntakeRefused as refusal:
        if Upload.objects.move(upload, UploadState.REFUSED, among=[UploadState.ACCEPTED], refusal=refusal.message[:600]):
            tell_of_end(upload)
            throw_away(upload)
        return False
    except StorageDown:
        logger.warning("Upload %s waits for the store of files", upload.pk)
        return False
    except UploadGone:
        logger.warning("Upload %s does not lie on this machine", upload.pk)
        return False
    except AlreadyUsed:
        return False
    return True


def _bind(upload, piece, version):
    keep(upload, version)
    piece.current_version = version
    EditAction(piece, user=upload.user, clean=False).execute(skip_permission_checks=True)
    tell_of_end(upload)
