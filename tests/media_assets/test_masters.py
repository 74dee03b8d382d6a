"""A master is inspected, stored whole and once, and its previews follow."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from media_assets.intake import IntakeRefused
from media_assets.masters import add_master
from media_assets.models import Channel, PieceVersion, ProcessingState
from media_assets.tasks import prepare_version
from tests import factories

pytestmark = pytest.mark.django_db


def photograph(name="afiche.jpg", **size):
    return SimpleUploadedFile(name, factories.picture_bytes(**size), "image/jpeg")


def test_a_master_is_stored_as_it_came(designer):
    piece = factories.piece(user=designer)
    upload = photograph("Afiche Niñez.JPG")

    version = add_master(piece, upload, filename="Afiche Niñez.JPG", user=designer, note="primera")

    assert (version.number, version.original_name, version.note) == (1, "Afiche Niñez.JPG", "primera")
    assert (version.mime, version.kind, version.width, version.height) == ("image/jpeg", "image", 600, 400)
    with version.file.open("rb") as stored:
        assert stored.read() == factories.picture_bytes()
    assert version.file.name.endswith("/v1/afiche-ninez.jpg")
    assert len(version.sha256) == 64


def test_each_master_takes_the_next_number(designer):
    piece = factories.piece(user=designer)
    numbers = [add_master(piece, photograph(), filename="a.jpg", user=designer).number for _ in range(3)]
    assert numbers == [1, 2, 3]


def test_two_masters_at_once_do_not_share_a_number(designer, monkeypatch):
    piece = factories.piece(user=designer)
    add_master(piece, photograph(), filename="a.jpg", user=designer)
    stale = iter([1, 2])
    monkeypatch.setattr("media_assets.masters._next_number", lambda piece: next(stale))
    assert add_master(piece, photograph(), filename="b.jpg", user=designer).number == 2


def test_a_refused_master_leaves_nothing(designer, django_capture_on_commit_callbacks):
    piece = factories.piece(Channel.RADIO, user=designer)
    with django_capture_on_commit_callbacks() as queued, pytest.raises(IntakeRefused) as refusal:
        add_master(piece, photograph(), filename="a.jpg", user=designer)
    assert refusal.value.code == "extension_not_allowed"
    assert not PieceVersion.objects.exists()
    assert not queued


def test_a_master_that_cannot_be_recorded_leaves_no_file(designer, monkeypatch):
    piece = factories.piece(user=designer)
    kept = []
    monkeypatch.setattr("media_assets.masters._insert", lambda version, also: kept.append(version.file.name) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add_master(piece, photograph(), filename="a.jpg", user=designer)
    assert not PieceVersion._meta.get_field("file").storage.exists(kept[0])


def test_previews_are_asked_for_once_the_master_is_certain(designer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as queued:
        add_master(factories.piece(user=designer), photograph(), filename="a.jpg", user=designer)
    assert len([task for task in queued if "prepare_version" in repr(task)]) == 1


def test_previews_are_made_and_remade_without_leaving_any_behind(designer):
    version = add_master(factories.piece(user=designer), photograph(), filename="a.jpg", user=designer)
    for _ in range(2):
        prepare_version.call(version.pk)
        version = PieceVersion.objects.get(pk=version.pk)
        assert version.processing == ProcessingState.DONE
        assert {derivative.kind for derivative in version.derivatives.all()} == {"preview", "thumbnail"}
    assert version.thumbnail.file.storage.exists(version.thumbnail.file.name)


def test_a_master_without_previews_says_so_in_words(designer, monkeypatch):
    version = add_master(factories.piece(user=designer), photograph(), filename="a.jpg", user=designer)
    version.file.storage.delete(version.file.name)
    version.file.storage.save(version.file.name, io.BytesIO(b"no longer a photograph"))
    prepare_version.call(version.pk)
    version.refresh_from_db()
    assert version.processing == ProcessingState.FAILED
    assert version.processing_message
    assert not version.derivatives.exists()


def test_preparing_a_version_that_is_gone_does_nothing(db):
    assert prepare_version.call(4096) is None
