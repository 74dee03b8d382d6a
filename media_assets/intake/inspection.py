"""The door of the library: one upload in, its facts or a refusal out."""

import hashlib
import logging
import tempfile
from contextlib import contextmanager
from dataclasses import replace

from django.conf import settings

from media_assets.intake import bounded, sniffing
from media_assets.intake.facts import FileFacts
from media_assets.intake.filetypes import TYPES, FileType, allowed_extensions, canonical
from media_assets.intake.names import extension_of, name_problem, safe_filename
from media_assets.intake.refusals import IntakeRefused

logger = logging.getLogger(__name__)

_CHUNK = 1024 * 1024


def check_announced(filename, size, *, channel=None, allowed=None, max_bytes=None) -> FileType:
    """What a file must be by its name and weight alone, or ``IntakeRefused`` before a byte of it is sent."""
    _check_name(filename)
    filetype = _promised_type(filename, channel, allowed)
    _check_size(size, max_bytes or settings.ROTATIVA_MAX_UPLOAD_BYTES)
    return filetype


def inspect_upload(file, filename, *, channel=None, allowed=None, max_bytes=None, ceiling=None) -> FileFacts:
    """
    The facts of one upload, or ``IntakeRefused`` with what to tell its sender.

    ``channel`` and ``allowed`` (extensions) narrow what is taken; ``max_bytes`` can
    only lower the ceiling, which is ``ROTATIVA_MAX_UPLOAD_BYTES`` unless the file came
    in parts. Total: whatever the file does, one of the two happens, its examination
    within 60 s and 1 GiB of a process of its own. The file is left rewound and unchanged.
    """
    _check_name(filename)
    filetype = _promised_type(filename, channel, allowed)
    ceiling = ceiling or settings.ROTATIVA_MAX_UPLOAD_BYTES
    limit = min(max_bytes or ceiling, ceiling)
    _check_size(getattr(file, "size", None), limit)
    try:
        with _on_disk(file, limit) as (path, size, sha256):
            _check_content(path, filetype)
            facts = _examine(path, filetype)
            return replace(facts, size=size, sha256=sha256)
    finally:
        file.seek(0)


def _check_name(filename):
    problem = name_problem(filename)
    if problem:
        reason, params = problem
        example = safe_filename(filename or "")
        raise IntakeRefused(
            "hostile_name", "" if reason in ("empty", "characters") else reason, example=example, **params
        )


def _promised_type(filename, channel, allowed):
    extension = extension_of(filename)
    accepted = [canonical(each) for each in allowed] if allowed is not None else list(TYPES)
    if channel is not None:
        accepted = [each for each in allowed_extensions(channel) if each in accepted]
    if canonical(extension) in accepted and canonical(extension) in TYPES:
        return TYPES[canonical(extension)]
    # Two spellings of one type («jpg» and «jpeg») are said once.
    names = ", ".join(each.upper() for each in dict.fromkeys(accepted))
    raise IntakeRefused("extension_not_allowed", "" if extension else "missing", extension=extension, allowed=names)


def _check_size(size, limit):
    if size == 0:
        raise IntakeRefused("empty")
    if size is not None and size > limit:
        raise IntakeRefused("too_large", size=size, limit=limit)


@contextmanager
def _on_disk(file, limit):
    """The upload as a file that another process can open, with its true size and digest."""
    digest, size = hashlib.sha256(), 0
    existing = getattr(file, "temporary_file_path", None)
    with tempfile.NamedTemporaryFile(prefix="intake-") as copy:
        file.seek(0)
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            _check_size(size, limit)
            digest.update(chunk)
            if existing is None:
                copy.write(chunk)
        _check_size(size, limit)
        copy.flush()
        yield (existing() if existing else copy.name), size, digest.hexdigest()


def _check_content(path, filetype):
    with open(path, "rb") as file:
        found = sniffing.content_of(file.read(sniffing.HEAD))
    if found in ("executable", "playlist", "archive"):
        raise IntakeRefused(found)
    if found == "ole" and filetype.kind == "document":
        raise IntakeRefused("encrypted_document", extension=filetype.extension)
    if found not in filetype.contents:
        if found == "zip":
            raise IntakeRefused("archive")
        if found in ("unknown", "text", "riff"):
            raise IntakeRefused("not_what_it_says", extension=filetype.extension)
        raise IntakeRefused("not_what_it_says", "found", extension=filetype.extension, found=found)


def _examine(path, filetype):
    request = {"path": str(path), "extension": filetype.extension, "kind": filetype.kind}
    try:
        answer = bounded.ask("media_assets.intake.probes", request)
    except bounded.TooDemanding as error:
        raise IntakeRefused("unreadable", "too_demanding", kind=filetype.kind) from error
    except bounded.Broken as error:
        logger.warning("A probe broke on a %s file: %s", filetype.extension, error)
        raise IntakeRefused("unreadable", kind=filetype.kind) from error
    if "refused" in answer:
        code, reason, params = answer["refused"]
        if answer.get("surprise"):
            logger.warning("A probe did not foresee a %s file: %s", filetype.extension, answer["surprise"])
        raise IntakeRefused(code, reason, kind=filetype.kind, **params)
    return FileFacts.from_dict(
        {"mime": filetype.mime, "extension": filetype.extension, "kind": filetype.kind} | answer["facts"]
    )
