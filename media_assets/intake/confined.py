"""
Run a program of others on a file, bound as the house binds its own decoders.

``python -m media_assets.intake.confined SECONDS MEMORY PARENT FILE PROGRAM ARGUMENT…`` sheds the network, sets
the bounds and becomes the program, unless the process PARENT is no more. No Django here.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

from media_assets.intake import bounded

#: Of each file that the program writes, bytes.
LARGEST_FILE = 64 * 1024 * 1024
#: Bytes of what it says that are kept.
LONGEST_WORD = 256 * 1024
_OURS = "media_assets.intake.confined"
#: What shells and loaders end with as well where there is nothing to run.
_NOT_STARTED = 127


class NotStarted(Exception):
    """The program, or the file, is not there to be run or read, or lacks what it is linked to."""


@dataclass(frozen=True)
class Ended:
    """How it ended: the system's code (negative of a signal), and what it said on both its outputs."""

    code: int
    said: bytes


def run(program: list[str], path, folder, *, seconds: int, wall: float) -> Ended:
    """
    Run ``program`` on the file at ``path``; it may write into ``folder``.

    ``seconds`` of processor, ``wall`` seconds in all. Raises ``bounded.TooDemanding`` where it
    passes a bound, ``NotStarted`` where it did not come to work.
    """
    command = [*bounded.command(_OURS, seconds, bounded.MEMORY), str(os.getpid()), str(path), *program]
    deadline = time.monotonic() + wall
    with tempfile.TemporaryFile() as words:
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=subprocess.STDOUT,
            env=bounded.environment() | {"TMPDIR": str(folder)},
            cwd=bounded.ROOT,
        ) as child:
            try:
                code = _wait(child, deadline)
            finally:
                child.kill()
        if code < 0 and -code in bounded.OF_THE_BOUNDS:
            raise bounded.TooDemanding
        if code == _NOT_STARTED:
            raise NotStarted
        words.seek(0)
        return Ended(code, words.read(LONGEST_WORD))


def _wait(child, deadline):
    while time.monotonic() < deadline:
        try:
            return child.wait(timeout=bounded.LOOK_EVERY)
        except subprocess.TimeoutExpired:
            if bounded.resident(child.pid) > bounded.RESIDENT:
                break
    raise bounded.TooDemanding


def become():
    """The child's side."""
    seconds, memory, parent, path, *program = sys.argv[1:]
    bounded.bind(int(seconds), int(memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    try:
        bounded.leave_network(path)
        bounded.die_with_parent(int(parent))
        os.execv(program[0], program)
    except OSError:
        os._exit(_NOT_STARTED)


if __name__ == "__main__":
    become()
