"""What the worker could not do because the store of files was down is done when it is back, without anybody's hand."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.tasks import TaskResultStatus, task_backends
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms import background
from media_assets import tasks
from media_assets.derivatives import orders
from media_assets.masters import add_master
from media_assets.models import Channel, DerivativeJob, JobState, ProcessingState, Recipe
from media_assets.storage import StorageDown
from media_assets.tasks import prepare_version
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _database_queue(settings):
    """The queue of production, where the suite otherwise drops what is enqueued."""
    settings.TASKS = {
        **django_settings.TASKS,
        "background": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
    }


@pytest.fixture
def version(designer):
    picture = ContentFile(factories.picture_bytes())
    return add_master(factories.piece(Channel.WEB), picture, filename="aviso.jpg", user=designer)


def down(*args, **kwargs):
    raise StorageDown


def failed(fault):
    task_backends["background"].enqueue(prepare_version, (1,), {})
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
        outage.setattr(orders, "at_hand", down)
        with pytest.raises(StorageDown):
            orders.carry_out(job.pk, "uno")
    job.refresh_from_db()
    assert job.state == JobState.PENDING
    orders.carry_out(job.pk, "dos")
    job.refresh_from_db()
    assert job.state == JobState.DONE
