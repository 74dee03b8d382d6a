"""
Background work of the library. Every task may run twice without harm.
"""

import logging
import tempfile
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.tasks import task
from django.utils.translation import gettext as _

from media_assets import recordings, renditions
from media_assets.derivatives.orders import order
from media_assets.inspection.reports import inspect, is_settled, judge_by_format
from media_assets.intake import FileFacts, IntakeRefused
from media_assets.library.colours import remember_colours
from media_assets.metadata import statements
from media_assets.models import (
    PREVIEW_KINDS,
    DerivativeKind,
    EditorialImage,
    EditorialMedia,
    PieceDerivative,
    PieceFormat,
    PieceVersion,
    ProcessingState,
    Recipe,
)
from media_assets.previews import PreviewFailed, make_previews
from media_assets.storage import StorageDown, at_hand

logger = logging.getLogger(__name__)

#: A master that somebody has just brought is seen and judged before films that wait are encoded.
BEFORE_DERIVATIVES = 10


@task(backend="background")
def prepare_renditions(image_id):
    """Make the public sizes of a photograph that are missing; returns how many."""
    image = EditorialImage.objects.filter(pk=image_id).first()
    return renditions.prepare(image) if image else 0


@task(backend="background")
def prepare_media(media_id):
    """Measure a recording and take a still of a video; without them it plays all the same."""
    media = EditorialMedia.objects.filter(pk=media_id).first()
    if media is None or not recordings.needs_preparation(media):
        return
    try:
        recordings.prepare(media)
    except (IntakeRefused, PreviewFailed) as failure:
        logger.warning("Recording %s was not prepared: %s", media_id, failure)


@task(backend="background", priority=BEFORE_DERIVATIVES)
def prepare_version(version_id):
    """
    Make the previews of a master and say on the version how that went.

    Previews are replaced whole: a reader sees the old ones or the new ones.
    """
    version = PieceVersion.objects.filter(pk=version_id).first()
    if version is None:
        return
    _say(version, ProcessingState.RUNNING)
    try:
        with at_hand(version.file) as path, tempfile.TemporaryDirectory(prefix="previews-") as out:
            previews = make_previews(path, facts_of(version), Path(out), statements.of_piece(version.piece))
            _replace_derivatives(version, previews)
        remember_colours(version)
    except PreviewFailed as failure:
        logger.warning("No previews of version %s: %s", version_id, failure)
        _say(version, ProcessingState.FAILED, _("The previews could not be made. The master is stored and whole."))
    except StorageDown:
        # The queue tries it again when the store is back.
        _say(version, ProcessingState.PENDING)
        raise
    except FileNotFoundError:
        _say(version, ProcessingState.FAILED, _("The master file is missing from the store. Tell the systems office."))
        raise
    except Exception:
        _say(version, ProcessingState.FAILED, _("The previews could not be made because of a fault of the system."))
        raise
    else:
        _say(version, ProcessingState.DONE)


@task(backend="background", priority=BEFORE_DERIVATIVES)
def inspect_version(version_id):
    """Inspect a master by the checks of its channel, unless its newest report is good as it is."""
    version = PieceVersion.objects.select_related("piece__format").filter(pk=version_id).first()
    if version is not None and not is_settled(version):
        report = inspect(version)
        if report.facts.get("captions_inside"):
            order(version, [Recipe.CAPTIONS])


@task(backend="background")
def judge_pieces_of_format(format_id):
    """Hold the pieces of a format that was changed against what it asks for now."""
    piece_format = PieceFormat.objects.filter(pk=format_id).first()
    return judge_by_format(piece_format) if piece_format else 0


def facts_of(version) -> FileFacts:
    """What intake learnt of the version, as far as it is kept."""
    return FileFacts(
        mime=version.mime,
        extension=version.file.name.rpartition(".")[2],
        kind=version.kind,
        size=version.size,
        sha256=version.sha256,
        width=version.width,
        height=version.height,
        pages=version.pages,
        duration=version.duration,
    )


def _say(version, state, message=""):
    version.processing, version.processing_message = state, message
    version.save(update_fields=["processing", "processing_message"])


def _replace_derivatives(version, previews):
    before = version.derivatives.filter(kind__in=PREVIEW_KINDS)
    stale = [derivative.file for derivative in before]
    with transaction.atomic():
        before.delete()
        for preview in previews:
            kind, _dash, position = preview.kind.partition("-")
            derivative = PieceDerivative(
                version=version,
                kind=DerivativeKind(kind),
                position=int(position or 0),
                mime=preview.mime,
                width=preview.width,
                height=preview.height,
            )
            with preview.path.open("rb") as made:
                derivative.file.save(preview.path.name, File(made), save=False)
            derivative.save()
        for file in stale:
            transaction.on_commit(lambda file=file: file.storage.delete(file.name))
