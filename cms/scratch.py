"""
The temporary files of a worker, in a folder of its own.

A worker that is killed takes nothing away; the copy of a master of many gigabytes
(``media_assets.storage.at_hand``) would lie there until somebody looks. Each worker holds
its folder by a lock that dies with it, and the next one removes what nobody holds.
"""

import fcntl
import os
import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

PREFIX = "rotativa-worker-"
#: Seconds that a folder may exist before its maker holds it.
GRACE = 60


@contextmanager
def own_folder():
    """Meanwhile this process, and those that it starts, put temporary files into a folder of their own."""
    free_abandoned()
    before = os.environ.get("TMPDIR"), tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder:
        # The end of the process lets it go, however it ends. No process that this one starts inherits it.
        held = os.open(folder, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_EX)
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        try:
            yield Path(folder)
        finally:
            tempfile.tempdir = before[1]
            if before[0] is None:
                del os.environ["TMPDIR"]
            else:
                os.environ["TMPDIR"] = before[0]
            os.close(held)


def free_abandoned() -> int:
    """Remove the folders of workers that are no more; returns how many that was."""
    freed = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            if time.time() - folder.stat().st_mtime < GRACE or _is_held(folder):
                continue
        except FileNotFoundError:
            continue
        except PermissionError:
            # Of somebody else's house on the same machine.
            continue
        shutil.rmtree(folder, ignore_errors=True)
        freed += 1
    return freed


def _is_held(folder) -> bool:
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(held)
    return False
