"""
Which file everybody is given of a master, a document or a recording.

A master is kept as it came, bit for bit. Where it tells a place, a camera or somebody's
machine, readers get a copy without that, made without touching a pixel or a sample, and
with the office's statement inside; where no such copy can be made, they get nothing.
Whoever works in the office gets the file as it came.
"""

import hashlib
import logging
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.core.cache import cache
from django.core.files import File
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.dispatch import Signal
from django.utils.translation import gettext as _

from media_assets.intake import bounded
from media_assets.intake.filetypes import canonical
from media_assets.metadata import records, statements
from media_assets.models import FileMetadata, PublicState
from media_assets.storage import at_hand, put_in_place

logger = logging.getLogger(__name__)

#: Sent with ``record`` when readers are given another file than before, or none any more.
public_file_changed = Signal()

#: Bytes up to which a reader who comes before the worker waits for the copy.
SMALL = 48 * 1024 * 1024
SMALL_SECONDS, SECONDS = 30, 14 * 60
MEMORY = 2 * 1024**3
STILL_KNOWN_SECONDS = 30 * 24 * 3600
#: Within this the worker is reminded of a copy once, however many readers come for it.
BETWEEN_REMINDERS = 60


class Withheld(Exception):
    """The file holds what readers may not have, and cannot be cleaned."""


class InPreparation(Exception):
    """The clean copy is still being made."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether readers are given a file now, and its size in bytes as far as that is on record."""

    is_given: bool
    size: int | None = None


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A stored file, its size in bytes, and its SHA-256 where that is on record."""

    file: FieldFile
    sha256: str = ""

    @property
    def name(self):
        return self.file.name

    @property
    def size(self):
        return self.file.size


def public_file(owner) -> PublicFile:
    """
    What everybody is given; who may have it at all is for ``media_assets.access`` to say.

    Raises ``Withheld``, ``InPreparation``, ``FileNotFoundError`` and ``StorageDown``.
    """
    from media_assets.metadata.tasks import make_public_copy

    record = records.known(owner)
    if record.public_state == PublicState.DUE:
        if owner.file.size > SMALL:
            if cache.add(f"media_assets.public-copy.reminded.{record.pk}", True, BETWEEN_REMINDERS):
                make_public_copy.enqueue(record.pk)
            raise InPreparation
        make(record, seconds=SMALL_SECONDS)
    return _given(owner, record)


def public_copy(owner) -> PublicFile:
    """
    As ``public_file``, for background work: the copy is made now, however large, and says what people wrote by now.

    Raises ``Withheld``, ``FileNotFoundError`` and ``StorageDown``.
    """
    record = records.known(owner)
    make(record)
    return _given(owner, record)


def _given(owner, record):
    """The file as it came only where it is known to tell nothing: whatever went wrong, readers get no more."""
    if record.public_state == PublicState.COPY:
        return PublicFile(record.public_copy, record.public_sha256)
    if record.public_state == PublicState.AS_IS and record.stored_name == owner.file.name:
        return PublicFile(owner.file, getattr(owner, "sha256", ""))
    raise Withheld


def standing(owner) -> Standing:
    """
    What a page may promise of ``public_file`` beforehand, from what is on record: nothing is made, read or opened.

    A file that nobody has read yet is given as soon as it is asked for.
    """
    record, size = records.of(owner), getattr(owner, "size", None)
    if record is None or record.public_state == PublicState.AS_IS:
        return Standing(True, size)
    if record.public_state == PublicState.COPY:
        return Standing(True, record.public_size or size)
    is_soon = record.public_state == PublicState.DUE and size is not None and size <= SMALL
    return Standing(is_soon, size)


def make(record: FileMetadata, seconds=SECONDS):
    """Make the clean copy that is due, or once more where the statement is another by now. Harmless to repeat."""
    owner = record.owner
    if record.public_state not in (PublicState.DUE, PublicState.COPY) or record.stored_name != owner.file.name:
        return
    statement = statements.statement_of(owner)
    stated = statements.digest(statement)
    if record.public_state == PublicState.COPY and record.stated == stated:
        return
    name = owner.file.name.rpartition("/")[2]
    with at_hand(owner.file) as path, tempfile.TemporaryDirectory(prefix="public-") as folder:
        target = Path(folder) / name
        request = {
            "task": "clean",
            "path": str(path),
            "target": str(target),
            "extension": records.extension_of(owner),
            "statement": statement.as_dict(),
        }
        try:
            answer = bounded.ask("media_assets.metadata", request, seconds=seconds, memory=MEMORY)
        except (bounded.TooDemanding, bounded.Broken) as error:
            answer = {"cannot": str(error) or type(error).__name__}
        if "cannot" in answer:
            logger.warning("No clean copy of %s: %s", owner.file.name, answer["cannot"])
            _put(record, public_state=PublicState.WITHHELD, reason=answer["cannot"][:300])
        else:
            _keep(record, target, name, stated)


def _keep(record, target, name, stated):
    former = record.public_copy.name
    with target.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        copy = record._meta.get_field("public_copy")
        stored = record.public_copy.storage.save(copy.generate_filename(record, name), File(file))
    changes = {
        "public_state": PublicState.COPY,
        "public_copy": stored,
        "public_sha256": sha256,
        "public_size": target.stat().st_size,
        "stated": stated,
    }
    if not _put(record, former=former, **changes):
        # Somebody else has made it meanwhile, or the file is another by now.
        record.public_copy.storage.delete(stored)
        record.refresh_from_db()
    elif former:
        transaction.on_commit(partial(record.public_copy.storage.delete, former))


def _put(record, former=None, **changes):
    rows = FileMetadata.objects.filter(pk=record.pk, stored_name=record.stored_name)
    if former is not None:
        rows = rows.filter(public_copy=former)
    if not rows.update(**changes):
        return False
    for name, value in changes.items():
        setattr(record, name, value)
    public_file_changed.send(sender=FileMetadata, record=record)
    return True


def private_labels() -> dict[str, str]:
    """What people are told of each thing that no public file carries."""
    return {
        "location": _("Where it was made (coordinates or exact place)"),
        "serials": _("Serial numbers of the camera, the lens or their owner"),
        "maker_notes": _("Notes of the maker of the camera"),
        "thumbnail": _("A small picture inside, which may show what was cut away"),
        "history": _("History of the editing, with names of machines or folders"),
        "unreadable": _("Data that cannot be read and might hold any of this"),
    }


def ensure_clean_still(file):
    """
    Free the still of a recording of what is private in it, where it lies: it is no master.

    An editor may have put a photograph there. Once for each file, as long as the cache remembers.
    """
    known = f"media_assets.clean-still.{hashlib.sha256(file.name.encode()).hexdigest()}"
    if cache.get(known):
        return
    extension = canonical(file.name.rpartition(".")[2])
    with at_hand(file) as path, tempfile.TemporaryDirectory(prefix="still-") as folder:
        target = Path(folder) / "still"
        request = {"path": str(path), "target": str(target), "extension": extension, "statement": {}}
        try:
            said = bounded.ask("media_assets.metadata", request | {"task": "read"}, seconds=SMALL_SECONDS)["said"]
            if said.get("private"):
                answer = bounded.ask("media_assets.metadata", request | {"task": "clean"}, seconds=SMALL_SECONDS)
                if "cannot" in answer:
                    raise Withheld
                put_in_place(file, target.read_bytes())
        except (bounded.TooDemanding, bounded.Broken) as error:
            raise Withheld from error
    cache.set(known, True, STILL_KNOWN_SECONDS)
