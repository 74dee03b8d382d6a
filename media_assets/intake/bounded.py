"""
Run a module on a file in a process that can take nothing with it.

A decoder is the most attacked part of any house that takes files. Here it works
in a child without the house's environment (no secrets), with bounded memory,
processor time and wall clock, without a network where the kernel allows it to be
taken away, and it speaks JSON. It dies with whoever asked. No Django here.
"""

import contextlib
import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Seconds of processor, seconds of wall clock more than that, and bytes of address space.
SECONDS = 40
GRACE = 10
MEMORY = 1024 * 1024 * 1024
#: Bytes that the child may hold in memory, however much of its address space is mapped; looked at as often.
RESIDENT = 896 * 1024 * 1024
LOOK_EVERY = 0.1
#: The answer of a child that is larger than this is no answer.
LONGEST_ANSWER = 64 * 1024 * 1024
#: By which the system ends who passes a bound.
OF_THE_BOUNDS = (signal.SIGXCPU, signal.SIGKILL)
_PR_SET_PDEATHSIG = 1


class TooDemanding(Exception):
    """The work passed a bound of time or memory."""


class Broken(Exception):
    """The work ended without an answer: a decoder crashed."""


def ask(module: str, request: dict, *, seconds: int = SECONDS, memory: int = MEMORY) -> dict:
    """Give ``request`` to ``python -m module`` and return its answer."""
    asked = json.dumps(request | {"parent": os.getpid()}).encode()
    with subprocess.Popen(
        command(module, seconds, memory),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        cwd=ROOT,
    ) as child:
        try:
            said, complained = _wait(child, asked, time.monotonic() + seconds + GRACE)
        finally:
            child.kill()
    if -child.returncode in OF_THE_BOUNDS:
        raise TooDemanding
    return understand(said, complained)


def _wait(child, request, deadline):
    """What the child wrote, unless it passes a bound meanwhile."""
    while time.monotonic() < deadline:
        try:
            return child.communicate(request, timeout=LOOK_EVERY)
        except subprocess.TimeoutExpired:
            request = None
            if resident(child.pid) > RESIDENT:
                break
    raise TooDemanding


def resident(pid) -> int:
    """Bytes that a process holds in memory; 0 where the system does not say."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError, ValueError):
        return 0
    return pages * resource.getpagesize()


def understand(said: bytes, complained: bytes) -> dict:
    """The answer in what the child wrote. Raises ``TooDemanding`` or ``Broken``."""
    try:
        if len(said) > LONGEST_ANSWER:
            raise ValueError("it says too much")
        answer = json.loads(said)
    except ValueError as error:
        raise Broken(complained[-2000:].decode(errors="replace")) from error
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
    die_with_parent(request.pop("parent", None))
    try:
        reply = answer(request)
    except MemoryError:
        reply = {"too_demanding": True}
    # What is no number has no place in JSON nor in a database: it is no answer.
    json.dump(reply, sys.stdout, allow_nan=False)
    sys.stdout.flush()
    # Decoders' threads and destructors have nothing more to say.
    os._exit(0)


def take_request() -> dict:
    """The child binds itself by what it was started with, and only then reads what is asked."""
    bind(int(sys.argv[1]), int(sys.argv[2]))
    request = json.load(sys.stdin)
    leave_network(request["path"])
    return request


def bind(seconds, memory):
    """Bound this process and what it becomes: seconds of processor, bytes of address space."""
    # macOS knows the limit of memory but does not take it.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def die_with_parent(parent=None):
    """
    A worker that is killed takes along what it was waiting for; elsewhere than on Linux the bound of time does.

    Who knows the ``parent`` that started it ends also where that one was killed before.
    """
    parent = parent or os.getppid()
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def leave_network(path):
    """Best effort: some kernels and containers do not let a process shed its network."""
    # A file of another owner may be readable only by a privilege that is shed as well.
    if hasattr(os, "unshare") and os.stat(path).st_uid == os.geteuid():
        try:
            os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)
        except OSError:
            return
