"""
Files that may do anything, taken through the door, the inspection and the previews, each in a process of its own.

``Yard`` starts ``python -m tests.media_assets.hostile_yard``, which has all decoders
loaded and forks for each file: thousands can be tried, where a start of Python for
each would take longer than the files. The bounds are those of ``intake.bounded``.
"""

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from media_assets.intake import bounded, sniffing
from media_assets.intake.filetypes import TYPES, canonical

#: Of the bar: seconds of wall clock and bytes in memory for a file and all that is done with it.
MOST_SECONDS, MOST_BYTES = 60, 1024 * 1024 * 1024


@dataclass(frozen=True)
class Fate:
    """What became of a file: ``refused`` by the door, ``failed`` in the inspection, or ``inspected``."""

    name: str
    end: str
    why: str
    seconds: float
    processor: float
    resident: int
    facts: dict

    @property
    def is_within_bounds(self):
        return self.seconds < MOST_SECONDS and self.resident <= MOST_BYTES


def is_print_ready(fate, path=None) -> bool:
    """
    Whether a PDF or a picture would go to the press as it is, in a format that asks for nothing but its own size.

    By the rules of the house alone; with the ``path`` of the file, by the programs at hand as well, as in the house.
    """
    from media_assets.inspection import rips
    from media_assets.inspection.catalogue import judge
    from media_assets.inspection.specification import Specification

    kind = fate.facts.get("kind")
    if fate.end != "inspected" or kind not in ("pdf", "image"):
        return fate.end == "inspected"
    page = fate.facts["boxes"][0] if kind == "pdf" else {"width": None, "height": None}
    asked = Specification(channel="print", width_mm=page["width"], height_mm=page["height"])
    if any(finding.blocks for finding in judge(fate.facts, asked)):
        return False
    if kind != "pdf" or path is None:
        return True
    drawn = rips.draw(path, fate.facts["boxes"], spent=fate.seconds)
    return not any(finding.blocks for finding in judge(fate.facts | {"drawn": drawn}, asked))


class Yard:
    """Takes files one by one; a context manager."""

    def __enter__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.media_assets.hostile_yard"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=bounded.environment(),
            cwd=bounded.ROOT,
        )
        return self

    def __exit__(self, *_error):
        self.process.stdin.close()
        self.process.wait(timeout=10)

    def try_file(self, path: Path, name=None) -> Fate:
        request = json.dumps({"path": str(path), "name": name or path.name})
        self.process.stdin.write(request.encode() + b"\n")
        self.process.stdin.flush()
        return Fate(**json.loads(self.process.stdout.readline()))


# -- The side of the yard --------------------------------------------------------


def main():
    from importlib import import_module

    for module in ("papers", "pictures", "drawings", "recordings", "captions"):
        import_module(f"media_assets.intake.probes.{module}")
    for module in ("papers", "stills", "vectors", "recordings"):
        import_module(f"media_assets.inspection.measuring.{module}")
    for module in ("papers", "stills", "recordings"):
        import_module(f"media_assets.previews.{module}")
    for line in sys.stdin.buffer:
        request = json.loads(line)
        print(json.dumps(_fate(Path(request["path"]), request["name"])), flush=True)


def _fate(path, name):
    started = time.monotonic()
    kept = {"name": name, "facts": {}, "resident": 0, "processor": 0.0}
    if refusal := _at_the_door(path, name):
        return kept | {"end": "refused", "why": refusal, "seconds": time.monotonic() - started}
    told, status, used = _in_a_child(path, TYPES[canonical(name.rpartition(".")[2])])
    kept |= {
        "seconds": round(time.monotonic() - started, 2),
        "processor": round(used.ru_utime + used.ru_stime, 2),
        "resident": used.ru_maxrss * 1024,
    }
    if told is None or told.get("too_demanding"):
        # As ``bounded`` has it: a child that ends without an answer costs its task, and nothing else.
        stage = (told or {}).get("stage", "")
        why = f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else "too demanding"
        return kept | {"end": "failed", "why": f"{stage} {why}".strip()}
    return kept | told


def _at_the_door(path, name):
    filetype = TYPES.get(canonical(name.rpartition(".")[2]))
    if filetype is None:
        return "extension"
    with path.open("rb") as file:
        found = sniffing.content_of(file.read(sniffing.HEAD))
    return "" if found in filetype.contents else f"sniffed {found}"


def _in_a_child(path, filetype):
    """What the child told, how it ended, and what it used."""
    with tempfile.TemporaryFile() as told:
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                _work(path, filetype, told.fileno())
            os._exit(1)
        status, used = _wait(child)
        told.seek(0)
        try:
            return json.loads(told.read().splitlines()[-1]), status, used
        except (ValueError, IndexError):
            return None, status, used


def _wait(child):
    deadline = time.monotonic() + bounded.SECONDS + bounded.GRACE
    while True:
        ended, status, used = os.wait4(child, os.WNOHANG)
        if ended:
            return status, used
        if time.monotonic() > deadline or bounded.resident(child) > bounded.RESIDENT:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.005)


def _work(path, filetype, into):
    resource.setrlimit(resource.RLIMIT_AS, (bounded.MEMORY + _mapped(), bounded.MEMORY + _mapped()))
    resource.setrlimit(resource.RLIMIT_CPU, (bounded.SECONDS, bounded.SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bounded.leave_network(str(path))
    for number in (0, 1, 2):
        os.dup2(os.open(os.devnull, os.O_RDWR), number)

    def say(words):
        os.write(into, json.dumps(words, allow_nan=False).encode() + b"\n")

    try:
        _stages(path, filetype, say)
    except MemoryError:
        say({"too_demanding": True})
    os._exit(0)


def _stages(path, filetype, say):
    from media_assets.inspection.measuring.__main__ import answer
    from media_assets.intake.probes.__main__ import examine
    from media_assets.previews.__main__ import draw

    request = {"path": str(path), "kind": filetype.kind, "extension": filetype.extension}
    examined = examine(request)
    if "refused" in examined:
        surprise = examined.get("surprise", "")
        why = ".".join(part for part in examined["refused"][:2] if part)
        return say({"end": "refused", "why": f"{why} {surprise}".strip()})
    # Until the whole is told, what is known: a child that is killed here costs the task of its inspection only.
    measured = answer(request)
    with tempfile.TemporaryDirectory() as out:
        drawn = draw(request | {"out": out})
    if "failed" in measured:
        return say({"end": "failed", "why": measured["failed"]})
    return say({"end": "inspected", "why": drawn.get("failed", ""), "facts": measured["facts"]})


def _mapped():
    """Address space that the yard holds before a file is opened."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


if __name__ == "__main__":
    main()
