"""Where files live: originals behind a door for the office, renditions in a public store."""

import os
import shutil
import tempfile
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils.deconstruct import deconstructible


class StorageDown(Exception):
    """The store of files does not answer, or refuses what it should do."""


def ensure_storage_answers():
    """
    Raise ``StorageDown`` where the originals could not be stored now.

    Asked while a form is validated, when the answer can still be a message at a field.
    """
    if ask := getattr(default_storage, "ensure_answers", None):
        ask()


@deconstructible
class OriginalsStorage(FileSystemStorage):
    """
    Private originals on disk, below ``MEDIA_ROOT``.

    Their addresses lead to ``media_assets.views.files.original``, which answers
    people of the office only; readers get published files through the views that
    ask ``media_assets.access``.
    """

    def __init__(self):
        super().__init__(base_url="/archivos/originales/")

    def _save(self, name, content):
        """A file that lies on this disk for good (``content.settled_path``) gets a second name instead of a copy."""
        if (settled := getattr(content, "settled_path", None)) is not None:
            target = Path(self.path(name))
            target.parent.mkdir(parents=True, exist_ok=True)
            # Another disk, or one that knows no second names, takes a copy after all.
            with suppress(OSError):
                os.link(settled, target)
                target.chmod(self.file_permissions_mode or 0o644)
                return name
        try:
            return super()._save(name, content)
        except FileNotFoundError:
            raise
        except OSError as fault:
            # A full, failing or unwritable disk is a store that is down, and what came is kept or told so.
            raise StorageDown from fault


@contextmanager
def at_hand(file):
    """A stored file as a path of this machine, for as long as it is needed, wherever the store is."""
    try:
        path = file.path
    except NotImplementedError:
        with tempfile.NamedTemporaryFile(suffix=Path(file.name).suffix) as copy:
            # A bucket's open file is a copy already; one is enough.
            fetch = getattr(file.storage, "stream", file.storage.open)
            with closing(fetch(file.name)) as stored:
                shutil.copyfileobj(stored, copy, 1024 * 1024)
            copy.flush()
            yield copy.name
    else:
        yield path


def put_in_place(file, content: bytes):
    """Write a stored file anew under its own name, whole or not at all."""
    if replace := getattr(file.storage, "replace", None):
        replace(file.name, ContentFile(content))
        return
    target = Path(file.storage.path(file.name))
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as copy:
        copy.write(content)
    os.chmod(copy.name, file.storage.file_permissions_mode or 0o644)
    os.replace(copy.name, target)
