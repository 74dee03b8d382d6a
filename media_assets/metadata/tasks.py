"""Background work on the metadata of files. Every task may run twice without harm."""

import logging

from django.db.models import Model
from django.tasks import task

from media_assets.metadata import labelling, public_copies, records
from media_assets.models import FileMetadata, PieceVersion
from media_assets.models.metadata import OWNERS

logger = logging.getLogger(__name__)


@task(backend="background")
def read_metadata(kind, pk):
    """Read what a file says that came in without being examined."""
    owner: Model | None = OWNERS[kind].objects.filter(pk=pk).first()
    if owner is None:
        return
    try:
        records.known(owner)
    except FileNotFoundError:
        logger.warning("The file of %s %s is missing from the store", kind, pk)


@task(backend="background")
def make_public_copy(record_id):
    """Make the copy that the public is given instead of a file that says too much."""
    record = FileMetadata.objects.filter(pk=record_id).first()
    if record is None:
        return
    try:
        public_copies.make(record)
    except FileNotFoundError:
        logger.warning("The file %s is missing from the store", record.stored_name)


@task(backend="background")
def label_version(version_id):
    """Let all public files of a version say what people wrote of it by now."""
    version = PieceVersion.objects.select_related("piece").filter(pk=version_id).first()
    if version is not None:
        labelling.label(version)
