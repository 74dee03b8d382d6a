"""What each file says, kept beside it: read once, when it arrives or when somebody first asks."""

import logging
from functools import partial

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from media_assets.intake import bounded
from media_assets.intake.filetypes import TYPES, canonical
from media_assets.metadata.said import Private, Said
from media_assets.models import EditorialImage, FileMetadata, PublicState
from media_assets.models.metadata import OWNERS
from media_assets.storage import at_hand

logger = logging.getLogger(__name__)

#: Seconds for reading one file.
SECONDS = 30


def of(owner) -> FileMetadata | None:
    """What is known of the owner's present file, or None."""
    try:
        record = owner.metadata
    except ObjectDoesNotExist:
        return None
    return record if record.stored_name == owner.file.name else None


def known(owner) -> FileMetadata:
    """What the owner's file says; read now where nobody has. Raises ``FileNotFoundError`` and ``StorageDown``."""
    return of(owner) or keep(owner, _read(owner).as_dict())


def said_by(owner) -> Said:
    record = of(owner)
    return Said.from_dict(record.said) if record else Said()


def keep(owner, values, filled=()) -> FileMetadata:
    """Put on record what was read of the owner's file, in the place of what is known of a former one."""
    from media_assets.metadata.tasks import make_public_copy

    said = Said.from_dict(values)
    # Readers get sizes of a picture and never the picture itself.
    needs_copy = bool(said.private) and not isinstance(owner, EditorialImage)
    defaults = {
        "stored_name": owner.file.name,
        "said": {name: value for name, value in said.as_dict().items() if name != "private"},
        "private": list(said.private),
        "filled": list(filled),
        "public_state": PublicState.DUE if needs_copy else PublicState.AS_IS,
        "public_copy": "",
        "public_sha256": "",
        "public_size": None,
        "reason": "",
        "stated": "",
    }
    with transaction.atomic():
        field = field_of(owner)
        former = FileMetadata.objects.filter(**{field: owner}).exclude(public_copy="").first()
        record, _new = FileMetadata.objects.update_or_create(**{field: owner}, defaults=defaults)
        if former:
            transaction.on_commit(partial(former.public_copy.storage.delete, former.public_copy.name))
        if needs_copy:
            transaction.on_commit(partial(make_public_copy.enqueue, record.pk))
    setattr(record, field, owner)
    owner._state.fields_cache["metadata"] = record
    return record


def field_of(owner) -> str:
    return next(name for name, model in OWNERS.items() if isinstance(owner, model))


def extension_of(owner) -> str:
    """The canonical extension of the owner's file: of its name, or else of its type on record."""
    named = canonical(owner.file.name.rpartition(".")[2])
    if named in TYPES:
        return named
    mime = getattr(owner, "mime", "")
    return next((each.extension for each in TYPES.values() if each.mime == mime), named)


def _read(owner) -> Said:
    with at_hand(owner.file) as path:
        request = {"task": "read", "path": str(path), "extension": extension_of(owner)}
        try:
            return Said.from_dict(bounded.ask("media_assets.metadata", request, seconds=SECONDS)["said"])
        except (bounded.TooDemanding, bounded.Broken) as error:
            logger.warning("The metadata of %s could not be read: %s", owner.file.name, error)
            return Said(private=(Private.UNREADABLE,))
