"""
What becomes of uploads when nobody looks: resumed, delivered, forgotten.

Kept up between the rounds of the schedule, once a minute whoever asks how often.
"""

import logging
from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone

from media_assets import waiting
from media_assets.models import Upload, UploadState
from media_assets.storage import StorageDown, ensure_storage_answers

from . import delivering, on_disk, receiving
from .tasks import look_after

logger = logging.getLogger(__name__)

#: Seconds between two rounds, and after which an examination that tells nothing is lost.
EVERY = 60
SILENCE = timedelta(minutes=2)
#: How long the row of what is over answers that it is gone.
REMEMBERED = timedelta(days=30)


def keep_up(**_signal):
    """For ``round_over``: a round now and then, and never two at once."""
    if not cache.add("media_assets.uploading.upkeep", 1, EVERY):
        return
    resume_lost()
    deliver_waiting()
    waiting.bring_in_all()
    forget_stale()


def resume_lost(now=None) -> int:
    """Ask again for examinations whose examiner was killed, or which nobody ever began."""
    silent_since = (now or timezone.now()) - SILENCE
    lost = Upload.objects.filter(
        state__in=(UploadState.RECEIVED, UploadState.EXAMINING), touched_at__lt=silent_since
    ).values_list("pk", flat=True)
    for pk in (pks := list(lost)):
        Upload.objects.filter(pk=pk).update(state=UploadState.RECEIVED, touched_at=timezone.now())
        look_after.enqueue(pk)
    return len(pks)


def deliver_waiting() -> int:
    """Bring to their pieces what is accepted: the store is back, the lock is gone, or the worker was killed."""
    waiting = Upload.objects.waiting_for_their_piece().filter(state=UploadState.ACCEPTED)
    if not waiting.exists():
        return 0
    try:
        ensure_storage_answers()
    except StorageDown:
        return 0
    return sum(delivering.deliver(upload) for upload in waiting.select_related("piece", "user"))


def forget_stale(now=None) -> int:
    """Free the room of what nobody has touched for a week; returns how many uploads that was."""
    now = now or timezone.now()
    stale = Upload.objects.open().filter(touched_at__lt=now - Upload.PATIENCE)
    # What a form has sent to its piece waits as long as it takes.
    stale = stale.exclude(state=UploadState.ACCEPTED, piece__isnull=False).exclude(waiting_file__isnull=False)
    forgotten = 0
    for upload in stale:
        try:
            receiving.discard(upload)
        except StorageDown:
            # The bucket keeps it for now: the row stays open so that it is asked again.
            Upload.objects.filter(pk=upload.pk).update(state=upload.state)
            return forgotten
        forgotten += 1
    over = Upload.objects.filter(state__in=(UploadState.KEPT, UploadState.GONE), touched_at__lt=now - REMEMBERED)
    over.delete()
    _sweep_disk(now)
    return forgotten


def _sweep_disk(now):
    """Files of no row: their row was undone after they had come."""
    folder = on_disk.folder()
    if not folder.is_dir():
        return
    known = set(Upload.objects.open().filter(place=Upload.Place.DISK).values_list("stored_as", flat=True))
    for path in folder.iterdir():
        if path.name in known:
            continue
        try:
            if path.stat().st_mtime < (now - timedelta(days=1)).timestamp():
                path.unlink()
        except FileNotFoundError:
            continue
