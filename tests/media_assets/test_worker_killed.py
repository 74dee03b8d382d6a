"""kill -9 of the real worker in the middle of its work: it is taken up again, ends once, and takes nothing with it."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.db import connection
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from media_assets.derivatives.tasks import make_derivative
from media_assets.intake import bounded
from media_assets.models import (
    Channel,
    DerivativeJob,
    InspectionReport,
    JobState,
    PieceVersion,
    ProcessingState,
    Recipe,
)
from media_assets.tasks import inspect_version, prepare_version
from tests import factories
from tests.media_assets import corpus
from tests.media_assets.factories import MASTERS

PATIENCE = 180
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("database_queue"),
]


def film(seconds=40):
    return corpus.recording("mp4", seconds=seconds, video="libx264", audio="aac", size=(1280, 720))


def version_of(channel, content, user):
    """A master that waits for its background work, of which nothing is queued yet."""
    name, mime, kind, _content = MASTERS[channel]
    piece = factories.piece(channel, user=user)
    version = PieceVersion(
        piece=piece,
        number=1,
        original_name=name,
        mime=mime,
        kind=kind,
        size=len(content),
        sha256="ab" * 32,
        duration=40,
    )
    version.file.save(name, ContentFile(content), save=False)
    version.save()
    DBTaskResult.objects.all().delete()
    DerivativeJob.objects.all().delete()
    return version


@contextmanager
def worker(*options):
    """``manage.py run_worker`` on the very database and files of the test."""
    database = connection.settings_dict
    where = f"{database['HOST'] or '127.0.0.1'}:{database['PORT'] or 5432}"
    url = f"postgres://{database['USER']}:{database['PASSWORD']}@{where}/{database['NAME']}"
    env = os.environ | {
        "DATABASE_URL": url,
        "DATA_DIR": str(django_settings.DATA_DIR),
        "DJANGO_SETTINGS_MODULE": "cms.settings",
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run_worker", "--interval", "0.1", *options],
        cwd=django_settings.BASE_DIR,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(30)


def until(holds, what):
    deadline = time.monotonic() + PATIENCE
    while not (found := holds()):
        assert time.monotonic() < deadline, what
        time.sleep(0.02)
    return found


def children(pid):
    """The processes of a worker that decode."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat") as file:
                    parent = int(file.read().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
            if parent == pid:
                found.append(int(entry))
    return found


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def kill_while_it_decodes(process, is_at_work):
    until(is_at_work, "the worker never began")
    decoding = until(lambda: children(process.pid), "no process decodes")
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    until(lambda: not any(map(is_alive, decoding)), "what decodes outlives its worker")


def work_off():
    """A second worker does all there is and ends by itself."""
    with worker("--batch") as process:
        assert process.wait(PATIENCE) == 0


def ends():
    return Counter(DBTaskResult.objects.values_list("status", flat=True))


def test_an_inspection_whose_worker_is_killed_is_made_again_once(designer):
    version = version_of(Channel.TV, film(), designer)
    other = version_of(Channel.WEB, factories.picture_bytes(), designer)
    for each in (version, other):
        inspect_version.enqueue(each.pk)
        prepare_version.enqueue(each.pk)
    with worker() as process:
        kill_while_it_decodes(process, lambda: InspectionReport.objects.filter(state=ProcessingState.RUNNING).exists())
    assert version.inspections.get().state == ProcessingState.RUNNING
    assert ends()[TaskResultStatus.RUNNING] == 1

    work_off()
    for each in (version, other):
        assert each.inspections.get().state == ProcessingState.DONE
        each.refresh_from_db()
        assert each.processing == ProcessingState.DONE
    assert set(ends()) == {TaskResultStatus.SUCCESSFUL}


def test_a_transcode_whose_worker_is_killed_is_made_again_once(designer):
    version = version_of(Channel.TV, film(), designer)
    other = version_of(Channel.WEB, factories.picture_bytes(), designer)
    job = DerivativeJob.objects.create(version=version, recipe=Recipe.FILM_720)
    make_derivative.enqueue(job.pk)
    inspect_version.enqueue(other.pk)
    with worker() as process:
        kill_while_it_decodes(process, lambda: DerivativeJob.objects.filter(pk=job.pk, state=JobState.RUNNING).exists())
    assert not version.derivatives.filter(kind="mp4-720").exists()

    work_off()
    job.refresh_from_db()
    assert job.state == JobState.DONE
    made = version.derivatives.filter(kind="mp4-720")
    assert made.count() == 1
    storage, name = made.get().file.storage, made.get().file.name
    folder, _slash, file = name.rpartition("/")
    assert [each for each in storage.listdir(folder)[1] if each.endswith(".mp4")] == [file], "nothing is left over"
    assert other.inspections.get().state == ProcessingState.DONE
    assert set(ends()) == {TaskResultStatus.SUCCESSFUL}


def test_what_decodes_dies_with_whoever_asked(tmp_path):
    path = tmp_path / "comercial.mp4"
    path.write_bytes(film())
    request = {"path": str(path), "kind": "video", "extension": "mp4"}
    program = (
        "from media_assets.intake import bounded\n"
        f"bounded.ask('media_assets.inspection.measuring', {request!r}, memory={2 * bounded.MEMORY})"
    )
    asking = subprocess.Popen([sys.executable, "-c", program], cwd=django_settings.BASE_DIR)
    decoding = until(lambda: children(asking.pid), "no process decodes")
    asking.kill()
    asking.wait()
    until(lambda: not any(map(is_alive, decoding)), "what decodes outlives who asked")
