"""The packing is background work: followed, cancelled, killed and taken up again, and never done twice."""

import errno
import os
import signal
import subprocess
import sys
import time
from threading import Event, Thread

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import default_storage
from django_tasks_db.models import DBTaskResult

from media_assets.delivery import orders, packing, store
from media_assets.delivery.preparing import revoke
from media_assets.delivery.tasks import pack_delivery
from media_assets.models import Channel, Delivery, JobState, PackedFile, Piece
from media_assets.resuming import resume
from media_assets.storage import StorageDown
from tests.media_assets.deliveries import fresh, opened, ordered, out_piece
from tests.media_assets.factories import withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "originals"


@pytest.fixture
def delivery(designer):
    return ordered([out_piece(Channel.PRINT, b"%PDF " + bytes(200_000))], designer)


def files_of(delivery):
    try:
        return default_storage.listdir(f"entregas/{delivery.pk}")[1]
    except FileNotFoundError:
        return []


@pytest.mark.usefixtures("database_queue")
def test_what_is_asked_for_is_queued_with_it(designer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        delivery = ordered([out_piece()], designer)
    (entry,) = DBTaskResult.objects.filter(task_path=pack_delivery.module_path)
    assert entry.args_kwargs["args"] == [delivery.pk]


def test_it_is_packed_once_and_a_second_worker_finds_nothing_to_do(delivery, monkeypatch):
    packing.carry_out(delivery.pk, "a")
    made = fresh(delivery)
    assert (made.state, made.progress) == (JobState.DONE, 100)
    monkeypatch.setattr(packing, "_pack", lambda delivery: 1 / 0)
    packing.carry_out(delivery.pk, "b")
    assert fresh(delivery).file.name == made.file.name
    assert len(files_of(delivery)) == 1


@pytest.mark.usefixtures("database_queue")
def test_while_one_worker_is_at_it_another_keeps_its_hands_off(delivery):
    entry = pack_delivery.enqueue(delivery.pk)
    assert packing.claim(delivery.pk, str(entry.id)) is not None
    assert packing.claim(delivery.pk, "another") is None
    assert packing.claim(delivery.pk, str(entry.id)) is not None  # Given back after a crash.


def test_people_see_how_far_it_is(delivery, monkeypatch):
    monkeypatch.setattr(packing, "BEAT", 0)
    told = []
    wanted = packing._wanted

    def looked(delivery):
        told.append(fresh(delivery).progress)
        return wanted(delivery)

    monkeypatch.setattr(packing, "_wanted", looked)
    packing.carry_out(delivery.pk, "a")
    assert told == sorted(told)
    assert 0 < told[-1] < 100


def test_what_waits_is_cancelled_at_once_and_may_be_asked_for_again(delivery, django_capture_on_commit_callbacks):
    assert orders.cancel(delivery)
    packing.carry_out(delivery.pk, "a")
    assert fresh(delivery).state == JobState.CANCELLED
    assert files_of(delivery) == []
    with django_capture_on_commit_callbacks() as queued:
        assert orders.pack_again(delivery)
        assert not orders.pack_again(delivery)
    assert len(queued) == 1
    packing.carry_out(delivery.pk, "b")
    assert fresh(delivery).state == JobState.DONE


def test_what_is_under_way_is_cancelled_and_leaves_nothing(delivery, monkeypatch):
    monkeypatch.setattr(packing, "BEAT", 0)
    copy = packing.Archive.copy

    def cancelled_meanwhile(self, *args):
        orders.cancel(fresh(delivery))
        return copy(self, *args)

    monkeypatch.setattr(packing.Archive, "copy", cancelled_meanwhile)
    packing.carry_out(delivery.pk, "a")
    assert fresh(delivery).state == JobState.CANCELLED
    assert files_of(delivery) == []
    assert not PackedFile.objects.exists()


def test_what_is_revoked_while_it_is_packed_is_not_handed_in(delivery, designer, monkeypatch):
    hand_in = packing._hand_in

    def revoked_meanwhile(*args):
        revoke(fresh(delivery), user=designer, reason="La imprenta cambió de dueño.")
        hand_in(*args)

    monkeypatch.setattr(packing, "_hand_in", revoked_meanwhile)
    packing.carry_out(delivery.pk, "a")
    assert not fresh(delivery).file
    assert files_of(delivery) == []


def test_what_lost_its_leave_before_it_was_packed_is_not(delivery):
    piece = delivery.items.get().piece
    withdraw(Piece.objects.get(pk=piece.pk))
    packing.carry_out(delivery.pk, "a")
    assert fresh(delivery).state == JobState.FAILED
    assert "Fue retirada" in fresh(delivery).message


def test_a_fault_is_told_and_the_queue_knows_of_it(delivery, monkeypatch):
    monkeypatch.setattr(packing, "_fill", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        packing.carry_out(delivery.pk, "a")
    assert fresh(delivery).state == JobState.FAILED
    assert fresh(delivery).message
    assert files_of(delivery) == []


def test_what_takes_too_long_ends_with_advice(delivery, monkeypatch):
    monkeypatch.setattr(packing, "BEAT", 0)
    monkeypatch.setattr(packing, "LONGEST", -1)
    packing.carry_out(delivery.pk, "a")
    assert "Haga varios paquetes" in fresh(delivery).message
    assert files_of(delivery) == []


def test_a_worker_killed_between_the_file_and_its_record_leaves_nothing_half(delivery, monkeypatch):
    def killed(*args):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(packing, "_hand_in", killed)
        with pytest.raises(SystemExit):
            packing.carry_out(delivery.pk, "dead")
    assert len(files_of(delivery)) == 1
    assert fresh(delivery).state == JobState.RUNNING
    assert not fresh(delivery).file

    packing.carry_out(delivery.pk, "next")
    made = fresh(delivery)
    assert made.state == JobState.DONE
    assert [f"entregas/{delivery.pk}/{name}" for name in files_of(delivery)] == [made.file.name]
    assert opened(made).testzip() is None


@pytest.mark.usefixtures("database_queue")
def test_what_a_killed_worker_left_is_queued_again_once(delivery):
    Delivery.objects.update(state=JobState.RUNNING, claimed_by="dead")
    resume()
    resume()
    entries = DBTaskResult.objects.filter(task_path=pack_delivery.module_path)
    assert [entry.args_kwargs["args"] for entry in entries] == [[delivery.pk]]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_worker_killed_in_the_middle_is_followed_by_one_that_ends_the_work(designer, settings, tmp_path):
    """A real process, killed with SIGKILL while it writes; the next one sweeps up and packs it whole."""
    settings.MEDIA_ROOT = tmp_path / "originals"
    piece = out_piece(Channel.PRINT, b"%PDF " + os.urandom(1024 * 1024))
    delivery = ordered([piece], designer)
    program = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        f"settings.MEDIA_ROOT = {str(settings.MEDIA_ROOT)!r}\n"
        f"settings.DATABASES['default']['NAME'] = {settings.DATABASES['default']['NAME']!r}\n"
        "from django.db import connections\n"
        f"connections['default'].settings_dict['NAME'] = {settings.DATABASES['default']['NAME']!r}\n"
        "import time\n"
        "from media_assets.delivery import archive, packing\n"
        "archive.CHUNK = 4096\n"
        "slow = packing.Pulse.__call__\n"
        "packing.Pulse.__call__ = lambda self, count=0: (time.sleep(0.02), slow(self, count))[1]\n"
        f"packing.carry_out({delivery.pk}, 'doomed')\n"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=django_settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stderr=subprocess.PIPE,
    )
    deadline, clock = time.monotonic() + 60, Event()
    while not any(name.endswith(".part") for name in files_of(delivery)):
        assert worker.poll() is None, worker.stderr.read().decode()
        assert time.monotonic() < deadline
        clock.wait(0.05)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    assert fresh(delivery).state == JobState.RUNNING
    assert not fresh(delivery).file

    packing.carry_out(delivery.pk, "next")
    made = fresh(delivery)
    assert made.state == JobState.DONE
    assert [f"entregas/{delivery.pk}/{name}" for name in files_of(delivery)] == [made.file.name]
    assert opened(made).testzip() is None


@pytest.mark.usefixtures("database_queue")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_several_workers_at_once_one_packs_it(designer):
    from django.db import connection

    delivery = ordered([out_piece()], designer)
    claimants = [str(pack_delivery.enqueue(delivery.pk).id) for _n in range(4)]
    claimed = []

    def work(claimant):
        claimed.append(packing.claim(delivery.pk, claimant))
        connection.close()

    threads = [Thread(target=work, args=(claimant,)) for claimant in claimants]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (mine,) = filter(None, claimed)
    assert fresh(delivery).claimed_by == mine.claimed_by


def test_a_disk_that_is_full_leaves_nothing_half_and_the_package_waits_for_room(delivery, monkeypatch):
    def full(_file):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(store.os, "fsync", full)
        with pytest.raises(StorageDown):
            packing.carry_out(delivery.pk, "worker")
    assert fresh(delivery).state == JobState.PENDING
    assert "Sigue por sí solo" in fresh(delivery).message
    assert files_of(delivery) == []
    packing.carry_out(delivery.pk, "worker")
    assert (fresh(delivery).state, fresh(delivery).message) == (JobState.DONE, "")
