"""Section 2 of the design, door by door: what each role opens in the admin and what it does not."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Task, TaskState, Workflow, WorkflowState

from editorial.models import BulletinIndexPage, BulletinPage
from media_assets.models import PieceFormat
from tests import factories

pytestmark = pytest.mark.django_db

ROLES = ("editor", "designer", "style_reviewer", "legal_reviewer", "approver", "administrator")
EVERYBODY = set(ROLES)

#: address -> who may open it
DOORS = {
    "/admin/": EVERYBODY,
    "/admin/account/": EVERYBODY,
    "/admin/piezas/": EVERYBODY,
    "/admin/piezas/add/": {"designer", "approver"},
    "edit piece": {"designer", "approver"},
    "inspect piece": EVERYBODY,
    "/admin/formatos/": {"designer", "approver", "administrator"},
    "/admin/formatos/add/": {"administrator"},
    "edit format": {"administrator"},
    "add bulletin": {"editor", "approver", "administrator"},
    "edit bulletin": {"editor", "approver", "administrator"},
    "/admin/images/": {"editor", "designer", "approver", "administrator"},
    "/admin/images/multiple/add/": {"editor", "designer", "approver", "administrator"},
    "/admin/documents/": {"editor", "designer", "approver", "administrator"},
    "/admin/media/": {"editor", "designer", "approver", "administrator"},
    "/admin/media/audio/add/": {"editor", "designer", "approver", "administrator"},
    "/admin/dependencias/": {"administrator"},
    "/admin/dependencias/add/": {"administrator"},
    "/admin/temas/add/": {"administrator"},
    "/admin/users/": {"administrator"},
    "/admin/users/new/": {"administrator"},
    "/admin/settings/cms/officesettings/": {"administrator"},
    "/admin/workflows/list/": {"administrator"},
    "/admin/collections/": {"administrator"},
    "/admin/redirects/": {"administrator"},
}


@pytest.fixture
def addresses(db):
    bulletin = factories.bulletin(live=False)
    piece = factories.piece()
    named = {
        "add bulletin": reverse(
            "wagtailadmin_pages:add", args=["editorial", "bulletinpage", BulletinIndexPage.objects.get().pk]
        ),
        "edit bulletin": reverse("wagtailadmin_pages:edit", args=[bulletin.pk]),
        "edit piece": f"/admin/piezas/edit/{piece.pk}/",
        "inspect piece": f"/admin/piezas/inspect/{piece.pk}/",
        "edit format": f"/admin/formatos/edit/{PieceFormat.objects.first().pk}/",
    }
    return {door: named.get(door, door) for door in DOORS}


def opens(client, address):
    """Whether the screen comes; Wagtail sends whom it refuses home, or says 403."""
    response = client.get(address, follow=True)
    assert response.status_code in (200, 403), f"{address} answers {response.status_code}"
    refused = response.status_code == 403 or (response.redirect_chain and response.redirect_chain[-1][0] == "/admin/")
    return not refused


@pytest.mark.parametrize("role", ROLES)
def test_role_opens_its_doors_and_no_other(role, client, request, addresses):
    client.force_login(request.getfixturevalue(role))
    opened = {door for door, address in addresses.items() if opens(client, address)}
    assert opened == {door for door, roles in DOORS.items() if role in roles}


def test_reviewer_opens_what_is_at_their_step_and_nothing_else(client, editor, style_reviewer, legal_reviewer):
    bulletin = factories.bulletin(user=editor, live=False)
    other = factories.bulletin(user=editor, live=False)
    Workflow.objects.get(name="Boletines").start(bulletin, editor)
    edit = "/admin/pages/{}/edit/".format
    client.force_login(style_reviewer)
    assert opens(client, edit(bulletin.pk))
    assert not opens(client, edit(other.pk))
    client.force_login(legal_reviewer)
    assert not opens(client, edit(bulletin.pk))


def test_reviewer_finds_on_the_desk_what_waits_for_them(client, editor, style_reviewer):
    bulletin = factories.bulletin(user=editor, live=False, title="Abre la biblioteca del río")
    Workflow.objects.get(name="Boletines").start(bulletin, editor)
    client.force_login(style_reviewer)
    assert "Abre la biblioteca del río" in client.get("/admin/").content.decode()


def test_legal_reviewer_opens_a_piece_only_at_the_legal_step(client, designer, legal_reviewer):
    piece = factories.piece(user=designer)
    client.force_login(legal_reviewer)
    assert not opens(client, f"/admin/piezas/edit/{piece.pk}/")
    kind = ContentType.objects.get_for_model(piece)
    review = WorkflowState.objects.create(
        base_content_type=kind,
        content_type=kind,
        object_id=piece.pk,
        workflow=Workflow.objects.get(name="Piezas"),
        requested_by=designer,
    )
    review.current_task_state = TaskState.objects.create(
        workflow_state=review,
        revision=piece.latest_revision,
        task=Task.objects.get(name="Revisión jurídica"),
        content_type=ContentType.objects.get_for_model(TaskState),
    )
    review.save()
    assert opens(client, f"/admin/piezas/edit/{piece.pk}/")


@pytest.mark.parametrize(("role", "starts"), [("editor", ["Boletín nuevo"]), ("designer", ["Pieza nueva: Radio"])])
def test_desk_offers_only_what_the_role_may_start(role, starts, client, request):
    client.force_login(request.getfixturevalue(role))
    page = client.get("/admin/").content.decode()
    for words in ("Boletín nuevo", "Campaña nueva", "Pieza nueva: Radio"):
        offered = words in page
        assert offered == (words in starts or (role == "editor" and words == "Campaña nueva"))


@pytest.mark.parametrize("role", ["editor", "designer", "style_reviewer", "legal_reviewer", "administrator"])
def test_only_the_management_is_offered_publication(role, client, request):
    user = request.getfixturevalue(role)
    bulletin = factories.bulletin(live=False)
    assert not bulletin.permissions_for_user(user).can_publish()
    assert not user.has_perm("media_assets.publish_piece")


def test_editor_changes_the_images_they_uploaded_and_not_those_of_others(client, editor, designer):
    own, other = factories.ImageFactory(uploaded_by_user=editor), factories.ImageFactory(uploaded_by_user=designer)
    client.force_login(editor)
    assert opens(client, f"/admin/images/{own.pk}/")
    assert not opens(client, f"/admin/images/{other.pk}/")


def test_menu_hides_what_the_role_cannot_use(client, style_reviewer):
    client.force_login(style_reviewer)
    page = client.get("/admin/").content.decode()
    for address in ("/admin/images/", "/admin/media/", "/admin/users/", "/admin/dependencias/"):
        assert f'"{address}"' not in page


def test_bulletin_of_another_department_is_still_the_newsrooms(client, editor):
    """Departments own content, roles own rights: the newsroom writes for all of them."""
    bulletin = factories.bulletin(live=False, department=factories.DepartmentFactory())
    client.force_login(editor)
    assert opens(client, f"/admin/pages/{BulletinPage.objects.get(pk=bulletin.pk).pk}/edit/")
