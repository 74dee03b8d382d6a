"""A report stays on record, a blocking finding stops the piece, and an approver may answer for it in writing."""

import re
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from editorial.readiness import catalogue
from editorial.review_chain import NotReady
from media_assets import signals
from media_assets.inspection.catalogue import CHECKS
from media_assets.inspection.fitness import Unwaivable, can_waive, is_fit, verdict_on, waive
from media_assets.inspection.reports import inspect, master_in_hand, newest
from media_assets.inspection.screens import safe_areas
from media_assets.masters import add_master
from media_assets.models import Channel, InspectionReport, Piece, ProcessingState
from media_assets.models.inspection import ReportIsClosed
from media_assets.tasks import inspect_version, judge_pieces_of_format
from tests import factories
from tests.editorial import chain
from tests.media_assets.factories import STILLS, add_derivative, add_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def banner(designer):
    """A banner of 600 by 400 pixels where 300 by 250 were asked for."""
    asked = factories.piece_format(width_px=300, height_px=250)
    piece = factories.piece(user=designer, format=asked)
    master = ContentFile(factories.picture_bytes(), name="aviso.jpg")
    piece.current_version = add_master(piece, master, filename="aviso.jpg", user=designer)
    piece.save()
    piece.save_revision(user=designer)
    return piece


def blocked(piece):
    return {finding.code for finding in catalogue.blocking(piece)}


def test_what_is_not_inspected_is_not_fit(banner):
    assert not is_fit(banner.current_version)


def test_a_blocking_finding_stops_the_piece_with_its_words(banner):
    inspect_version.call(banner.current_version_id)
    assert not is_fit(banner.current_version)
    assert "inspection-pixel-size" in blocked(banner)


def test_a_task_that_runs_again_leaves_the_finished_report_alone(banner):
    for _run in range(2):
        inspect_version.call(banner.current_version_id)
    assert banner.current_version.inspections.count() == 1


def test_a_review_waits_for_the_report_and_nobody_approves_before(banner, designer, style_reviewer):
    chain.submit(banner, designer)
    assert chain.step(banner)
    step = chain.fresh(banner).current_workflow_task.groups.first()
    reviewer = factories.UserFactory(role=step.name)
    with pytest.raises(NotReady):
        chain.approve(banner, reviewer)
    banner.format.width_px, banner.format.height_px = 600, 400
    banner.format.save()
    inspect(banner.current_version)
    before = chain.step(banner)
    chain.approve(banner, reviewer)
    assert chain.step(banner) != before


@pytest.mark.parametrize("state", [None, ProcessingState.PENDING, ProcessingState.RUNNING, ProcessingState.FAILED])
def test_without_a_finished_report_nothing_is_published(banner, state):
    if state:
        banner.current_version.inspections.create(engine="1", state=state, message="No se pudo leer.")
    assert {"inspection-unfinished", "inspection-failed"} & blocked(banner)


def test_a_piece_whose_inspection_failed_is_sent_back_at_once(banner, designer):
    banner.current_version.inspections.create(engine="1", state=ProcessingState.FAILED, message="No se pudo leer.")
    chain.submit(banner, designer)
    assert not chain.step(banner) or chain.fresh(banner).current_workflow_state.status == "needs_changes"


def test_inspecting_twice_leaves_one_report_for_an_interrupted_one(banner):
    report = banner.current_version.inspections.create(engine="1", state=ProcessingState.RUNNING)
    assert inspect(banner.current_version).pk == report.pk
    assert banner.current_version.inspections.count() == 1


def test_a_finished_report_does_not_change(banner):
    report = inspect(banner.current_version)
    report.findings = []
    with pytest.raises(ReportIsClosed):
        report.save()
    with pytest.raises(ReportIsClosed):
        newest(banner.current_version).save()


@pytest.mark.parametrize(
    "act",
    [
        lambda report, waiver: type(report).objects.filter(pk=report.pk).update(findings=[]),
        lambda report, waiver: type(report).objects.filter(pk=report.pk).delete(),
        lambda report, waiver: type(waiver).objects.filter(pk=waiver.pk).update(reason="Otra razón, más tarde."),
        lambda report, waiver: type(waiver).objects.filter(pk=waiver.pk).delete(),
    ],
)
def test_the_database_refuses_to_forget_what_stands_on_record(banner, approver, act):
    report = inspect(banner.current_version)
    key = verdict_on(banner.current_version).blocking[0].key
    waiver = waive(banner.current_version, key, user=approver, reason="El medio reduce la imagen al publicarla.")
    Piece.objects.filter(pk=banner.pk).update(first_published_at=timezone.now())
    with pytest.raises(DatabaseError, match="on record"), transaction.atomic():
        act(report, waiver)


def test_a_draft_that_never_was_public_takes_its_reports_along(banner):
    inspect(banner.current_version)
    banner.delete()
    assert not InspectionReport.objects.exists()


def test_what_keeps_the_reports_can_be_taken_back_and_put_again(banner):
    migration = import_module("media_assets.migrations.0019_inspections_are_on_record")
    report = inspect(banner.current_version)
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        migration.open_again(None, editor)
        InspectionReport.objects.filter(pk=report.pk).update(message="")
        migration.close(None, editor)
    with pytest.raises(DatabaseError, match="on record"), transaction.atomic():
        InspectionReport.objects.filter(pk=report.pk).update(message="")


def test_mending_a_format_judges_its_pieces_in_the_background(banner, designer, monkeypatch):
    other = factories.piece(user=designer, format=factories.piece_format())
    other.format = banner.format
    other.current_version = add_version(other)
    other.save_revision(user=designer)
    report = inspect(banner.current_version)
    monkeypatch.setattr("media_assets.inspection.reports.measure", lambda version: pytest.fail("measured again"))
    banner.format.width_px, banner.format.height_px = 600, 400
    banner.format.save()
    assert judge_pieces_of_format.call(banner.format_id) == 2
    assert newest(banner.current_version).pk != report.pk
    assert is_fit(banner.current_version)
    assert judge_pieces_of_format.call(banner.format_id) == 0


def test_saving_a_format_asks_for_the_judgement(banner, django_capture_on_commit_callbacks, monkeypatch):
    asked = []
    monkeypatch.setattr(signals, "judge_pieces_of_format", SimpleNamespace(enqueue=asked.append))
    with django_capture_on_commit_callbacks(execute=True):
        banner.format.save()
    assert asked == [banner.format_id]


def test_a_draft_bound_to_an_earlier_master_is_judged_by_that_one(banner, designer):
    earlier = banner.current_version
    inspect(earlier)
    later = add_version(banner, current=False)
    banner.format = factories.piece_format(width_px=600, height_px=400)
    banner.save_revision(user=designer)
    assert is_fit(earlier)
    assert later.inspections.count() == 1
    assert master_in_hand(banner) == earlier


def test_mending_the_format_judges_anew_without_measuring(banner, designer, monkeypatch):
    inspect(banner.current_version)
    monkeypatch.setattr("media_assets.inspection.reports.measure", lambda version: pytest.fail("measured again"))
    banner.format = factories.piece_format(width_px=600, height_px=400)
    banner.save_revision(user=designer)
    assert is_fit(banner.current_version)
    assert banner.current_version.inspections.count() == 2


def test_an_approver_lets_a_finding_stand_with_a_reason_on_record(banner, approver):
    inspect(banner.current_version)
    key = verdict_on(banner.current_version).blocking[0].key
    waive(banner.current_version, key, user=approver, reason="El medio reduce la imagen al publicarla.")
    assert is_fit(banner.current_version)
    assert "inspection-pixel-size" not in blocked(banner)


def test_a_waiver_holds_for_what_was_found_and_for_nothing_worse(banner, approver, designer):
    inspect(banner.current_version)
    key = verdict_on(banner.current_version).blocking[0].key
    waive(banner.current_version, key, user=approver, reason="El medio reduce la imagen al publicarla.")
    banner.format = factories.piece_format(width_px=900, height_px=900)
    banner.save_revision(user=designer)
    assert not is_fit(banner.current_version)


def test_nobody_else_and_no_idle_word_lets_a_finding_stand(banner, approver, designer, superuser):
    inspect(banner.current_version)
    key = verdict_on(banner.current_version).blocking[0].key
    assert not can_waive(designer, banner.current_version)
    assert not can_waive(superuser, banner.current_version)
    with pytest.raises(Unwaivable):
        waive(banner.current_version, key, user=approver, reason="ok")
    banner.created_by = approver
    banner.save()
    banner.current_version.piece.refresh_from_db()
    assert not can_waive(approver, banner.current_version)


def test_a_file_that_cannot_be_measured_fails_with_a_clear_report(banner):
    banner.current_version.file.storage.delete(banner.current_version.file.name)
    banner.current_version.file.save("aviso.jpg", ContentFile(b"nada"), save=True)
    assert inspect(banner.current_version).state == ProcessingState.FAILED
    assert not is_fit(banner.current_version)


def test_the_editor_shows_the_verdict_and_the_approver_answers_there(banner, approver, client):
    inspect(banner.current_version)
    client.force_login(approver)
    names = Piece.snippet_viewset.get_url_name
    page = client.get(reverse(names("inspection"), args=[banner.pk])).content.decode()
    key = verdict_on(banner.current_version).blocking[0].key
    address = reverse(names("waive"), args=[banner.pk, key])
    assert "600 × 400 px" in page
    assert address in page
    assert client.post(address, {"reason": "no"}).status_code == 200
    answer = client.post(address, {"reason": "El medio reduce la imagen al publicarla."})
    assert answer.status_code == 302
    assert is_fit(banner.current_version)


def test_asking_again_keeps_the_report_of_before(banner, designer, client):
    inspect(banner.current_version)
    client.force_login(designer)
    address = reverse(Piece.snippet_viewset.get_url_name("inspect_again"), args=[banner.pk])
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert banner.current_version.inspections.count() == 2
    assert newest(banner.current_version).is_working


def test_the_catalogue_in_the_docs_is_that_of_the_code():
    text = (Path(settings.BASE_DIR) / "docs" / "inspection.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `([a-z-]+)` \| [a-z, ]+ \| (\w+) \|", text, flags=re.MULTILINE))
    assert told == {check.code: check.severity.value for check in CHECKS.values()}


def test_every_check_says_what_it_found_how_to_mend_it_and_who_says_so():
    for check in CHECKS.values():
        assert check.what
        assert check.mend
        assert check.standard
        assert set(check.channels) <= set(Channel.values)


def test_the_safe_areas_are_drawn_over_television_and_nothing_else(designer):
    film, poster = factories.piece(Channel.TV, user=designer), factories.piece(Channel.PRINT, user=designer)
    for piece in (film, poster):
        add_derivative(add_version(piece), STILLS[piece.channel])
    assert [area["margin"] for area in safe_areas(film, film.current_version)["areas"]] == ["3.5", "5"]
    assert safe_areas(poster, poster.current_version) is None
