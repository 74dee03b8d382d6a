"""A file that came in parts is judged exactly as any other upload, only later."""

import time

from django.conf import settings
from django.utils import timezone, translation

from media_assets.intake import IntakeRefused, inspect_upload
from media_assets.models import Upload, UploadState
from media_assets.storage import StorageDown

from .assembled import opened
from .receiving import EXTENSIONS, throw_away

#: Bytes up to which the sender waits for the answer; beyond, the worker examines.
AT_ONCE = 64 * 1024 * 1024
#: Seconds between two notes of how far the reading has come.
NOTED_EVERY = 1.0


def is_examined_at_once(upload) -> bool:
    return upload.place == Upload.Place.DISK and upload.length <= AT_ONCE


def examine(upload):
    """
    Accept or refuse what has come whole; one examiner at a time, others leave it alone.

    A refused file is thrown away, and the row says why. Raises ``StorageDown``, after
    which the file waits as before.
    """
    if not Upload.objects.move(upload, UploadState.EXAMINING, among=[UploadState.RECEIVED], examined=0):
        return
    try:
        with opened(upload, tell=_notes(upload)) as file, translation.override(settings.LANGUAGE_CODE):
            facts = inspect_upload(file, upload.name, allowed=EXTENSIONS, ceiling=settings.ROTATIVA_MAX_MASTER_BYTES)
    except IntakeRefused as refusal:
        with translation.override(settings.LANGUAGE_CODE):
            words = refusal.message
        if _conclude(upload, UploadState.REFUSED, refusal=words[:600]):
            throw_away(upload)
    except (StorageDown, OSError):
        # Nothing was learnt of the file: it waits as before.
        Upload.objects.move(upload, UploadState.RECEIVED, among=[UploadState.EXAMINING])
        raise
    else:
        _conclude(upload, UploadState.ACCEPTED, facts=facts.as_dict())


def _conclude(upload, state, **changes):
    return Upload.objects.move(upload, state, among=[UploadState.EXAMINING], examined=upload.length, **changes)


def _notes(upload):
    """Note now and then how far the reading has come; it also tells that the examiner is alive."""
    noted = time.monotonic()

    def tell(count):
        nonlocal noted
        if time.monotonic() - noted >= NOTED_EVERY:
            noted = time.monotonic()
            Upload.objects.filter(pk=upload.pk, state=UploadState.EXAMINING).update(
                examined=count, touched_at=timezone.now()
            )

    return tell
