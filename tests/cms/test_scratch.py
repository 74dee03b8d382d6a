"""A worker that is killed leaves no gigabytes behind for good."""

import os
import subprocess
import sys

import pytest

from cms import scratch

WORKER = """
import sys, tempfile
from cms import scratch
with scratch.own_folder(), tempfile.NamedTemporaryFile(suffix=".mp4") as copy:
    copy.write(bytes(1000))
    copy.flush()
    print(copy.name, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def start(tmp_path, monkeypatch):
    """``start()`` is a worker with a copy of a master in hand, and the path of the copy."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    begun = []

    def start():
        process = subprocess.Popen(
            [sys.executable, "-c", WORKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"TMPDIR": str(tmp_path)},
            text=True,
        )
        begun.append(process)
        return process, process.stdout.readline().strip()

    yield start
    for process in begun:
        process.kill()
        process.communicate()


def test_what_a_killed_worker_had_in_hand_is_taken_away_by_the_next(start, tmp_path, monkeypatch):
    monkeypatch.setattr(scratch, "GRACE", 0)
    killed, lost = start()
    _alive, held = start()
    killed.kill()
    killed.wait()
    assert os.path.exists(lost)
    assert scratch.free_abandoned() == 1
    assert not os.path.exists(lost)
    # The one that works keeps what it has in hand.
    assert os.path.exists(held)


def test_a_worker_that_ends_leaves_nothing(start, tmp_path):
    worker, _held = start()
    worker.communicate("")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_made_this_moment_is_left_to_its_maker(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / f"{scratch.PREFIX}nueva").mkdir()
    assert scratch.free_abandoned() == 0
