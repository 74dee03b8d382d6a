"""
What was made of a master says what people have written of it since.

Derivatives are made as soon as a master arrives, when its credits may not be written
yet. When the piece is published, and its statement is another than the one they carry,
they are labelled anew; nothing is encoded a second time.
"""

import logging
import tempfile
from functools import partial
from pathlib import Path

from django.core.files import File
from django.db import transaction

from media_assets.intake import bounded
from media_assets.metadata import public_copies, records, statements
from media_assets.models import INTERNAL_KINDS, DerivativeKind, PieceDerivative
from media_assets.storage import at_hand

logger = logging.getLogger(__name__)

SECONDS = 5 * 60


def needs_label(version) -> bool:
    """Whether the public files of the version say something else than people wrote."""
    record = records.of(version)
    return record is None or record.stated != statements.digest(statements.of_piece(version.piece))


def label(version):
    """Label every public derivative and the clean copy. Harmless to repeat."""
    record = records.known(version)
    statement = statements.of_piece(version.piece)
    kept_back = (*INTERNAL_KINDS, DerivativeKind.WAVEFORM, DerivativeKind.CAPTIONS)
    for derivative in version.derivatives.exclude(kind__in=kept_back):
        _label(derivative, statement)
    public_copies.make(record)
    type(record).objects.filter(pk=record.pk).update(stated=statements.digest(statement))


def _label(derivative, statement):
    name = derivative.file.name.rpartition("/")[2]
    try:
        with at_hand(derivative.file) as path, tempfile.TemporaryDirectory(prefix="label-") as folder:
            target = Path(folder) / name
            request = {"task": "label", "path": str(path), "target": str(target), "statement": statement.as_dict()}
            answer = bounded.ask(
                "media_assets.metadata", request | {"extension": name.rpartition(".")[2]}, seconds=SECONDS
            )
            if "cannot" in answer:
                raise bounded.Broken(answer["cannot"])
            _replace(derivative, target, name)
    except (bounded.TooDemanding, bounded.Broken) as error:
        logger.warning("Derivative %s keeps its former label: %s", derivative.pk, error)
    except FileNotFoundError:
        logger.warning("Derivative %s is missing from the store", derivative.pk)


def _replace(derivative, target, name):
    storage, former = derivative.file.storage, derivative.file.name
    with target.open("rb") as file:
        stored = storage.save(former, File(file, name=name))
    changes = {"file": stored, "size": target.stat().st_size if derivative.size else None}
    if PieceDerivative.objects.filter(pk=derivative.pk, file=former).update(**changes):
        transaction.on_commit(partial(storage.delete, former))
    else:
        # It has been made anew meanwhile.
        storage.delete(stored)
