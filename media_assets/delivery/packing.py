"""
Making a package, in the background: claimed once, seen to advance, cancelled when asked.

The row of the delivery is the promise (``media_assets.jobs``), and the file is the delivery's in the same act that
says it is ready. Whoever is killed in between leaves at most a file that nobody knows of,
which the next one sweeps away.
"""

import hashlib
import logging
import time
from contextlib import closing

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from media_assets import jobs
from media_assets.delivery import licence, naming, rules, sheet
from media_assets.delivery.archive import Archive, NotTheMaster
from media_assets.delivery.contents import captions_of, items_of, source_of, still_of, transcript_of
from media_assets.delivery.sender import sender
from media_assets.delivery.store import sweep, written
from media_assets.jobs import held
from media_assets.metadata.public_copies import Withheld
from media_assets.models import Delivery, JobState, PackedFile
from media_assets.models.deliveries import package_path
from media_assets.storage import StorageDown
from media_assets.typesetting import TypesettingError

logger = logging.getLogger(__name__)

#: Seconds between two looks at the row: to say how far it is, and whether it is still wanted.
BEAT = 1.0
#: Seconds that a packing may take: the queue takes a longer task for abandoned.
LONGEST = 14 * 60
#: Per cent at which all is packed; what is left is the checksum of the whole and the sending to a bucket.
PACKED = 95


class Stopped(Exception):
    """Nobody wants the package any more, or another worker has it."""


class NotPacked(Exception):
    """It cannot be packed; the message is for those who prepared it."""


def claim(delivery_id, claimant) -> Delivery | None:
    """The delivery, now this worker's own; None where it is finished, ended or in better hands."""
    unwanted = Q(cancel_requested=True) | Q(revoked_at__isnull=False) | Q(closed_at__isnull=False)
    if not jobs.claim(Delivery.objects.filter(pk=delivery_id), claimant, unwanted=unwanted):
        return None
    return Delivery.objects.get(pk=delivery_id)


def carry_out(delivery_id, claimant) -> None:
    """Make the package. Harmless to repeat."""
    delivery = claim(delivery_id, claimant)
    if delivery is None:
        return
    folder = package_path(delivery, "").rstrip("/")
    try:
        sweep(folder)
        with translation.override(settings.LANGUAGE_CODE):
            _pack(delivery)
    except Stopped:
        jobs.end(held(delivery), JobState.CANCELLED)
    except NotPacked as refusal:
        jobs.end(held(delivery), JobState.FAILED, str(refusal))
    except StorageDown:
        # The queue tries it again when the store is back.
        jobs.put_back(delivery, _awaited())
        raise
    except Exception:
        jobs.end(held(delivery), JobState.FAILED, _("It failed because of a fault of the system."))
        raise


def _awaited():
    with translation.override(settings.LANGUAGE_CODE):
        return _(
            "It waits: the store of files does not answer or has no room. It goes on by itself as soon as it can; "
            "you need do nothing."
        )


def _pack(delivery):
    items = list(items_of(delivery))
    outgoing = [_as_it_goes(item, delivery.receiver_kind) for item in items]
    pulse = Pulse(delivery, sum(item.size for item in items))
    name = package_path(delivery, f"{get_random_string(16)}.zip")
    with written(name) as file:
        with Archive(file, naming.package_folder(delivery), delivery.prepared_at, pulse) as archive:
            _fill(archive, delivery, items, outgoing)
        size = file.tell()
        file.seek(0)
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    _hand_in(delivery, name, size, checksum, archive.packed)


def _as_it_goes(item, receiver_kind):
    """The content to be packed, asked of the rules again: some time has passed since it was prepared."""
    if not (decision := rules.may_still_go(item, receiver_kind)):
        raise NotPacked(f"«{item.title}»: {decision.reason}")
    return rules.as_let_out(item.piece)


def _fill(archive, delivery, items, outgoing):
    """The masters first, so that the sheet and the licence speak of what is in the package."""
    office, masters = sender(), []
    for item, out in zip(items, outgoing, strict=True):
        folder, version = naming.piece_folder(item), item.version
        path = f"{folder}/{naming.master_name(version)}"
        try:
            given = source_of(item, delivery.receiver_kind)
            with closing(_opened(given.file)) as source:
                masters.append((archive.copy(path, source, given.size, given.sha256), out, still_of(version)))
        except FileNotFoundError as missing:
            raise NotPacked(_("The master of «%(title)s» is not in the store.") % {"title": item.title}) from missing
        except Withheld as secretive:
            raise NotPacked(_not_cleaned(item, version)) from secretive
        except NotTheMaster as other:
            logger.error("The stored master of version %s is not what was uploaded", version.pk)
            raise NotPacked(
                _("The stored master of «%(title)s» is not what was uploaded. Tell the systems office.")
                % {"title": item.title}
            ) from other
        if captions := captions_of(item, out):
            archive.add(f"{folder}/subtitulos.vtt", captions)
        if transcript := transcript_of(out):
            archive.add(f"{folder}/transcripcion.txt", licence.encoded(transcript))
    texts = [(packed.path, out) for packed, out, _still in masters]
    archive.add(licence.NAME, licence.encoded(licence.licence_text(delivery, texts, office)))
    try:
        archive.add(sheet.NAME, sheet.sheet_pdf(delivery, masters, office))
    except TypesettingError as failure:
        raise NotPacked(_("The technical sheet could not be set: %(reason)s") % {"reason": failure}) from failure


def _not_cleaned(item, version):
    return _(
        "«%(title)s» holds data that may not leave the house, such as coordinates or serial numbers, and they cannot "
        "be taken out of it (%(reason)s). Upload a version without them."
    ) % {"title": item.title, "reason": version.metadata.reason or _("the file cannot be read")}


def _opened(file):
    """The stored file as it comes: a bucket sends it as it is read, without a copy here."""
    return getattr(file.storage, "stream", file.storage.open)(file.name)


def _hand_in(delivery, name, size, checksum, packed):
    """The package and the list of what is in it become the delivery's, or nothing does."""
    try:
        with transaction.atomic():
            done = {"state": JobState.DONE, "progress": 100, "message": "", "size": size, "sha256": checksum}
            if not _wanted(delivery).update(**done, file=name, removed_at=None, finished_at=timezone.now()):
                raise Stopped
            PackedFile.objects.filter(delivery=delivery).delete()
            PackedFile.objects.bulk_create(
                PackedFile(delivery=delivery, position=place, path=each.path, size=each.size, sha256=each.sha256)
                for place, each in enumerate(packed, 1)
            )
    except BaseException:
        default_storage.delete(name)
        raise


class Pulse:
    """How far the packing is, said once in a while; raises when it is not to go on."""

    def __init__(self, delivery, total):
        self._delivery, self._total = delivery, max(1, total)
        self._done = 0
        self._started = self._said = time.monotonic()

    def __call__(self, count=0):
        self._done += count
        now = time.monotonic()
        if now - self._said < BEAT:
            return
        self._said = now
        if now - self._started > LONGEST:
            raise NotPacked(_("It took too long. Make several packages of fewer pieces."))
        progress = min(PACKED, self._done * PACKED // self._total)
        if not _wanted(self._delivery).update(progress=progress):
            raise Stopped


def _wanted(delivery):
    return held(delivery).filter(cancel_requested=False, revoked_at=None, closed_at=None)
