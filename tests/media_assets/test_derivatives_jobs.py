"""A derivative is promised with its master, made once, cancelled when asked, and never half there."""

import os
import signal
import subprocess
import sys
import time
from threading import Event, Thread

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from media_assets.derivatives import making, orders, process
from media_assets.derivatives.tasks import make_derivative
from media_assets.masters import add_master
from media_assets.models import Channel, DerivativeJob, DerivativeKind, JobState, Piece, PieceDerivative, Recipe
from media_assets.resuming import resume
from media_assets.tasks import inspect_version, prepare_version
from tests import factories
from tests.media_assets import corpus
from tests.media_assets.factories import add_derivative

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "originals"


def master(designer, name, channel, content=None):
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile(name, corpus.good(name) if content is None else content)
    piece = factories.piece(channel, user=designer)
    version = add_master(piece, upload, filename=name, user=designer)
    piece.current_version = version
    piece.save()
    return version


@pytest.fixture
def poster(designer):
    return master(designer, "afiche.pdf", Channel.PRINT)


def job_of(version, recipe=Recipe.PROOF):
    return DerivativeJob.objects.get(version=version, recipe=recipe)


def files_of(version):
    storage = PieceDerivative._meta.get_field("file").storage
    try:
        return sorted(storage.listdir(f"piezas/{version.piece_id}/v{version.number}/vistas")[1])
    except FileNotFoundError:
        return []


@pytest.mark.parametrize(
    ("name", "channel", "recipes"),
    [
        ("afiche.pdf", Channel.PRINT, {"proof"}),
        ("calle.tif", Channel.PRINT, {"proof", "pictures"}),
        ("calle.jpg", Channel.WEB, {"pictures"}),
        ("cuna.wav", Channel.RADIO, {"sound"}),
        ("comercial.mp4", Channel.TV, {"mp4-720"}),
    ],
)
def test_each_master_is_promised_what_its_channel_uses(designer, name, channel, recipes):
    version = master(designer, name, channel)
    assert set(version.derivative_jobs.values_list("recipe", flat=True)) == recipes


@pytest.mark.usefixtures("database_queue")
def test_a_new_master_is_seen_and_judged_before_films_that_wait_are_encoded(
    designer, django_capture_on_commit_callbacks
):
    for name, channel in (("comercial.mp4", Channel.TV), ("afiche.pdf", Channel.PRINT)):
        with django_capture_on_commit_callbacks(execute=True):
            brought = master(designer, name, channel)
    waiting = list(DBTaskResult.objects.ready())
    first_film = next(n for n, entry in enumerate(waiting) if entry.task_path == make_derivative.module_path)
    of_poster = [entry.task_path for entry in waiting[:first_film] if entry.args_kwargs["args"] == [brought.pk]]
    assert {prepare_version.module_path, inspect_version.module_path} <= set(of_poster)


def test_1080p_is_for_films_that_have_more_to_show_than_720p(designer):
    content = corpus.recording("mp4", seconds=0.5, video="libx264", size=(1920, 1080))
    version = master(designer, "comercial.mp4", Channel.TV, content)
    assert set(version.derivative_jobs.values_list("recipe", flat=True)) == {"mp4-720", "mp4-1080"}


def test_a_derivative_is_made_and_a_second_worker_finds_nothing_to_do(poster, monkeypatch):
    making.carry_out(job_of(poster).pk, "a")
    job = job_of(poster)
    assert (job.state, job.progress) == (JobState.DONE, 100)
    (proof,) = poster.derivatives.filter(kind=DerivativeKind.PROOF)
    assert proof.size == proof.file.size
    monkeypatch.setattr(process, "watch", lambda *args, **kwargs: 1 / 0)
    making.carry_out(job.pk, "b")
    assert orders.order(poster) == []
    assert poster.derivatives.get(kind=DerivativeKind.PROOF) == proof


@pytest.mark.usefixtures("database_queue")
def test_while_one_worker_is_at_it_another_keeps_its_hands_off(poster):
    entry = orders.make_derivative.enqueue(job_of(poster).pk)
    assert making.claim(job_of(poster).pk, str(entry.id)) is not None
    assert making.claim(job_of(poster).pk, "another") is None
    assert making.claim(job_of(poster).pk, str(entry.id)) is not None  # Given back after a crash.


def test_previews_made_again_leave_the_other_derivatives_alone(poster):
    from media_assets.tasks import prepare_version

    making.carry_out(job_of(poster).pk, "a")
    prepare_version.call(poster.pk)
    assert poster.derivatives.filter(kind=DerivativeKind.PROOF).exists()
    assert poster.derivatives.filter(kind=DerivativeKind.COVER).exists()


def test_what_waits_is_cancelled_at_once_and_may_be_asked_for_again(poster, django_capture_on_commit_callbacks):
    assert orders.cancel(job_of(poster))
    making.carry_out(job_of(poster).pk, "a")
    assert job_of(poster).state == JobState.CANCELLED
    assert not poster.derivatives.exists()
    with django_capture_on_commit_callbacks() as queued:
        assert orders.order_again(job_of(poster))
        assert not orders.order_again(job_of(poster))
    assert len(queued) == 1
    making.carry_out(job_of(poster).pk, "b")
    assert job_of(poster).state == JobState.DONE


def test_what_is_under_way_is_cancelled_and_leaves_nothing(poster, monkeypatch):
    watch = process.watch

    def cancelled_meanwhile(*args, **kwargs):
        answer = watch(*args, **kwargs)
        orders.cancel(job_of(poster))
        return answer

    monkeypatch.setattr(process, "watch", cancelled_meanwhile)
    making.carry_out(job_of(poster).pk, "a")
    assert job_of(poster).state == JobState.CANCELLED
    assert files_of(poster) == []
    assert not poster.derivatives.exists()


def test_a_cancelled_child_is_killed_within_seconds(tmp_path):
    path = tmp_path / "comercial.mp4"
    path.write_bytes(corpus.recording("mp4", seconds=60, video="libx264", size=(1280, 720)))
    request = {"path": str(path), "extension": "mp4", "kind": "video", "recipe": "mp4-720", "out": str(tmp_path)}
    told, started = [], time.monotonic()
    with pytest.raises(process.Stopped):
        process.watch(
            "media_assets.derivatives",
            request | {"mark": ""},
            seconds=120,
            memory=2 * 1024**3,
            tell=told.append,
            stopped=lambda: bool(told),
        )
    assert 0 <= told[0] < 100
    assert time.monotonic() - started < 30


def test_the_child_of_a_worker_killed_in_the_middle_of_a_film_clears_its_folder_and_ends(tmp_path):
    path, out = tmp_path / "comercial.mp4", tmp_path / "out"
    path.write_bytes(corpus.recording("mp4", seconds=60, video="libx264", size=(1280, 720)))
    out.mkdir()
    request = {"path": str(path), "extension": "mp4", "kind": "video", "recipe": "mp4-720", "out": str(out), "mark": ""}
    program = (
        "from media_assets.derivatives.process import watch\n"
        f"watch('media_assets.derivatives', {request!r}, seconds=120, memory={2 * 1024**3},"
        " tell=lambda per_cent: print(per_cent, flush=True), stopped=lambda: False)"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", program], cwd=django_settings.BASE_DIR, stdout=subprocess.PIPE, text=True
    )
    while not list(out.iterdir()):
        assert worker.stdout.readline()
    worker.kill()
    worker.wait()
    deadline, clock = time.monotonic() + 20, Event()
    while out.exists() and time.monotonic() < deadline:
        clock.wait(0.05)
    assert not out.exists()


def test_a_child_that_is_killed_is_told_from_one_that_answers(poster, monkeypatch):
    popen = process.subprocess.Popen

    class Killed(popen):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            Thread(target=lambda: os.kill(self.pid, signal.SIGKILL)).start()

    monkeypatch.setattr(process.subprocess, "Popen", Killed)
    making.carry_out(job_of(poster).pk, "a")
    job = job_of(poster)
    assert job.state == JobState.FAILED
    assert job.message
    assert files_of(poster) == []


def test_a_worker_killed_between_the_file_and_its_record_leaves_nothing_half(poster, monkeypatch):
    def killed(*args):
        raise SystemExit

    with monkeypatch.context() as patch:
        # What a kill -9 leaves: the file in the store, the job running, no record.
        patch.setattr(making, "_replace", killed)
        patch.setattr(PieceDerivative._meta.get_field("file").storage, "delete", lambda name: None)
        with pytest.raises(SystemExit):
            making.carry_out(job_of(poster).pk, "dead")
    assert files_of(poster) == ["prueba.pdf"]
    assert job_of(poster).state == JobState.RUNNING
    assert not poster.derivatives.exists()

    making.carry_out(job_of(poster).pk, "next")
    assert job_of(poster).state == JobState.DONE
    assert files_of(poster) == ["prueba.pdf"]
    assert poster.derivatives.count() == 1


@pytest.mark.usefixtures("database_queue")
def test_what_a_killed_worker_left_is_queued_again_once(poster):
    DerivativeJob.objects.update(state=JobState.RUNNING, claimed_by="dead")
    path = orders.make_derivative.module_path
    resume()
    resume()
    assert [entry.args_kwargs["args"] for entry in DBTaskResult.objects.filter(task_path=path)] == [[job_of(poster).pk]]


@pytest.mark.usefixtures("database_queue")
def test_versions_from_before_are_given_their_derivatives(poster):
    DerivativeJob.objects.all().delete()
    resume()
    assert job_of(poster).state == JobState.PENDING


# -- The mark of a proof ----------------------------------------------------------


def test_a_proof_is_made_again_without_its_mark_once_the_piece_is_published(poster, designer):
    making.carry_out(job_of(poster).pk, "a")
    assert job_of(poster).is_marked
    piece = Piece.objects.get(pk=poster.piece_id)
    piece.current_version = poster
    piece.save_revision(user=designer).publish(skip_permission_checks=True)
    job = job_of(poster)
    assert (job.state, job.is_marked) == (JobState.PENDING, False)
    before = poster.derivatives.get(kind=DerivativeKind.PROOF)
    making.carry_out(job.pk, "b")
    assert not job_of(poster).is_marked
    assert poster.derivatives.get(kind=DerivativeKind.PROOF).pk != before.pk
    assert len(files_of(poster)) >= 1


def test_publishing_while_a_proof_is_being_made_throws_the_marked_one_away(poster, monkeypatch):
    watch = process.watch

    def published_meanwhile(*args, **kwargs):
        answer = watch(*args, **kwargs)
        Piece.objects.filter(pk=poster.piece_id).update(live=True, current_version=poster)
        orders.lift_mark(type(poster).objects.get(pk=poster.pk))
        return answer

    monkeypatch.setattr(process, "watch", published_meanwhile)
    making.carry_out(job_of(poster).pk, "a")
    assert job_of(poster).state == JobState.PENDING
    assert not poster.derivatives.exists()


# -- Doors and screens ------------------------------------------------------------


def publish(version):
    Piece.objects.filter(pk=version.piece_id).update(live=True, current_version=version)


def test_a_proof_never_leaves_the_office(poster, client, designer):
    publish(poster)
    proof = add_derivative(poster, DerivativeKind.PROOF, b"%PDF-1.7", "application/pdf")
    assert client.get(proof.url).status_code == 404
    client.force_login(designer)
    assert client.get(proof.url).status_code == 200


def test_a_film_of_a_published_piece_plays_for_everybody_and_is_kept_under_its_licence(designer, client):
    version = master(designer, "comercial.mp4", Channel.TV)
    film = add_derivative(version, DerivativeKind.FILM_720, b"film", "video/mp4")
    assert client.get(film.url).status_code == 404
    publish(version)
    Piece.objects.filter(pk=version.piece_id).update(licence="all-rights-reserved")
    assert client.get(film.url).status_code == 200
    assert client.get(f"{film.url}?descargar").status_code == 404


def address(name, *args):
    return reverse(Piece.snippet_viewset.get_url_name(name), args=args)


def test_the_panel_shows_how_far_it_is_and_offers_to_cancel(poster, client, designer):
    DerivativeJob.objects.update(state=JobState.RUNNING, progress=37)
    client.force_login(designer)
    page = client.get(address("versions", poster.piece_id)).content.decode()
    assert 'value="37"' in page
    cancel = address("cancel_derivative", poster.piece_id, job_of(poster).pk)
    assert cancel in page
    assert client.get(cancel).status_code == 405
    assert client.post(cancel, headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 204
    assert job_of(poster).cancel_requested


def test_what_is_ready_is_offered_for_download_and_may_be_made_again(poster, client, designer):
    making.carry_out(job_of(poster).pk, "a")
    client.force_login(designer)
    page = client.get(address("versions", poster.piece_id)).content.decode()
    assert f"{poster.derivatives.get(kind='proof').url}?descargar" in page
    assert client.post(address("derivative_again", poster.piece_id, job_of(poster).pk)).status_code == 302
    assert job_of(poster).state == JobState.PENDING


def test_who_may_not_change_a_piece_cancels_nothing(poster, client, django_user_model):
    client.force_login(django_user_model.objects.create_user("de_paso"))
    client.post(address("cancel_derivative", poster.piece_id, job_of(poster).pk))
    assert job_of(poster).state == JobState.PENDING


def test_a_job_is_only_reached_through_its_own_piece(poster, client, designer):
    other = factories.piece()
    client.force_login(designer)
    assert client.post(address("cancel_derivative", other.pk, job_of(poster).pk)).status_code == 404
