"""
Thousands of broken and hostile files through the door, the inspection and the previews.

``python -m tests.benchmarks.hostile [--mutants 3000] [--yards 2]``: so many mutants of good
files, and every crafted file of ``corpus_hostile`` (``--without-crafted`` leaves them out, ``--named WORD`` takes those
that have the word in their name). It counts what became of them and names every file that passed a bound, that
reached a listener, that took the yard down, or that would go out although a standard viewer (poppler, MuPDF and
Ghostscript for every page of a PDF; Pillow, FFmpeg and MuPDF for pictures) cannot open it. Ends with 1 if there is any.
"""

import argparse
import contextlib
import os
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

# The corpus makes its sounds with a factory, which needs the house.
from tests.media_assets import corpus_hostile, corpus_mutants  # noqa: E402
from tests.media_assets.hostile_yard import Yard, is_print_ready  # noqa: E402
from tests.media_assets.viewers import who_cannot_open  # noqa: E402


def files(mutants, listener, crafted=True, named="", seed=2026):
    names = [name for name in corpus_hostile.HOSTILE if named in name] if crafted else ()
    yield from ((name, lambda name=name: corpus_hostile.hostile(name, listener)) for name in names)
    yield from ((name, lambda content=content: content) for name, content in corpus_mutants.mutants(mutants, seed))


class Listener(threading.Thread):
    """Counts who calls."""

    def __init__(self):
        super().__init__(daemon=True)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}/".encode()
        self.calls = 0

    def run(self):
        with contextlib.suppress(OSError):
            while True:
                self.socket.accept()[0].close()
                self.calls += 1


class Round:
    """One run: each yard takes the next file when it is free."""

    def __init__(self, pending, folder):
        self.pending, self.folder = pending, folder
        self.lock, self.fates, self.faults, self.ready = threading.Lock(), [], [], 0

    def _next(self):
        with self.lock:
            return next(self.pending, None)

    def work(self, number):
        with contextlib.ExitStack() as yards:
            yard = yards.enter_context(Yard())
            while (entry := self._next()) is not None:
                name, make = entry
                path = self.folder / f"{number}-{name}"
                path.write_bytes(make())
                try:
                    self._judge(path, yard.try_file(path, name))
                except (ValueError, OSError, TypeError) as error:
                    self.faults.append((name, f"the yard went down: {error}"))
                    yard = yards.enter_context(Yard())
                path.unlink()

    def _judge(self, path, fate):
        self.fates.append(fate)
        if not fate.is_within_bounds:
            self.faults.append((fate.name, f"{fate.seconds} s, {fate.resident >> 20} MiB, {fate.end} {fate.why}"))
        if is_print_ready(fate, path):
            self.ready += 1
            if blind := who_cannot_open(path, fate.facts.get("pages")):
                self.faults.append((fate.name, f"accepted, and not opened by {', '.join(blind)}"))
        if len(self.fates) % 200 == 0:
            print(f"  {len(self.fates)} files, {len(self.faults)} faults {self.faults[-3:]}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutants", type=int, default=3000)
    parser.add_argument("--yards", type=int, default=2)
    parser.add_argument("--without-crafted", action="store_true")
    parser.add_argument("--named", default="", help="of the crafted files, those with this in their name")
    parser.add_argument("--seed", type=int, default=2026, help="another number spoils in other places")
    options = parser.parse_args()
    listener = Listener()
    listener.start()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.yards) as pool:
        pending = files(options.mutants, listener.address, not options.without_crafted, options.named, options.seed)
        run = Round(pending, Path(folder))
        list(pool.map(run.work, range(options.yards)))
    report(run, listener, time.monotonic() - started)
    return 1 if run.faults or listener.calls else 0


def report(run, listener, seconds):
    fates = run.fates
    print(
        f"{len(fates)} files in {seconds:.0f} s; load {os.getloadavg()[0]:.1f}; calls to the network: {listener.calls}"
    )
    print("ends:", dict(Counter(fate.end for fate in fates)), f"print-ready and shown to every viewer: {run.ready}")
    by_kind = Counter((fate.name.rpartition(".")[2], fate.end) for fate in fates)
    for extension in sorted({kind for kind, _end in by_kind}):
        ends = {end: by_kind[extension, end] for end in ("refused", "failed", "inspected")}
        print(f"  {extension:5} {ends}")
    print(
        f"longest: {max(fate.seconds for fate in fates):.1f} s, most processor {max(f.processor for f in fates):.1f} s"
    )
    print(f"most memory: {max(fate.resident for fate in fates) >> 20} MiB")
    surprises = Counter(fate.why.partition(" ")[2][:80] for fate in fates if fate.end == "refused" and " " in fate.why)
    failures = Counter(fate.why[:80] for fate in fates if fate.end == "failed")
    for title, found in (("not foreseen by the door", surprises), ("not measured", failures)):
        print(f"{title}: {sum(found.values())}")
        for why, count in found.most_common(25):
            print(f"  {count:4} {why}")
    print(f"faults: {len(run.faults)}")
    for name, why in run.faults:
        print(f"  {name}: {why}")


if __name__ == "__main__":
    sys.exit(main())
