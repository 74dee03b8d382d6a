"""
Parts that come to the disk of the house.

The size of the file is the only record of how much has come. A part is put in its
place block by block; each time the file is held for a moment (``flock``), and the block
goes in only where the file ends. Two windows that send the same file therefore never
mix, a sender that was cut off holds nobody up, and a process killed at any point leaves
a true beginning of the file. No row is locked meanwhile: on SQLite every writer of the
house would wait for the slowest connection.
"""

import errno
import fcntl
import os
from contextlib import contextmanager
from pathlib import Path

from django.core.files.storage import storages

from .refusals import NoRoom, OffsetConflict, TooLong

FOLDER = "cargas"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def room_awaited():
    """Say ``NoRoom`` of a disk that is full."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise NoRoom from error
        raise


def folder() -> Path:
    return Path(storages["held"].path(FOLDER))


def path_of(upload) -> Path:
    return folder() / upload.stored_as


def received(upload) -> int:
    """How many bytes lie here."""
    try:
        return path_of(upload).stat().st_size
    except FileNotFoundError:
        return 0


def append(upload, offset, blocks) -> int:
    """
    Put the blocks after byte ``offset`` and return where the file ends now, which is on the disk for good.

    Raises ``OffsetConflict``, ``TooLong`` or ``NoRoom``; whatever happens, the blocks
    that went in stay.
    """
    path = path_of(upload)
    path.parent.mkdir(parents=True, exist_ok=True)
    fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        # A part of no bytes asks, too, whether it is in its place.
        offset = _put(fd, offset, b"", upload.length)
        for block in blocks:
            offset = _put(fd, offset, block, upload.length)
    finally:
        os.fsync(fd)
        os.close(fd)
    return offset


def _put(fd, offset, block, length):
    fcntl.flock(fd, fcntl.LOCK_EX)
    try:
        end = os.fstat(fd).st_size
        if end != offset:
            raise OffsetConflict(end)
        if offset + len(block) > length:
            raise TooLong
        rest = memoryview(block)
        with room_awaited():
            while rest:
                rest = rest[os.pwrite(fd, rest, offset + len(block) - len(rest)) :]
        return offset + len(block)
    finally:
        fcntl.flock(fd, fcntl.LOCK_UN)


def discard(upload):
    path_of(upload).unlink(missing_ok=True)


def take_over(upload, file):
    """Make a file that a form has received the content of the upload: by a second name where that is possible."""
    target = path_of(upload)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file.temporary_file_path(), target)
    except (AttributeError, OSError):
        file.seek(0)
        with target.open("xb") as copy:
            while block := file.read(1024 * 1024):
                copy.write(block)
            copy.flush()
            os.fsync(copy.fileno())
