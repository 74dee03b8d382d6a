"""
The bounded process of ``intake.bounded`` for work that lasts: it tells how far it is and may be stopped.

The child writes one line of JSON for each step, and its answer on the last. A child
whose parent was killed cannot write any more, clears its folder and ends.
"""

import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from media_assets.intake import bounded

#: Seconds between two questions whether to stop, and between two reports of progress.
BEAT = 1.0
REPORT_EVERY = 0.5


class Stopped(Exception):
    """Whoever asked for the work does not want it any more."""


def watch(module: str, request: dict, *, seconds: int, memory: int, processors: int = 1, tell, stopped) -> dict:
    """
    Give ``request`` to ``python -m module`` and return its answer.

    ``tell(per_cent)`` is called as the work goes on; once ``stopped()`` is true the
    child is killed and ``Stopped`` raised. Its processor time is ``seconds`` for each of
    ``processors``. Raises what ``bounded.ask`` raises, too.
    """
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(
            bounded.command(module, seconds * processors, memory),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=bounded.environment(),
            cwd=bounded.ROOT,
        ) as child,
    ):
        try:
            answer = _follow(child, request, time.monotonic() + seconds + 5, tell, stopped)
        finally:
            child.kill()
            child.wait()
        if answer is None:
            if child.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
                raise bounded.TooDemanding
            complaints.seek(0)
            raise bounded.Broken(complaints.read()[-2000:].decode(errors="replace"))
    if answer.get("too_demanding"):
        raise bounded.TooDemanding
    return answer


def _follow(child, request, deadline, tell, stopped):
    """The child's answer, or None when it ended without one."""
    try:
        child.stdin.write(json.dumps(request).encode())
        child.stdin.close()
    except BrokenPipeError:
        child.wait()
        return None
    said, asked = b"", 0.0
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while time.monotonic() < deadline:
            if time.monotonic() - asked >= BEAT:
                if stopped():
                    raise Stopped
                asked = time.monotonic()
            if not selector.select(BEAT):
                continue
            piece = os.read(child.stdout.fileno(), 65536)
            if not piece:
                child.wait()
                return None
            *lines, said = (said + piece).split(b"\n")
            for line in lines:
                step = _read(line)
                if "progress" not in step:
                    return step
                tell(step["progress"])
    raise bounded.TooDemanding


def _read(line):
    try:
        return json.loads(line)
    except ValueError as error:
        raise bounded.Broken(line[:200].decode(errors="replace")) from error


class Progress:
    """The child's voice: per cent done, said no more often than anybody could read it."""

    def __init__(self, out):
        self.out = out
        self.at = 0.0

    def __call__(self, share: float):
        """``share`` is between 0 and 1."""
        if time.monotonic() - self.at >= REPORT_EVERY:
            self.at = time.monotonic()
            self.say({"progress": max(0, min(99, int(share * 100)))})

    def say(self, words: dict):
        try:
            sys.stdout.write(json.dumps(words) + "\n")
            sys.stdout.flush()
        except BrokenPipeError:
            shutil.rmtree(self.out, ignore_errors=True)
            os._exit(1)
