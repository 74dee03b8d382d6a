"""A large file into the private store: whole under its name, or not there at all."""

import errno
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage

from media_assets.storage import StorageDown

#: What a worker that was killed leaves behind ends so.
PART = ".part"
_FULL = (errno.ENOSPC, errno.EDQUOT)


@contextmanager
def written(name):
    """
    An open file for what shall stand under that name once the block has ended well.

    On disk it is written beside its place and given its name by one act. For a bucket it is
    written to the temporary folder and sent from there. A disk that is full is a store that is down.
    """
    try:
        with _opened(name) as file:
            yield file
    except OSError as fault:
        if fault.errno in _FULL:
            raise StorageDown from fault
        raise


@contextmanager
def _opened(name):
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:
        with tempfile.TemporaryFile() as file:
            yield file
            file.seek(0)
            default_storage.replace(name, File(file))
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, suffix=PART)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def sweep(folder, but=()):
    """Take away what lies in a folder of the store, except the files of those names."""
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        if f"{folder}/{name}" not in but:
            default_storage.delete(f"{folder}/{name}")
