"""How much of the disk an upload may count on, beside those of others."""

import pytest
from django.test import Client
from django.utils import timezone

from media_assets.models import Upload
from media_assets.uploading import on_disk, receiving
from tests import factories
from tests.media_assets.uploading import TUS, create, offset_of, send

pytestmark = pytest.mark.django_db

SOURCE = bytes(range(256)) * 40


@pytest.fixture
def url(at_work):
    return create(at_work, len(SOURCE))["Location"]


def test_a_disk_without_room_says_so_and_counts_what_others_have_announced(at_work, settings, monkeypatch):
    class Disk:
        free = 1000

    settings.ROTATIVA_MIN_FREE_BYTES = 100
    monkeypatch.setattr(receiving.shutil, "disk_usage", lambda _path: Disk)
    url = create(at_work, 600)["Location"]
    response = create(at_work, 400)
    assert response.status_code == 507
    assert "No hay espacio" in response.json()["message"]
    # What has come of the other is on the disk already and is not counted twice.
    send(at_work, url, 0, b"x" * 600)
    assert create(at_work, 400).status_code == 201


def test_a_disk_that_fills_up_in_the_middle_keeps_what_came(at_work, url, monkeypatch):
    send(at_work, url, 0, SOURCE[:100])

    def full(*_args):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(on_disk.os, "pwrite", full)
        assert send(at_work, url, 100, SOURCE[100:]).status_code == 507
    assert offset_of(at_work, url) == 100
    assert send(at_work, url, 100, SOURCE[100:]).status_code == 204


@pytest.fixture
def small_disk(settings, monkeypatch):
    class Disk:
        free = 1000

    settings.ROTATIVA_MIN_FREE_BYTES = 0
    monkeypatch.setattr(receiving.shutil, "disk_usage", lambda _path: Disk)


def test_nobody_keeps_the_room_from_others_by_announcing_alone(at_work, small_disk):
    assert create(at_work, 400).status_code == 201
    refused = create(at_work, 200)
    assert refused.status_code == 507
    assert "aún no llegan" in refused.json()["message"]
    other = Client()
    other.force_login(factories.UserFactory(role="Diseño"))
    assert create(other, 500).status_code == 201


def test_one_file_may_take_all_the_room_and_what_has_come_of_it_is_not_counted_again(at_work, small_disk):
    url = create(at_work, 900)["Location"]
    send(at_work, url, 0, b"x" * 900)
    assert create(at_work, 400).status_code == 201


def test_room_is_not_kept_for_long_for_what_does_not_come(at_work, small_disk):
    create(at_work, 900)
    Upload.objects.update(touched_at=timezone.now() - receiving.ROOM_IS_KEPT)
    assert create(at_work, 900).status_code == 201


def test_one_person_has_so_many_uploads_open_and_no_more(at_work, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_OPEN", 2)
    url = create(at_work, 10)["Location"]
    create(at_work, 10)
    assert create(at_work, 10).status_code == 507
    at_work.delete(url, headers=TUS)
    assert create(at_work, 10).status_code == 201
