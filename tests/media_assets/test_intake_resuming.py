"""A worker or a web process killed at any moment loses nothing that was promised."""

import os
import socket
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.tasks import TaskResultStatus, task_backends
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.background import ATTEMPTS, requeue_abandoned, worker_name
from media_assets.masters import add_master
from media_assets.models import JobState, ProcessingState
from media_assets.resuming import resume
from media_assets.tasks import prepare_version
from tests import factories
from tests.media_assets.test_masters import photograph

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("database_queue")]


@pytest.fixture
def version(designer):
    """A master that has been inspected and derived from: what is missing is its previews."""
    master = add_master(factories.piece(user=designer), photograph(), filename="a.jpg", user=designer)
    master.inspections.create(state=ProcessingState.DONE, engine="1")
    master.derivative_jobs.update(state=JobState.DONE)
    return master


def dead_worker():
    """The name of a worker of this machine whose process is over."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return f"{socket.gethostname()[:40]}:{process.pid}:x"


def running(version, worker, started=None):
    task_backends["background"].enqueue(prepare_version, (version.pk,), {})
    entry = DBTaskResult.objects.latest("enqueued_at")
    entry.claim(worker)
    if started:
        DBTaskResult.objects.filter(pk=entry.pk).update(started_at=started)
    return entry


def states():
    return list(DBTaskResult.objects.values_list("status", flat=True))


def test_a_task_of_a_killed_worker_runs_again(version):
    running(version, dead_worker())
    assert requeue_abandoned() == 1
    assert states() == [TaskResultStatus.READY]


def test_a_task_of_a_worker_at_work_is_left_alone(version):
    running(version, f"{socket.gethostname()[:40]}:{os.getppid()}:x")
    running(version, "otra-maquina:77:x")
    assert requeue_abandoned() == 0
    assert set(states()) == {TaskResultStatus.RUNNING}


def test_a_task_of_a_lost_machine_runs_again_after_its_longest_time(version):
    running(version, "otra-maquina:77:x", started=timezone.now() - timedelta(minutes=16))
    assert requeue_abandoned() == 1


def test_a_container_started_anew_with_the_same_number_is_another_worker(version):
    running(version, worker_name())
    assert requeue_abandoned() == 1


def test_a_task_that_kills_its_workers_is_given_up_and_the_version_says_so(version):
    entry = running(version, dead_worker())
    DBTaskResult.objects.filter(pk=entry.pk).update(worker_ids=[dead_worker()] * ATTEMPTS)
    version.processing = ProcessingState.RUNNING
    version.save()
    assert requeue_abandoned() == 0
    assert states() == [TaskResultStatus.FAILED]
    assert resume() == 0
    version.refresh_from_db()
    assert version.processing == ProcessingState.FAILED
    assert version.processing_message


def test_a_master_whose_previews_were_never_asked_for_is_found_and_queued_once(version):
    assert resume() == 1
    assert resume() == 0
    assert DBTaskResult.objects.get().args_kwargs["args"] == [version.pk]


def test_a_photograph_without_its_sizes_is_found(version):
    factories.ImageFactory()
    assert resume() == 2


def test_a_worker_has_a_name_of_its_own_that_fits():
    assert worker_name() != worker_name()
    assert len(worker_name()) < 64


def test_the_worker_takes_up_what_was_left_and_finishes_it(version, monkeypatch):
    # The connection is the test's, with all that it has not committed.
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    running(version, dead_worker())
    call_command("run_worker", "--batch", verbosity=0)
    assert states() == [TaskResultStatus.SUCCESSFUL]
    version.refresh_from_db()
    assert version.processing == ProcessingState.DONE
    assert version.thumbnail
