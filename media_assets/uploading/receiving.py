"""
An upload from its announcement to its last byte, wherever its parts go.

Rules of who may, how much fits, and when one file is the same as another; the doors
(``tus``, ``doors``) and the screens ask here.
"""

import hashlib
import os
import shutil
import uuid
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from wagtail.permissions import policy_registry

from media_assets.access import works_in_the_office
from media_assets.intake import check_announced, safe_filename
from media_assets.models import Piece, Upload, UploadState
from media_assets.models.formats import MASTER_EXTENSIONS

from . import on_disk
from .refusals import NoRoom, NotWhole, TooMuchAtOnce, UploadGone

#: Uploads of one person that are on their way or wait for a form: the list takes half of them.
MOST_OPEN = 400
#: How long an upload of which nothing comes has its room kept for it.
ROOM_IS_KEPT = timedelta(hours=1)
#: What any channel takes as a master.
EXTENSIONS = tuple(dict.fromkeys(extension for kinds in MASTER_EXTENSIONS.values() for extension in kinds))


def may_upload(user) -> bool:
    """Whoever makes or changes pieces sends their masters."""
    if not works_in_the_office(user):
        return False
    return policy_registry.get_by_type(Piece).user_has_any_permission(user, ["add", "change"])


def place_of_parts():
    """Where parts go: straight into the bucket, where originals are kept in one."""
    return Upload.Place.BUCKET if hasattr(default_storage, "bucket_name") else Upload.Place.DISK


def begin(user, name, length, *, fingerprint="", place=None) -> Upload:
    """
    Announce a file; no byte has come yet.

    Raises ``IntakeRefused`` for what its name or weight alone forbid, ``TooMuchAtOnce`` and ``NoRoom``.
    """
    upload = planned(user, name, length, fingerprint=fingerprint, place=place)
    ensure_room(user, length)
    upload.save(force_insert=True)
    return upload


def planned(user, name, length, *, fingerprint="", place=None) -> Upload:
    """The row of an upload, unsaved. Raises ``IntakeRefused``."""
    filetype = check_announced(name, length, allowed=EXTENSIONS, max_bytes=settings.ROTATIVA_MAX_MASTER_BYTES)
    upload = Upload(user=user, name=name, length=length, fingerprint=fingerprint, place=place or place_of_parts())
    upload.stored_as = upload.key.hex
    if upload.place == Upload.Place.BUCKET:
        from . import in_bucket

        upload.part_size = in_bucket.part_size_of(length)
        # Previews and inspections know a master's type by this extension.
        stem = safe_filename(name).rpartition(".")[0]
        upload.stored_as = f"piezas/recibidas/{upload.key.hex}/{stem}.{filetype.extension}"
    return upload


def fingerprint_of(name, length, modified) -> str:
    """What tells that somebody has chosen the same file again: its name, weight and time of change."""
    return hashlib.sha256(f"{name}\0{length}\0{modified}".encode()).hexdigest()


def begin_or_resume(user, name, length, modified) -> Upload:
    """What the user has sent of the same file so far and not put to use, or a new upload."""
    fingerprint = fingerprint_of(name, length, modified)
    known = Upload.objects.of(user).unclaimed().filter(fingerprint=fingerprint).exclude(state=UploadState.REFUSED)
    return next((upload for upload in known if not upload.is_over), None) or begin(
        user, name, length, fingerprint=fingerprint
    )


def ensure_room(user, length, files=1):
    """
    Raise ``NoRoom`` where files of that length would not fit beside all that is on its way.

    Nobody keeps the room from the others by announcing alone: ``TooMuchAtOnce`` where what
    the user announced before and has not sent yet would take more than half of it with
    these, or where so many of their files are open. A bucket has room; its examination
    needs the temporary folder, which is asked then.
    """
    if Upload.objects.of(user).open().count() + files > MOST_OPEN:
        raise TooMuchAtOnce
    if place_of_parts() == Upload.Place.BUCKET:
        return
    folder = on_disk.folder()
    folder.mkdir(parents=True, exist_ok=True)
    coming = Upload.objects.filter(state=UploadState.RECEIVING, place=Upload.Place.DISK)
    coming = list(
        coming.filter(touched_at__gt=timezone.now() - ROOM_IS_KEPT).values_list("stored_as", "length", "user_id")
    )
    here = _bytes_in(folder)
    kept = {name: max(0, announced - here.get(name, 0)) for name, announced, _user in coming}
    own = sum(kept[name] for name, _announced, sender in coming if sender == user.pk)
    room = shutil.disk_usage(folder).free - settings.ROTATIVA_MIN_FREE_BYTES
    if sum(kept.values()) + length > room:
        raise NoRoom
    if own and own + length > room // 2:
        raise TooMuchAtOnce


def _bytes_in(folder) -> dict[str, int]:
    with os.scandir(folder) as entries:
        return {entry.name: entry.stat().st_size for entry in entries}


def received(upload) -> int:
    """How many bytes have come: the place knows, no row does."""
    if upload.state != UploadState.RECEIVING:
        return upload.length
    if upload.place == Upload.Place.DISK:
        return on_disk.received(upload)
    from . import in_bucket

    return sum(part["Size"] for part in in_bucket.received_parts(upload).values())


def ensure_alive(upload):
    if upload.is_over:
        raise UploadGone


def touch(upload):
    Upload.objects.filter(pk=upload.pk).update(touched_at=timezone.now())


def finish(upload):
    """Close a file whose last byte has come and have it examined. Safe to repeat; raises ``NotWhole``."""
    from .tasks import look_after

    ensure_alive(upload)
    if upload.state != UploadState.RECEIVING:
        return
    if upload.place == Upload.Place.BUCKET:
        from . import in_bucket

        in_bucket.complete(upload)
    elif on_disk.received(upload) != upload.length:
        raise NotWhole
    with transaction.atomic():
        if Upload.objects.move(upload, UploadState.RECEIVED, among=[UploadState.RECEIVING]):
            transaction.on_commit(partial(look_after.enqueue, upload.pk))


def discard(upload):
    """Forget the upload and what came of it. What has become a master stays."""
    among = [state for state in UploadState if state not in (UploadState.KEPT, UploadState.GONE)]
    if Upload.objects.move(upload, UploadState.GONE, among=among):
        throw_away(upload)


def throw_away(upload):
    """Free the room of an upload; raises ``StorageDown`` where the bucket does not answer."""
    if upload.place == Upload.Place.DISK:
        on_disk.discard(upload)
    else:
        from . import in_bucket

        in_bucket.discard(upload)


def take_over(user, file, facts, *, piece=None, note="") -> Upload:
    """An examined file that a form received at once, kept on this disk like one that came in parts."""
    upload = Upload(
        key=uuid.uuid4(),
        user=user,
        name=file.name[:255],
        length=facts.size,
        state=UploadState.ACCEPTED,
        facts=facts.as_dict(),
        piece=piece,
        note=note,
    )
    upload.stored_as = upload.key.hex
    on_disk.take_over(upload, file)
    upload.save(force_insert=True)
    return upload
