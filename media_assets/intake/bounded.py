"""
Run a module on a file in a process that can take nothing with it.

A decoder is the most attacked part of any house that takes files. Here it works
in a child without the house's environment (no secrets), with a bounded address
space, processor time and wall clock, without a network where the kernel allows
it to be taken away, and it speaks JSON. No Django here.
"""

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Seconds of wall clock and of processor, and bytes of address space.
SECONDS = 60
MEMORY = 1024 * 1024 * 1024


class TooDemanding(Exception):
    """The work passed a bound of time or memory."""


class Broken(Exception):
    """The work ended without an answer: a decoder crashed."""


def ask(module: str, request: dict, *, seconds: int = SECONDS, memory: int = MEMORY) -> dict:
    """Give ``request`` to ``python -m module`` and return its answer."""
    try:
        done = subprocess.run(
            command(module, seconds, memory),
            input=json.dumps(request).encode(),
            capture_output=True,
            env=environment(),
            cwd=ROOT,
            timeout=seconds + 5,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TooDemanding from error
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise TooDemanding
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise Broken(done.stderr[-2000:].decode(errors="replace")) from error
    if answer.get("too_demanding"):
        raise TooDemanding
    return answer


def command(module: str, seconds: int, memory: int) -> list[str]:
    """How the child is started."""
    return [sys.executable, "-m", module, str(seconds), str(memory)]


def environment() -> dict[str, str]:
    """All that the child learns of the house."""
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        # Arenas of other threads would count against the address space without being used.
        "MALLOC_ARENA_MAX": "1",
        "OMP_NUM_THREADS": "1",
    }


def serve(answer) -> None:
    """The child's side: bound itself, read the request, write what ``answer(request)`` returns."""
    request = take_request()
    try:
        reply = answer(request)
    except MemoryError:
        reply = {"too_demanding": True}
    json.dump(reply, sys.stdout)
    sys.stdout.flush()
    # Decoders' threads and destructors have nothing more to say.
    os._exit(0)


def take_request() -> dict:
    """The child binds itself by what it was started with, and only then reads what is asked."""
    seconds, memory = int(sys.argv[1]), int(sys.argv[2])
    # macOS knows the limit of memory but does not take it.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    request = json.load(sys.stdin)
    _leave_network(request["path"])
    return request


def _leave_network(path):
    """Best effort: some kernels and containers do not let a process shed its network."""
    # A file of another owner may be readable only by a privilege that is shed as well.
    if hasattr(os, "unshare") and os.stat(path).st_uid == os.geteuid():
        try:
            os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)
        except OSError:
            return
