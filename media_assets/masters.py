"""A new master of a piece: inspected, stored as it came, and sent to have its previews made."""

from functools import partial

from django.core.files import File
from django.db import IntegrityError, models, transaction

from media_assets.intake import allowed_extensions, inspect_upload, safe_filename
from media_assets.models import PieceVersion
from media_assets.tasks import inspect_version, prepare_version

_MEASURES = (
    "mime",
    "kind",
    "size",
    "sha256",
    "width",
    "height",
    "page_width_mm",
    "page_height_mm",
    "pages",
    "duration",
)


def add_master(piece, upload, *, filename, user, note="", also=None):
    """
    Store ``upload`` as the next version of ``piece`` and return it.

    Raises ``IntakeRefused`` before anything is stored. The version is not yet the
    piece's ``current_version``: a revision of the piece says which one is. ``also``
    is done with the version in the transaction that records it.
    """
    facts = _known_facts(upload, piece) or inspect_upload(upload, filename, channel=piece.channel)
    version = PieceVersion(
        piece=piece,
        number=_next_number(piece),
        original_name=filename[:160],
        note=note,
        uploaded_by=user,
        **{name: getattr(facts, name) for name in _MEASURES},
    )
    version.read_metadata, version.filled_from_file = facts.metadata, getattr(piece, "filled_from_file", ())
    # The file goes first: a row never speaks of a file that is not there, and no
    # lock is held on the database while a gigabyte is copied.
    content = upload if isinstance(upload, File) else File(upload)
    version.file.save(_stored_name(filename, facts), content, save=False)
    try:
        _insert(version, also)
    except BaseException:
        # What came in parts and lies already where it may stay belongs to its upload until it is a version.
        if version.file.name != getattr(content, "settled_name", None):
            version.file.storage.delete(version.file.name)
        raise
    return version


def _known_facts(upload, piece):
    """What a form already learnt of the upload, where it holds for this channel."""
    facts = getattr(upload, "facts", None)
    return facts if facts and facts.extension in allowed_extensions(piece.channel) else None


def _insert(version, also=None, attempts=5):
    """Save the row; whoever took the number meanwhile keeps it, and this one takes the next."""
    for attempt in range(attempts):
        try:
            with transaction.atomic():
                version.save(force_insert=True)
                if also is not None:
                    also(version)
                transaction.on_commit(partial(prepare_version.enqueue, version.pk))
                transaction.on_commit(partial(inspect_version.enqueue, version.pk))
            return
        except IntegrityError:
            if attempt == attempts - 1:
                raise
            version.pk, version.number = None, _next_number(version.piece)


def _next_number(piece):
    return (piece.versions.aggregate(last=models.Max("number"))["last"] or 0) + 1


def _stored_name(filename, facts):
    stem = safe_filename(filename).rpartition(".")[0]
    return f"{stem}.{facts.extension}"
