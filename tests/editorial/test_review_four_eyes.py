"""Four eyes at every door: nobody approves or publishes what they wrote or changed, superusers included."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset

from editorial.models import BulletinPage
from editorial.review import can_approve
from organization import roles
from tests import factories
from tests.editorial import doors
from tests.editorial.chain import piece_with_master

pytestmark = pytest.mark.django_db


def all_powerful(username, **fields):
    """A superuser who is also a member of every role: the one for whom Wagtail asks nothing."""
    user = factories.UserFactory(username=username, is_superuser=True, is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name__in=roles.ALL))
    return user


def correction_note(text):
    """What the editor's form sends of a correction that is dated today, by the office's clock."""
    return inline_formset([{"date": str(timezone.localdate()), "text": text}])


@pytest.fixture
def chief(db):
    return all_powerful("jefatura")


@pytest.fixture
def draft(editor):
    return factories.bulletin(user=editor, live=False)


@pytest.fixture
def in_style_review(draft, editor):
    doors.submit(editor, draft)
    return doors.fresh(draft)


def is_public(page):
    return Client(raise_request_exception=False).get(page.url).status_code == 200


# -- approval ---------------------------------------------------------------


def test_the_chain_runs_from_the_draft_to_the_public_page(draft, editor, style_reviewer, approver):
    doors.submit(editor, draft)
    doors.approve_in_editor(style_reviewer, doors.fresh(draft))
    assert doors.fresh(draft).current_workflow_task.name == "Aprobación final"
    doors.approve(approver, doors.fresh(draft))
    assert doors.fresh(draft).live


@pytest.mark.parametrize("door", [doors.approve_in_editor, doors.approve], ids=["editor", "menu"])
def test_the_author_cannot_approve_even_as_superuser_with_every_role(chief, door):
    page = factories.bulletin(user=chief, live=False)
    doors.submit(chief, page)
    door(chief, doors.fresh(page))
    assert doors.fresh(page).current_workflow_task.name == "Corrección de estilo"
    assert not is_public(doors.fresh(page))


@pytest.mark.parametrize("door", [doors.approve_in_editor, doors.approve], ids=["editor", "menu"])
def test_a_superuser_without_the_role_cannot_approve(in_style_review, superuser, door):
    door(superuser, in_style_review)
    assert doors.fresh(in_style_review).current_workflow_task.name == "Corrección de estilo"


def test_who_changed_one_paragraph_before_submission_cannot_approve(draft, editor, style_reviewer):
    style_reviewer.groups.add(Group.objects.get(name=roles.EDITORS))
    doors.save_page(style_reviewer, draft, lead_text="Otra entradilla.")
    doors.submit(editor, doors.fresh(draft), kicker="Movilidad", lead_text="Otra entradilla.")
    doors.approve(style_reviewer, draft)
    assert doors.fresh(draft).current_workflow_task.name == "Corrección de estilo"


def test_a_reviewer_who_changes_the_text_while_approving_keeps_it_and_does_not_approve(in_style_review, style_reviewer):
    response = doors.approve_in_editor(style_reviewer, in_style_review, lead_text="Corregida al aprobar.")
    assert "Corregida al aprobar." in response.content.decode()
    assert doors.fresh(in_style_review).current_workflow_task.name == "Corrección de estilo"


def test_a_reviewer_who_saved_a_change_cannot_approve_it_but_another_can(in_style_review, style_reviewer):
    doors.save_page(style_reviewer, in_style_review, lead_text="Corregida.")
    other = factories.UserFactory(username="correccion2", role=roles.STYLE_REVIEWERS)
    doors.approve(style_reviewer, in_style_review)
    assert doors.fresh(in_style_review).current_workflow_task.name == "Corrección de estilo"
    doors.approve(other, in_style_review)
    assert doors.fresh(in_style_review).current_workflow_task.name == "Aprobación final"


def test_a_reviewer_who_saves_without_a_change_may_still_approve(in_style_review, style_reviewer):
    doors.save_page(style_reviewer, in_style_review)
    doors.approve(style_reviewer, in_style_review)
    assert doors.fresh(in_style_review).current_workflow_task.name == "Aprobación final"


def test_a_reviewer_who_changed_the_text_may_still_send_it_back(in_style_review, style_reviewer):
    doors.save_page(style_reviewer, in_style_review, lead_text="Corregida.")
    doors.reject(style_reviewer, in_style_review)
    assert doors.fresh(in_style_review).current_workflow_state.status == "needs_changes"


def test_what_one_wrote_before_the_last_publication_does_not_bar_from_approving(
    draft, editor, style_reviewer, approver
):
    approver_text = "Cambiada por la Dirección."
    doors.save_page(approver, draft, lead_text=approver_text)
    doors.submit(editor, doors.fresh(draft), lead_text=approver_text)
    second = factories.UserFactory(username="direccion2", role=roles.APPROVERS)
    doors.approve(style_reviewer, draft)
    doors.approve(second, draft)
    live = doors.fresh(draft)
    assert live.live
    note = correction_note("La entradilla decía otra cosa.")
    doors.submit(editor, live, lead_text="Nueva entradilla.", corrections=note)
    doors.approve(style_reviewer, live)
    doors.approve(approver, live)
    assert doors.fresh(live).lead_text == "Nueva entradilla."


def test_a_closed_account_cannot_approve(in_style_review, style_reviewer):
    style_reviewer.is_active = False
    decision = can_approve(style_reviewer, in_style_review, style_reviewer.groups.all())
    assert not decision
    assert str(decision.reason) == "Esta cuenta está cerrada."


def test_a_step_that_needs_two_approvals_takes_them_from_two_people(in_style_review, style_reviewer):
    step = in_style_review.current_workflow_task
    step.approvals_needed = 2
    step.save()
    doors.approve(style_reviewer, in_style_review)
    doors.approve(style_reviewer, in_style_review)
    assert doors.fresh(in_style_review).current_workflow_task.name == "Corrección de estilo"
    doors.approve(factories.UserFactory(username="correccion2", role=roles.STYLE_REVIEWERS), in_style_review)
    assert doors.fresh(in_style_review).current_workflow_task.name == "Aprobación final"


# -- publication past the chain ---------------------------------------------


def _bulk(user, page):
    return doors.publish_in_bulk(user, page)


def _editor(user, page):
    return doors.save_page(user, page, "action-publish")


def _api(user, page):
    return doors.call_api(user, f"pages/{page.pk}/actions/publish/")


def _api_update(user, page):
    body = {"meta": {"type": "editorial.BulletinPage", "action": "publish"}, "title": "Otro título"}
    return doors.call_api(user, f"pages/{page.pk}/", body, method="patch")


def _restart(user, page):
    return doors.save_page(user, page, "action-restart-workflow")


DOORS = {"editor": _editor, "bulk": _bulk, "api": _api, "api update": _api_update, "restart": _restart}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
@pytest.mark.parametrize(
    "person", ["editor", "designer", "style_reviewer", "legal_reviewer", "approver", "administrator", "chief"]
)
@pytest.mark.parametrize("moment", ["draft", "in_style_review"])
def test_nobody_publishes_what_the_chain_has_not_approved(person, door, moment, request):
    page = request.getfixturevalue(moment)
    door(request.getfixturevalue(person), page)
    assert not doors.fresh(page).live
    assert not is_public(page)


def test_the_refusal_says_why_and_keeps_the_draft(draft, approver):
    from django.contrib.messages import get_messages

    response = doors.save_page(approver, draft, "action-publish", lead_text="Lo que escribió la Dirección.")
    assert doors.fresh(draft).get_latest_revision_as_object().lead_text == "Lo que escribió la Dirección."
    assert response.status_code in (200, 302)
    assert [str(m) for m in get_messages(response.wsgi_request)]


def test_the_editor_offers_no_publication_before_the_approval(draft, approver):
    body = doors.desk_of(approver).get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert 'name="action-publish"' not in body
    assert 'name="action-submit"' in body


def test_a_new_page_is_born_as_a_draft_also_when_its_creator_asks_to_publish(chief):
    from editorial.models import BulletinIndexPage

    index = BulletinIndexPage.objects.get()
    form = doors.bulletin_form(
        BulletinPage(title="Nuevo", slug="nuevo", lead_text="Entradilla.", department=factories.DepartmentFactory())
    )
    url = reverse("wagtailadmin_pages:add", args=["editorial", "bulletinpage", index.pk])
    doors.desk_of(chief).post(url, form | {"action-publish": "1"})
    page = BulletinPage.objects.get(slug="nuevo")
    assert not page.live
    assert not is_public(page)


@pytest.mark.parametrize("option", ["publish_copies", "alias"])
@pytest.mark.parametrize("person", ["approver", "chief"])
def test_a_copy_of_a_live_bulletin_never_goes_live_by_itself(option, person, request):
    page = factories.bulletin()
    doors.copy_page(request.getfixturevalue(person), page, **{option: "on"})
    assert not BulletinPage.objects.filter(slug="copia", live=True).exists()


def test_a_copy_starts_as_a_draft_without_the_number(approver):
    from editorial.numbering import assign_number

    page = factories.bulletin()
    assign_number(page)
    doors.copy_page(approver, page)
    copy = BulletinPage.objects.get(slug="copia")
    assert (copy.live, copy.number, copy.year) == (False, None, None)


def test_the_api_makes_no_live_copies(chief):
    page = factories.bulletin()
    doors.call_api(chief, f"pages/{page.pk}/actions/copy/", {"keep_live": True, "slug": "copia"})
    assert not BulletinPage.objects.filter(slug="copia").exists()


def test_reverting_to_an_old_revision_publishes_nothing(approver, editor):
    page = factories.bulletin(user=editor)
    first = page.latest_revision
    page.lead_text = "Cambiada."
    page.save_revision(user=editor)
    url = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk])
    assert doors.desk_of(approver).get(url).status_code == 200
    doors.save_page(approver, page, "action-publish", lead_text="Vieja y falsa.")
    assert doors.fresh(page).lead_text != "Vieja y falsa."


def test_a_schedule_set_by_an_approver_waits_for_the_chain(draft, approver):
    doors.save_page(approver, draft, "action-publish", go_live_at="2030-01-01 10:00")
    assert not doors.fresh(draft).approved_schedule


def test_moving_a_live_page_leaves_it_live(approver):
    edition = factories.edition()
    other = factories.publication()
    url = reverse("wagtailadmin_pages:move_confirm", args=[edition.pk, other.pk])
    doors.desk_of(approver).post(url)
    moved = doors.fresh(edition)
    assert moved.get_parent().pk == other.pk
    assert moved.live


# -- pieces -------------------------------------------------------------------


def test_a_piece_is_published_by_its_chain_and_by_no_user_alone(designer, approver, legal_reviewer, chief):
    from organization.publication import PublicationRefused

    piece = factories.piece(user=designer)
    for user in (designer, approver, chief):
        with pytest.raises(PublicationRefused):
            piece.latest_revision.publish(user=user, skip_permission_checks=True)
    piece.refresh_from_db()
    assert not piece.live


def test_a_designer_cannot_approve_their_own_piece(designer, approver, legal_reviewer):
    piece = piece_with_master(user=designer)
    piece.get_workflow().start(piece, designer)
    task = piece.current_workflow_task
    assert "approve" not in [name for name, _label, _modal in task.get_actions(piece, designer)]
    for user in (approver, legal_reviewer):
        piece = type(piece).objects.get(pk=piece.pk)
        state = piece.current_workflow_task_state
        step = state.task.specific
        step.on_action(state, user, "approve", ticked=step.checklist_points)
    # The same person of the management may take the design and the final step: neither is their work.
    piece = type(piece).objects.get(pk=piece.pk)
    state = piece.current_workflow_task_state
    step = state.task.specific
    step.on_action(state, approver, "approve", ticked=step.checklist_points)
    piece.refresh_from_db()
    assert piece.live


def test_a_row_that_only_the_draft_holds_does_not_look_like_a_change(editor, style_reviewer):
    live = factories.bulletin(user=editor, lead_text="Abre el martes.")
    note = correction_note("Decía martes: es el lunes.")
    doors.submit(editor, live, lead_text="Abre el lunes.", corrections=note)
    draft = doors.fresh(live).get_latest_revision_as_object()
    doors.approve_in_editor(style_reviewer, draft, corrections=note)
    assert doors.fresh(live).current_workflow_task.name == "Aprobación final"


def test_a_row_that_the_reviewer_changes_is_a_change(editor, style_reviewer):
    live = factories.bulletin(user=editor, lead_text="Abre el martes.")
    note = correction_note("Decía martes: es el lunes.")
    doors.submit(editor, live, lead_text="Abre el lunes.", corrections=note)
    draft = doors.fresh(live).get_latest_revision_as_object()
    other = correction_note("Decía otra cosa.")
    doors.approve_in_editor(style_reviewer, draft, corrections=other)
    assert doors.fresh(live).current_workflow_task.name == "Corrección de estilo"
