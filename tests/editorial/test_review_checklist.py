"""Who approves says what they checked, who rejects says why, and a later reader sees what changed."""

import pytest
from django.urls import reverse

from editorial.models import Approval, CustodyEntry, RejectionReason, ReviewState, ReviewStep
from editorial.review import ChecklistIncomplete
from editorial.review_changes import Aspect, baseline_of, changes_since
from tests import factories
from tests.editorial import chain, doors

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(editor):
    bulletin = factories.bulletin(user=editor, live=False, title="Abre la biblioteca")
    chain.submit(bulletin, editor)
    return bulletin


def state_of(page):
    return doors.fresh(page).current_workflow_task_state


def test_an_unticked_point_stops_the_approval(page, style_reviewer):
    state = state_of(page)
    step = state.task.specific
    with pytest.raises(ChecklistIncomplete) as refusal:
        step.on_action(state, style_reviewer, "approve", ticked=step.checklist_points[:-1])
    assert step.checklist_points[-1] in str(refusal.value)
    assert not Approval.objects.exists()


@pytest.mark.parametrize("extra", [{}, {"ticked": ["otro punto"]}])
def test_no_door_of_the_admin_approves_without_the_points(page, style_reviewer, extra):
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state_of(page).pk])
    doors.desk_of(style_reviewer).post(url, extra)
    assert chain.step(page) == "Corrección de estilo"


def test_the_points_that_were_checked_stay_on_record(page, style_reviewer):
    points = state_of(page).task.specific.checklist_points
    chain.approve(page, style_reviewer)
    assert Approval.objects.get().ticked == points
    entry = CustodyEntry.objects.get(action="editorial.checklist", object_id=str(page.pk))
    assert entry.detail["points"] == points


def test_a_step_without_points_asks_for_none(page, style_reviewer):
    ReviewStep.objects.update(checklist="")
    labels = [label for name, label, _modal in state_of(page).task.specific.get_actions(page, style_reviewer)]
    assert len(labels) == 3
    chain.approve(page, style_reviewer)
    assert chain.step(page) == "Aprobación final"


def test_who_rejects_without_words_gets_the_form_back_with_what_they_chose(page, style_reviewer):
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", state_of(page).pk])
    reason = RejectionReason.objects.first().name
    answer = doors.desk_of(style_reviewer).post(
        url, {"reason": reason, "comment": ""}, headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert "nadie puede corregir lo que no se dice" in answer.json()["html"]
    assert f'<option value="{reason}" selected>' in answer.json()["html"]
    assert chain.step(page) == "Corrección de estilo"


def test_the_reason_of_a_rejection_is_kept_and_told(page, style_reviewer, editor):
    doors.reject(style_reviewer, page, comment="Falta el nombre del vocero.")
    state = ReviewState.objects.get(status=ReviewState.STATUS_REJECTED)
    assert state.rejection_reason == doors.REASON
    assert state.comment == f"{doors.REASON}: Falta el nombre del vocero."
    editing = doors.desk_of(editor).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "Falta el nombre del vocero." in editing.content.decode()


def test_a_reason_that_the_office_does_not_offer_any_more_is_refused(page, style_reviewer):
    RejectionReason.objects.filter(name=doors.REASON).update(is_active=False)
    doors.reject(style_reviewer, page)
    assert chain.step(page) == "Corrección de estilo"


class TestChanges:
    @pytest.fixture
    def campaign(self, editor, style_reviewer):
        campaign = factories.campaign(user=editor, live=False, slogan="Una ciudad que lee")
        chain.submit(campaign, editor)
        chain.approve(campaign, style_reviewer)
        return campaign

    def screen(self, user, content):
        return doors.desk_of(user).get(reverse("editorial_changes", args=["wagtailcore.page", content.pk]))

    def test_a_content_that_nobody_approved_has_no_baseline(self, page):
        assert baseline_of(doors.fresh(page)) is None

    def test_words_are_marked_and_sorted_by_who_answers_for_them(self, campaign, editor, approver, rf):
        chain.edit(campaign, editor, slogan="Una ciudad que lee y escucha")
        content = doors.fresh(campaign)
        request = rf.get("/")
        request.user = approver
        (side,) = changes_since(baseline_of(content), content, request)
        assert side.aspect == Aspect.TEXT
        assert "Corrección de estilo" in side.steps
        html = self.screen(approver, content).content.decode()
        assert "<ins>" in html
        assert " y escucha<" in html

    def test_nothing_changed_is_said(self, campaign, approver):
        assert "Nada ha cambiado desde entonces" in self.screen(approver, campaign).content.decode()

    def test_a_piece_shows_its_new_master(self, designer, approver, legal_reviewer):
        from tests.media_assets.factories import add_version

        piece = chain.piece_with_master(designer)
        chain.submit(piece, designer)
        chain.approve(piece, approver)
        draft = doors.fresh(piece).get_latest_revision_as_object()
        draft.current_version = add_version(piece, name="aviso corregido.jpg", current=False)
        draft.save_revision(user=designer)
        url = reverse("editorial_changes", args=["media_assets.piece", piece.pk])
        html = doors.desk_of(approver).get(url).content.decode()
        assert "aviso corregido.jpg" in html

    def test_who_may_not_read_the_record_sees_no_changes(self, campaign):
        assert self.screen(factories.UserFactory(role="Corrección"), campaign).status_code in (302, 403)


def test_the_planted_checklists_go_and_come_with_their_migration():
    from importlib import import_module

    from django.apps import apps

    migration = import_module("editorial.migrations.0014_plant_checklists_and_reasons")
    migration.clear(apps, None)
    assert not ReviewStep.objects.exclude(checklist="").exists()
    assert not RejectionReason.objects.exists()
    migration.plant(apps, None)
    assert ReviewStep.objects.exclude(checklist="").count() == len(migration.CHECKLISTS)
    assert RejectionReason.objects.count() == len(migration.REASONS)
