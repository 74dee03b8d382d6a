"""What the worker could not do because the store of files was down is done when it is back, without anybody's hand."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.tasks import TaskResultStatus, task_backends
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms import background
from media_assets import tasks
from media_assets.delivery import packing
from media_assets.derivatives import making
from media_assets.derivatives.tasks import make_derivative
from media_assets.masters import add_master
from media_assets.models import Channel, DerivativeJob, JobState, ProcessingState, Recipe
from media_assets.resuming import resume
from media_assets.storage import StorageDown
from media_assets.tasks import prepare_version
from tests import factories
from tests.media_assets.deliveries import ordered, out_piece

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("database_queue")]


@pytest.fixture
def version(designer):
    picture = ContentFile(factories.picture_bytes())
    return add_master(factories.piece(Channel.WEB), picture, filename="aviso.jpg", user=designer)


def down(*args, **kwargs):
    raise StorageDown


def failed(fault, subject=1, of=prepare_version):
    task_backends["background"].enqueue(of, (subject,), {})
    entry = DBTaskResult.objects.latest("enqueued_at")
    entry.claim("un-trabajador")
    entry.set_failed(fault)
    return entry


def later():
    return timezone.now() + timedelta(minutes=2)


def test_a_task_that_the_store_failed_waits_again_when_the_store_answers():
    entry = failed(StorageDown())
    assert background.try_again() == 0
    assert background.try_again(now=later()) == 1
    entry.refresh_from_db()
    assert entry.status == TaskResultStatus.READY
    assert background.try_again(now=later()) == 0


def test_it_is_left_alone_while_the_store_is_down(monkeypatch):
    failed(StorageDown())
    monkeypatch.setattr(background, "ensure_storage_answers", down)
    assert background.try_again(now=later()) == 0


def test_a_task_with_a_fault_of_its_own_stays_failed():
    failed(ValueError("roto"))
    assert background.try_again(now=later()) == 0


def test_previews_wait_for_the_store_and_are_made_then(version, monkeypatch):
    with monkeypatch.context() as outage:
        outage.setattr(tasks, "at_hand", down)
        with pytest.raises(StorageDown):
            prepare_version.func(version.pk)
    version.refresh_from_db()
    assert version.processing == ProcessingState.PENDING
    prepare_version.func(version.pk)
    version.refresh_from_db()
    assert version.processing == ProcessingState.DONE


def test_a_derivative_waits_for_the_store_and_is_made_then(version, monkeypatch):
    job = DerivativeJob.objects.get_or_create(version=version, recipe=Recipe.PICTURES)[0]
    with monkeypatch.context() as outage:
        outage.setattr(making, "at_hand", down)
        with pytest.raises(StorageDown):
            making.carry_out(job.pk, "uno")
    job.refresh_from_db()
    assert job.state == JobState.PENDING
    making.carry_out(job.pk, "dos")
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_a_package_waits_for_the_store_and_is_made_then(designer, monkeypatch):
    delivery = ordered([out_piece()], designer)
    with monkeypatch.context() as outage:
        outage.setattr(packing, "sweep", down)
        with pytest.raises(StorageDown):
            packing.carry_out(delivery.pk, "uno")
    delivery.refresh_from_db()
    assert delivery.state == JobState.PENDING
    packing.carry_out(delivery.pk, "dos")
    delivery.refresh_from_db()
    assert delivery.state == JobState.DONE


@pytest.mark.parametrize(
    ("fault", "state"), [(StorageDown(), ProcessingState.PENDING), (ValueError("roto"), ProcessingState.FAILED)]
)
def test_a_worker_that_starts_during_the_outage_gives_up_only_what_failed_for_good(version, fault, state):
    DBTaskResult.objects.all().delete()
    failed(fault, version.pk)
    resume()
    version.refresh_from_db()
    assert version.processing == state
    assert not DBTaskResult.objects.filter(task_path=prepare_version.module_path, status=TaskResultStatus.READY).exists()


@pytest.mark.parametrize(("fault", "state"), [(StorageDown(), JobState.PENDING), (ValueError("roto"), JobState.FAILED)])
def test_nor_does_it_give_up_a_derivative_that_waits_for_the_store(version, fault, state):
    job = DerivativeJob.objects.get_or_create(version=version, recipe=Recipe.PICTURES)[0]
    DBTaskResult.objects.all().delete()
    entry = failed(fault, job.pk, of=make_derivative)
    DerivativeJob.objects.filter(pk=job.pk).update(claimed_by=str(entry.pk))
    resume()
    job.refresh_from_db()
    assert job.state == state
