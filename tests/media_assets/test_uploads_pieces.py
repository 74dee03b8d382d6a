"""From a file that came in parts to a version of a piece: judged as any other, never lost, never twice."""

import hashlib
import os
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.models import ModelLogEntry

from editorial.models import Notice, NoticeEvent
from media_assets import storage
from media_assets.models import Channel, Piece, PieceVersion, Upload, UploadState
from media_assets.storage import StorageDown
from media_assets.uploading import delivering, examining, on_disk, upkeep
from media_assets.uploading.tasks import look_after
from tests import factories
from tests.media_assets.test_admin_piece_editor import ADD, edit_address, form
from tests.media_assets.uploading import TUS, UPLOADS, bring, create, post_json, send

pytestmark = pytest.mark.django_db

PICTURE = factories.picture_bytes(1200, 628)


@pytest.fixture
def silent_store(monkeypatch):
    """Call it with True, and the store of files does not answer; with False, and it does again."""

    def fall_silent(silent):
        def ask(_store):
            if silent:
                raise StorageDown

        monkeypatch.setattr(storage.OriginalsStorage, "ensure_answers", ask, raising=False)

    return fall_silent


def words_of(response):
    return "".join(str(message) for message in response.context["messages"])


# -- The examination -------------------------------------------------------------


def test_a_file_that_came_in_parts_is_accepted_with_the_facts_of_any_upload(at_work):
    upload = bring(at_work, PICTURE)
    assert upload.state == UploadState.ACCEPTED
    assert upload.facts["sha256"] == hashlib.sha256(PICTURE).hexdigest()
    assert (upload.facts["width"], upload.facts["height"]) == (1200, 628)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"MZ" + b"\0" * 400, "aviso.jpg", "programa"),
        (PICTURE[:3000], "aviso.jpg", "cortado"),
        (b"no soy un PDF", "afiche.pdf", "El nombre dice"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_takes_no_room(at_work, content, name, words):
    upload = bring(at_work, content, name)
    assert upload.state == UploadState.REFUSED
    assert words in upload.refusal
    assert words in at_work.get(f"{UPLOADS}{upload.key}/").json()["message"]
    assert not on_disk.path_of(upload).exists()


def test_a_large_file_is_examined_by_the_worker_and_tells_how_far_it_is(at_work, monkeypatch):
    monkeypatch.setattr(examining, "AT_ONCE", 100)
    monkeypatch.setattr(examining, "NOTED_EVERY", 0)
    upload = bring(at_work, PICTURE)
    assert upload.state == UploadState.RECEIVED
    look_after.func(upload.pk)
    upload.refresh_from_db()
    assert upload.state == UploadState.ACCEPTED
    assert upload.examined == len(PICTURE)
    # The task may come twice.
    look_after.func(upload.pk)


def test_an_examination_whose_worker_was_killed_is_made_by_another(at_work, monkeypatch):
    monkeypatch.setattr(examining, "AT_ONCE", 100)
    upload = bring(at_work, PICTURE)
    Upload.objects.update(state=UploadState.EXAMINING)
    assert upkeep.resume_lost() == 0
    Upload.objects.update(touched_at=timezone.now() - upkeep.SILENCE - timedelta(seconds=1))
    assert upkeep.resume_lost() == 1
    look_after.func(upload.pk)
    upload.refresh_from_db()
    assert upload.state == UploadState.ACCEPTED


# -- The form --------------------------------------------------------------------


def test_the_form_takes_the_key_of_the_upload_for_the_file(at_work, designer):
    upload = bring(at_work, PICTURE, "banner final.jpg")
    at_work.post(ADD, form(held_master=str(upload.key)))
    version = Piece.objects.get().current_version
    assert (version.original_name, version.uploaded_by) == ("banner final.jpg", designer)
    assert version.sha256 == hashlib.sha256(PICTURE).hexdigest()
    with version.file.open() as stored:
        assert stored.read() == PICTURE
    upload.refresh_from_db()
    assert (upload.state, upload.version) == (UploadState.KEPT, version)


def test_the_library_takes_the_file_without_copying_it(at_work, django_capture_on_commit_callbacks):
    upload = bring(at_work, PICTURE)
    before = on_disk.path_of(upload).stat().st_ino
    with django_capture_on_commit_callbacks(execute=True):
        at_work.post(ADD, form(held_master=str(upload.key)))
    stored = Piece.objects.get().current_version.file.path
    assert os.stat(stored).st_ino == before
    assert os.stat(stored).st_nlink == 1
    assert os.stat(stored).st_mode & 0o777 == 0o644
    assert not on_disk.path_of(upload).exists()


def test_a_disk_that_knows_no_second_names_takes_a_copy(at_work, monkeypatch):
    def no_links(*_args):
        raise OSError(1, "Operation not permitted")

    upload = bring(at_work, PICTURE)
    monkeypatch.setattr(storage.os, "link", no_links)
    at_work.post(ADD, form(held_master=str(upload.key)))
    with Piece.objects.get().current_version.file.open() as stored:
        assert stored.read() == PICTURE


def test_one_file_becomes_one_version_however_often_its_form_comes(at_work, designer):
    upload = bring(at_work, PICTURE)
    at_work.post(ADD, form(held_master=str(upload.key), title="Una"))
    response = at_work.post(ADD, form(held_master=str(upload.key), title="Otra"))
    assert "elíjalo de nuevo" in str(response.context["form"].errors["master_file"])
    assert PieceVersion.objects.count() == Piece.objects.count() == 1


def test_of_two_requests_that_both_saw_the_file_ready_one_is_told(at_work, monkeypatch):
    upload = bring(at_work, PICTURE)

    def meanwhile(kept, version):
        Upload.objects.filter(pk=kept.pk).update(state=UploadState.KEPT)
        return keep(kept, version)

    keep = delivering.keep
    monkeypatch.setattr(delivering, "keep", meanwhile)
    response = at_work.post(ADD, form(held_master=str(upload.key), description="Para los hogares"))
    assert response.status_code == 200
    assert "ya es una versión" in str(response.context["form"].errors["master_file"])
    assert "Para los hogares" in response.content.decode()
    assert not Piece.objects.exists()
    assert on_disk.path_of(upload).exists()


def test_a_form_with_another_error_keeps_the_upload_for_the_next_time(at_work):
    upload = bring(at_work, PICTURE, "banner.jpg")
    response = at_work.post(ADD, form(held_master=str(upload.key), title=""))
    page = response.content.decode()
    assert str(upload.key) in page
    assert "banner.jpg" in page
    at_work.post(ADD, form(held_master=str(upload.key)))
    assert Piece.objects.get().current_version.original_name == "banner.jpg"


def test_a_refused_file_says_why_at_its_field_and_loses_nothing(at_work):
    upload = bring(at_work, PICTURE[:3000])
    response = at_work.post(ADD, form(held_master=str(upload.key), description="Para los hogares"))
    assert "cortado" in str(response.context["form"].errors["master_file"])
    assert "Para los hogares" in response.content.decode()


def test_a_file_of_another_channel_is_refused_by_its_format(at_work):
    upload = bring(at_work, factories.sound_bytes(0.2), "cuña.wav")
    assert upload.state == UploadState.ACCEPTED
    response = at_work.post(ADD, form(held_master=str(upload.key)))
    assert "no se aceptan" in str(response.context["form"].errors["master_file"])


@pytest.mark.parametrize("key", ["", "x", "../../etc/passwd", "00000000-0000-0000-0000-000000000000"])
def test_a_key_that_means_nothing_is_told_at_the_field(at_work, key):
    response = at_work.post(ADD, form(held_master=key))
    if key:
        assert "venció" in str(response.context["form"].errors["master_file"])


def test_nobody_makes_a_piece_of_somebody_elses_file(client, designer, at_work):
    upload = bring(at_work, PICTURE)
    client.force_login(factories.UserFactory(role="Diseño"))
    response = client.post(ADD, form(held_master=str(upload.key)))
    assert "master_file" in response.context["form"].errors
    assert not Piece.objects.exists()


def test_half_a_file_is_not_taken_for_the_whole(at_work):
    url = create(at_work, len(PICTURE), "aviso.jpg")["Location"]
    send(at_work, url, 0, PICTURE[:1000])
    assert post_json(at_work, f"{url}terminar/").status_code == 409
    response = at_work.post(ADD, form(held_master=url.split("/")[-2]))
    assert "no ha llegado completo" in str(response.context["form"].errors["master_file"])
    assert not Piece.objects.exists()


# -- What follows its draft --------------------------------------------------------


def test_a_draft_saved_during_the_examination_gets_its_version_by_itself(at_work, designer, monkeypatch):
    monkeypatch.setattr(examining, "AT_ONCE", 100)
    upload = bring(at_work, PICTURE)
    response = at_work.post(ADD, form(held_master=str(upload.key), master_note="Nueva fecha"), follow=True)
    assert "en revisión técnica" in words_of(response)
    piece = Piece.objects.get()
    assert piece.current_version is None
    panel = at_work.get(f"/admin/piezas/{piece.pk}/versiones/").content.decode()
    assert "Espera la revisión técnica" in panel
    assert 'working-value="true"' in panel
    look_after.func(upload.pk)
    piece.refresh_from_db()
    version = piece.versions.get()
    assert piece.get_latest_revision_as_object().current_version == version
    assert piece.latest_revision.user == designer
    assert ModelLogEntry.objects.filter(action="wagtail.edit", object_id=piece.pk, user=designer).exists()
    look_after.func(upload.pk)
    assert piece.versions.count() == 1


def test_a_file_that_turns_out_bad_is_told_on_its_draft(at_work, monkeypatch):
    monkeypatch.setattr(examining, "AT_ONCE", 100)
    upload = bring(at_work, PICTURE[:3000])
    at_work.post(ADD, form(held_master=str(upload.key)))
    look_after.func(upload.pk)
    piece = Piece.objects.get()
    assert not piece.versions.exists()
    panel = at_work.get(f"/admin/piezas/{piece.pk}/versiones/").content.decode()
    assert "cortado" in panel
    assert 'working-value="false"' in panel


def test_a_silent_store_costs_no_draft_and_the_file_follows_when_it_answers(at_work, silent_store):
    silent_store(True)
    response = at_work.post(ADD, form(master_file=SimpleUploadedFile("banner.jpg", PICTURE)), follow=True)
    assert "El almacén de archivos no responde" in words_of(response)
    assert upkeep.deliver_waiting() == 0
    silent_store(False)
    assert upkeep.deliver_waiting() == 1
    version = PieceVersion.objects.get()
    assert version.original_name == "banner.jpg"
    assert upkeep.deliver_waiting() == 0


def test_the_sender_is_told_once_when_the_file_that_followed_a_draft_is_a_version(at_work, silent_store, designer):
    silent_store(True)
    at_work.post(ADD, form(master_file=SimpleUploadedFile("banner.jpg", PICTURE)))
    assert not Notice.objects.exists()
    silent_store(False)
    upkeep.deliver_waiting()
    look_after.func(Upload.objects.get().pk)
    notice = Notice.objects.get()
    assert (notice.recipient, notice.event, notice.content) == (designer, NoticeEvent.FILE_STORED, Piece.objects.get())
    assert notice.said == "banner.jpg"
    # It is good news, and needs no letter.
    assert notice.mail == Notice.Mail.NONE


def test_the_sender_is_told_once_and_by_letter_why_a_file_that_followed_a_draft_was_refused(
    at_work, monkeypatch, designer
):
    monkeypatch.setattr(examining, "AT_ONCE", 100)
    upload = bring(at_work, PICTURE[:3000])
    at_work.post(ADD, form(held_master=str(upload.key)))
    look_after.func(upload.pk)
    look_after.func(upload.pk)
    notice = Notice.objects.get()
    assert (notice.recipient, notice.event) == (designer, NoticeEvent.FILE_REFUSED)
    assert "aviso.jpg" in notice.said
    assert "cortado" in notice.said
    assert notice.mail == Notice.Mail.QUEUED


def test_what_its_form_answers_at_once_is_told_nobody_again(at_work):
    at_work.post(ADD, form(master_file=SimpleUploadedFile("banner.jpg", PICTURE)))
    assert PieceVersion.objects.exists()
    assert not Notice.objects.exists()


def test_what_waits_for_its_piece_waits_for_its_lock_too(at_work, silent_store, approver):
    silent_store(True)
    at_work.post(ADD, form(master_file=SimpleUploadedFile("banner.jpg", PICTURE)))
    silent_store(False)
    piece = Piece.objects.get()
    piece.locked, piece.locked_by, piece.locked_at = True, approver, timezone.now()
    piece.save()
    assert upkeep.deliver_waiting() == 0
    Piece.objects.update(locked=False, locked_by=None, locked_at=None)
    assert upkeep.deliver_waiting() == 1


def test_a_new_version_of_a_published_piece_is_a_draft_of_it(at_work, silent_store, designer):
    piece = factories.piece(Channel.WEB, user=designer, live=True)
    silent_store(True)
    at_work.post(edit_address(piece), form(piece, master_file=SimpleUploadedFile("banner.jpg", PICTURE)))
    silent_store(False)
    assert upkeep.deliver_waiting() == 1
    piece.refresh_from_db()
    assert piece.current_version is None
    assert piece.has_unpublished_changes
    assert piece.get_latest_revision_as_object().current_version == piece.versions.get()


# -- What nobody wants -------------------------------------------------------------


def test_what_nobody_touched_for_a_week_is_forgotten_with_its_bytes(at_work):
    stale = bring(at_work, PICTURE)
    url = create(at_work, 5000)["Location"]
    send(at_work, url, 0, b"x" * 100)
    fresh = bring(at_work, PICTURE, "otro.jpg")
    kept = bring(at_work, PICTURE, "guardado.jpg")
    at_work.post(ADD, form(held_master=str(kept.key)))
    Upload.objects.exclude(pk=fresh.pk).update(touched_at=timezone.now() - Upload.PATIENCE)
    assert upkeep.forget_stale() == 2
    assert not on_disk.path_of(stale).exists()
    assert on_disk.path_of(fresh).exists()
    assert Piece.objects.get().current_version.file.storage.exists(Piece.objects.get().current_version.file.name)
    assert at_work.head(url, headers=TUS).status_code == 410
    assert upkeep.forget_stale() == 0


def test_what_waits_for_its_piece_is_not_forgotten(at_work, silent_store):
    silent_store(True)
    at_work.post(ADD, form(master_file=SimpleUploadedFile("banner.jpg", PICTURE)))
    Upload.objects.update(touched_at=timezone.now() - 3 * Upload.PATIENCE)
    assert upkeep.forget_stale() == 0
    silent_store(False)
    assert upkeep.deliver_waiting() == 1


def test_bytes_of_no_row_are_swept_away_after_a_day(at_work):
    upload = bring(at_work, PICTURE)
    orphan = on_disk.folder() / "de-nadie"
    orphan.write_bytes(b"x")
    upkeep.forget_stale()
    assert orphan.exists()
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(orphan, (long_ago, long_ago))
    os.utime(on_disk.path_of(upload), (long_ago, long_ago))
    upkeep.forget_stale()
    assert not orphan.exists()
    assert on_disk.path_of(upload).exists()


def test_a_round_of_upkeep_comes_once_a_minute_whoever_asks(monkeypatch):
    rounds = []
    monkeypatch.setattr(upkeep, "resume_lost", lambda: rounds.append(1))
    upkeep.keep_up()
    upkeep.keep_up()
    assert rounds == [1]
