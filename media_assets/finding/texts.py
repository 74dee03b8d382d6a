"""
The words inside the files of pieces, read once for each file and kept beside it.

What is public is found by the text of the master that was published; the office finds
by that of the newest master as well. Two functions say which is which, and nobody else does.
"""

import logging

from django.core.files.storage import default_storage
from django.db import transaction
from django.dispatch import Signal

from media_assets.finding.words import EXTENSIONS, PATIENCE
from media_assets.intake import bounded
from media_assets.models import DerivativeKind, TextInside
from media_assets.storage import at_hand

logger = logging.getLogger(__name__)

SECONDS, MEMORY = PATIENCE + 20, 1024 * 1024 * 1024

#: Sent with ``piece`` when it says something else than before: its place in the indexes is made anew.
text_read = Signal()


def published_text(piece) -> str:
    """What the files of the published master say; nothing while the piece is not public."""
    if not piece.live or piece.current_version_id is None:
        return ""
    return _joined(each for each in piece.texts_inside.all() if _belongs(each, piece, {piece.current_version_id}))


def office_text(piece) -> str:
    """What the files of the published master and of the newest one say, and the newest captions."""
    texts = list(piece.texts_inside.all())
    newest = max((each.version_id for each in texts if each.version_id), default=None)
    written = [each for each in texts if each.version_id is None]
    wanted = {piece.current_version_id, newest}
    return _joined(each for each in texts if _belongs(each, piece, wanted) or each in written[-1:])


def _belongs(text, piece, versions):
    if text.version_id is None:
        return text.name == piece.captions.name
    return text.version_id in versions


def _joined(texts):
    return "\n".join(each.text for each in texts if each.text)


def read_version(version) -> bool:
    """Read the master and the captions made of it, unless they are read; whether anything is new."""
    files = [version.file]
    files += [made.file for made in version.derivatives.all() if made.kind == DerivativeKind.CAPTIONS]
    stale = TextInside.objects.filter(version=version).exclude(name__in=[file.name for file in files])
    is_new = bool(stale.delete()[0])
    for file in files:
        is_new |= _keep(file, version.piece_id, version.pk)
    return is_new


def read_captions(piece) -> bool:
    """Read the captions that were written for the piece, those of its newest draft too; whether any are new."""
    names = {piece.captions.name}
    if piece.latest_revision:
        names.add(piece.latest_revision.content.get("captions"))
    field = piece._meta.get_field("captions")
    files = [field.attr_class(piece, field, name) for name in sorted(filter(None, names))]
    return any([_keep(file, piece.pk) for file in files])


def _keep(file, piece_id, version_id=None) -> bool:
    """Read one file that has not been read; the same file is never read twice."""
    if TextInside.objects.filter(name=file.name).exists():
        return False
    try:
        found = read_file(file)
    except FileNotFoundError:
        logger.warning("%s is missing from the store and was not read", file.name)
        return False
    with transaction.atomic():
        defaults = {"piece_id": piece_id, "version_id": version_id, **found}
        return TextInside.objects.get_or_create(name=file.name, defaults=defaults)[1]


def read_file(file) -> dict:
    """The text of a stored file; what breaks the reader, or asks too much of it, says nothing."""
    extension = file.name.rpartition(".")[2].lower()
    if extension not in EXTENSIONS:
        return {"text": "", "is_whole": True}
    if not (file.storage or default_storage).exists(file.name):
        raise FileNotFoundError(file.name)
    try:
        with at_hand(file) as path:
            request = {"job": "words", "path": str(path), "extension": extension}
            answer = bounded.ask("media_assets.finding", request, seconds=SECONDS, memory=MEMORY)
    except (bounded.TooDemanding, bounded.Broken) as fault:
        logger.warning("%s could not be read: %s", file.name, fault)
        return {"text": "", "is_whole": False}
    if "failed" in answer:
        logger.warning("%s could not be read: %s", file.name, answer["failed"])
        return {"text": "", "is_whole": False}
    return answer
