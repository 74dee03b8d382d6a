"""
Who changes what: the dangerous requests, sent by each role, and what the database says afterwards.

The answers are pinned in ``permission_acts.txt``; ``PERMISSION_MATRIX=write`` writes the file.
Nobody's answer counts here but the database's: a refusal with a friendly screen is a refusal.
"""

import json
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from wagtail.models import Page, Revision, Task, TaskState, Workflow, WorkflowPage, WorkflowState
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from editorial.models import (
    AfterReview,
    Approval,
    BulletinIndexPage,
    BulletinPage,
    RejectionReason,
    ReviewStep,
    Seal,
    Withdrawal,
)
from media_assets.inspection.fitness import verdict_on
from media_assets.inspection.reports import inspect
from media_assets.masters import add_master
from media_assets.models import Consent, InspectionWaiver, Piece
from tests import factories
from tests.editorial import doors
from tests.editorial.matrix import COLUMNS, Newsroom, Table, client_of, undone

pytestmark = pytest.mark.django_db

#: Besides one of each role: who wrote the content, and who last changed it, holds every role and is a superuser.
PEOPLE = {letter: who for letter, (who, _role) in COLUMNS.items()} | {
    "w": "the editor or designer who wrote it",
    "*": "who holds every role, is a superuser and changed it last",
}
HEADING = """Who changes what (POST). One line for each act, one letter for each person:

-  nothing changed    y  it changed what the row says after the letters (for whom, where it differs)

""" + "\n".join(f"{letter}  {who}" for letter, who in PEOPLE.items())

TABLE = Table(Path(__file__).with_name("permission_acts.txt"), HEADING, "".join(PEOPLE))

ACTS = {}


def act(name):
    """Put a request on the list: a function of the newsroom and a client."""

    def put(send):
        ACTS[name] = send
        return send

    return put


# -- what is looked at -------------------------------------------------------

User = get_user_model()

#: What counts as a change, by the name that the table gives it: of these rows, that field.
WATCHED = {
    "page made or gone": (Page, "pk"),
    "page public": (Page, "live"),
    "what readers see of it": (Page, "live_revision"),
    "date asked for": (Page, "go_live_at"),
    "place in the tree": (Page, "path"),
    "page locked": (Page, "locked"),
    "page an alias": (Page, "alias_of"),
    "number": (BulletinPage, "number"),
    "piece made or gone": (Piece, "pk"),
    "piece public": (Piece, "live"),
    "what readers see of the piece": (Piece, "live_revision"),
    "piece locked": (Piece, "locked"),
    "revision scheduled": (Revision, "approved_go_live_at"),
    "approval": (Approval, "user"),
    "seal": (Seal, "fingerprint"),
    "step": (TaskState, "status"),
    "review": (WorkflowState, "status"),
    "review afterwards": (AfterReview, "outcome"),
    "withdrawal with its reason": (Withdrawal, "reason"),
    "waiver": (InspectionWaiver, "reason"),
    "consent withdrawn": (Consent, "revoked_on"),
    "consent made or gone": (Consent, "pk"),
    "chain": (Workflow, "name"),
    "chain in use": (Workflow, "active"),
    "section's chain": (WorkflowPage, "workflow"),
    "step of chains": (Task, "name"),
    "step's need": (ReviewStep, "approvals_needed"),
    "reason for rejection": (RejectionReason, "name"),
    "person": (User, "username"),
    "superuser": (User, "is_superuser"),
    "role": (Group, "name"),
    "person's role": (User.groups.through, "group"),
}


def snapshot():
    """Of each thing watched, the rows in which it is so: a new draft is a page made, and nothing else."""
    return {
        name: {(key, value) for key, value in model._base_manager.values_list("pk", field) if value}
        for name, (model, field) in WATCHED.items()
    }


def changed(before, after) -> list[str]:
    there = {key for key, _path in before["place in the tree"]} & {key for key, _path in after["place in the tree"]}
    moved = {key for key, _path in before["place in the tree"] ^ after["place in the tree"]} & there
    return [name for name in WATCHED if (moved if name == "place in the tree" else before[name] != after[name])]


# -- pages -------------------------------------------------------------------


def page_url(view, page, *more):
    return reverse(f"wagtailadmin_pages:{view}", args=[page.pk, *more])


def send_form(client, page, **extra):
    return client.post(page_url("edit", page), doors.bulletin_form(doors.fresh(page)) | extra)


@act("page: publish in the editor")
def publish(room, client):
    send_form(client, room.draft, **{"action-publish": "1"})


@act("page: publish an older text in the editor")
def publish_correction(room, client):
    send_form(client, room.corrected, **{"action-publish": "1"})


@act("page: publish by the API of the admin")
def publish_by_api(room, client):
    client.post(
        reverse("wagtailadmin_api:pages:action", args=[room.draft.pk, "publish"]), content_type="application/json"
    )


@act("page: revert by the API of the admin")
def revert_by_api(room, client):
    address = reverse("wagtailadmin_api:pages:action", args=[room.corrected.pk, "revert_to_page_revision"])
    client.post(address, json.dumps({"revision_id": room.first_revision.pk}), content_type="application/json")


@act("page: unpublish by the API of the admin")
def unpublish_by_api(room, client):
    client.post(
        reverse("wagtailadmin_api:pages:action", args=[room.live.pk, "unpublish"]), content_type="application/json"
    )


@act("page: delete a draft by the API of the admin")
def delete_by_api(room, client):
    client.post(
        reverse("wagtailadmin_api:pages:action", args=[room.draft.pk, "delete"]), content_type="application/json"
    )


@act("page: delete what is public by the API of the admin")
def delete_live_by_api(room, client):
    client.post(
        reverse("wagtailadmin_api:pages:action", args=[room.live.pk, "delete"]), content_type="application/json"
    )


@act("page: copy and keep public by the API of the admin")
def copy_live_by_api(room, client):
    address = reverse("wagtailadmin_api:pages:action", args=[room.live.pk, "copy"])
    client.post(address, json.dumps({"keep_live": True, "slug": "otra-copia"}), content_type="application/json")


@act("page: alias by the API of the admin")
def alias_by_api(room, client):
    address = reverse("wagtailadmin_api:pages:action", args=[room.draft.pk, "create_alias"])
    client.post(address, json.dumps({"update_slug": "otro-alias"}), content_type="application/json")


@act("page: unpublish")
def unpublish(room, client):
    client.post(page_url("unpublish", room.live))


@act("page: delete a draft")
def delete_draft(room, client):
    client.post(page_url("delete", room.draft))


@act("page: delete what is public")
def delete_live(room, client):
    client.post(page_url("delete", room.live))


def _copy(room, client, page, **extra):
    data = {"new_title": "Copia", "new_slug": "copia", "new_parent_page": str(page.get_parent().pk)}
    client.post(page_url("copy", page), data | extra)


@act("page: copy")
def copy(room, client):
    _copy(room, client, room.draft)


@act("page: copy what is public, published")
def copy_published(room, client):
    _copy(room, client, room.live, publish_copies="on")


@act("page: alias")
def alias(room, client):
    _copy(room, client, room.draft, alias="on")


@act("page: revert to an older revision and publish")
def revert(room, client):
    revision = {"revision": str(room.first_revision.pk), "action-publish": "1"}
    send_form(client, room.corrected, **revision)


@act("page: move")
def move(room, client):
    home = BulletinIndexPage.objects.get(slug="boletines").get_parent()
    client.post(page_url("move_confirm", room.draft, home.pk))
    client.post(page_url("move_confirm", room.draft, room.second_index.pk))


@act("page: schedule in the editor and publish")
def schedule(room, client):
    send_form(client, room.draft, **{"go_live_at": "2030-01-01 08:00", "action-publish": "1"})


@act("page: unschedule")
def unschedule(room, client):
    revision = doors.fresh(room.scheduled).scheduled_revision
    client.post(page_url("revisions_unschedule", room.scheduled, revision.pk))


@act("page: lock")
def lock(room, client):
    client.post(page_url("lock", room.draft))


@act("page: submit")
def submit(room, client):
    send_form(client, room.draft, **{"action-submit": "1"})


@act("page: cancel the review")
def cancel(room, client):
    send_form(client, room.review, **{"action-cancel-workflow": "1"})


def _bulk(client, app, model, action, thing, **data):
    address = reverse("wagtail_bulk_action", args=[app, model, action])
    client.post(f"{address}?id={thing.pk}", data)


for _action in ("publish", "unpublish", "delete"):
    for _label, _state in (("a draft", "draft"), ("what is public", "live")):

        @act(f"page: {_action} {_label} in bulk")
        def bulk(room, client, action=_action, state=_state):
            _bulk(client, "wagtailcore", "page", action, getattr(room, state), include_descendants="on")


@act("page: move in bulk")
def bulk_move(room, client):
    _bulk(client, "wagtailcore", "page", "move", room.draft, chooser=str(room.second_index.pk))


# -- the chain ---------------------------------------------------------------


def _step(room, client, content, action):
    state = room.state_of(content)
    said = {"ticked": getattr(state.task.specific, "checklist_points", [])}
    said = said if action == "approve" else {"reason": doors.REASON, "comment": "Falta la fuente."}
    if isinstance(content, Page):
        address = page_url("workflow_action", content, action, state.pk)
    else:
        address = piece_url("workflow_action", content, action, state.pk)
    client.post(address, said)


def piece_url(view, piece, *more):
    return reverse(Piece.snippet_viewset.get_url_name(view), args=[piece.pk, *more])


for _label, _state in (("style", "review"), ("final", "last_step"), ("piece", "piece_review")):
    for _action in ("approve", "reject"):

        @act(f"chain: {_action} at the {_label} step")
        def take_step(room, client, action=_action, state=_state):
            _step(room, client, getattr(room, state), action)


@act("chain: approve in the editor")
def approve_in_editor(room, client):
    said = json.dumps({"ticked": doors.points_of(room.last_step)})
    button = {"action-workflow-action": "1", "workflow-action-name": "approve", "workflow-action-extra-data": said}
    send_form(client, room.last_step, **button)


# -- what the house does outside the ordinary course --------------------------

WORDS = "Alerta por creciente súbita: la ciudadanía debe saberlo ya."


@act("house: force a page")
def force(room, client):
    client.post(reverse("editorial_force", args=["wagtailcore.page", room.draft.pk]), {"reason": WORDS})


@act("house: force a page in review")
def force_in_review(room, client):
    client.post(reverse("editorial_force", args=["wagtailcore.page", room.last_step.pk]), {"reason": WORDS})


@act("house: review afterwards")
def review_afterwards(room, client):
    client.post(reverse("editorial_after_review", args=[room.owed.pk]), {"ratify": "yes", "comment": WORDS})


@act("house: withdraw a page")
def withdraw(room, client):
    client.post(reverse("editorial_withdraw", args=["wagtailcore.page", room.live.pk]), {"reason": WORDS})


@act("house: withdraw a piece")
def withdraw_piece(room, client):
    client.post(reverse("editorial_withdraw", args=["media_assets.piece", room.piece_live.pk]), {"reason": WORDS})


# -- pieces ------------------------------------------------------------------


@act("piece: publish in the editor")
def publish_piece(room, client):
    client.post(piece_url("edit", room.piece), room.piece_form | {"action-publish": "1"})


@act("piece: unpublish")
def unpublish_piece(room, client):
    client.post(piece_url("unpublish", room.piece_live))


@act("piece: delete a draft")
def delete_piece(room, client):
    client.post(piece_url("delete", room.piece))


@act("piece: delete what is public")
def delete_live_piece(room, client):
    client.post(piece_url("delete", room.piece_live))


@act("piece: delete what is public in bulk")
def delete_live_pieces(room, client):
    _bulk(client, "media_assets", "piece", "delete", room.piece_live)


@act("piece: lock")
def lock_piece(room, client):
    client.post(piece_url("lock", room.piece))


@act("piece: waive a finding")
def waive(room, client):
    client.post(piece_url("waive", room.unfit, room.finding), {"reason": "El medio reduce la imagen al publicarla."})


@act("piece: withdraw a consent")
def close_consent(room, client):
    said = {"what": "withdrawn", "reason": "Lo pidió por escrito ayer."}
    client.post(piece_url("close_consent", room.piece, room.consent.pk), said)


# -- the office --------------------------------------------------------------


def _chain_form(room, name):
    steps = [
        {"task": str(each.task_id), "id": str(each.pk)} for each in room.workflow.workflow_tasks.order_by("sort_order")
    ]
    return nested_form_data(
        {
            "name": name,
            "active": "on",
            "workflow_tasks": inline_formset(steps, initial=len(steps)),
            "pages": inline_formset([]),
            "content_types": [],
        }
    )


@act("office: edit a chain")
def edit_chain(room, client):
    client.post(reverse("wagtailadmin_workflows:edit", args=[room.workflow.pk]), _chain_form(room, "Otro nombre"))


@act("office: disable a chain")
def disable_chain(room, client):
    client.post(reverse("wagtailadmin_workflows:disable", args=[room.workflow.pk]))


@act("office: take the chain from a section")
def remove_chain(room, client):
    client.post(reverse("wagtailadmin_workflows:remove", args=[BulletinIndexPage.objects.get(slug="boletines").pk]))


@act("office: edit a step")
def edit_step(room, client):
    step = room.task.specific
    data = {field: getattr(step, field) for field in ReviewStep.admin_form_fields if field != "groups"}
    data = {name: value for name, value in data.items() if value is not False}
    data |= {"groups": [group.pk for group in step.groups.all()], "approvals_needed": "2"}
    client.post(reverse("wagtailadmin_workflows:edit_task", args=[step.pk]), data)


@act("office: make a step in the chooser")
def make_step(room, client):
    address = reverse("wagtailadmin_workflows:task_chooser_create") + "?create_model=wagtailcore.groupapprovaltask"
    client.post(address, {"create-task-name": "Paso propio", "create-task-groups": [Group.objects.first().pk]})


@act("office: add a reason for rejection")
def add_reason(room, client):
    data = {"name": "Otra más", "is_active": "on", "sort_order": "9"}
    client.post(reverse("wagtailsnippets_editorial_rejectionreason:add"), data)


@act("office: delete a reason for rejection")
def delete_reason(room, client):
    client.post(reverse("wagtailsnippets_editorial_rejectionreason:delete", args=[room.reason.pk]))


def _person(room, **extra):
    author = room.author
    data = {"username": author.username, "email": author.email, "first_name": "Una", "last_name": "Persona"}
    return data | {"is_active": "on", "groups": [group.pk for group in author.groups.all()]} | extra


@act("office: give a person a role")
def give_role(room, client):
    roles_held = {"groups": [Group.objects.get(name="Dirección").pk]}
    client.post(reverse("wagtailusers_users:edit", args=[room.author.pk]), _person(room, **roles_held))


@act("office: give a person a role in bulk")
def give_role_in_bulk(room, client):
    _bulk(client, "auth", "user", "assign_role", room.author, role=str(Group.objects.get(name="Dirección").pk))


@act("office: make a superuser")
def make_superuser(room, client):
    groups = {"groups": [group.pk for group in room.author.groups.all()]}
    data = _person(room, is_superuser="on", **groups)
    client.post(reverse("wagtailusers_users:edit", args=[room.author.pk]), data)


@act("office: edit a role")
def edit_role(room, client):
    client.post(reverse("wagtailusers_groups:delete", args=[Group.objects.get(name="Corrección").pk]))


@act("api v3: write")
def write_by_api(room, client):
    for method in ("post", "put", "patch", "delete"):
        for address in ("/api/v3/pages/", f"/api/v3/pages/{room.draft.pk}/", f"/api/v3/pages/{room.live.pk}/"):
            response = getattr(client, method)(address, b"{}", content_type="application/json")
            assert response.status_code in (404, 405), f"{method} {address}: {response.status_code}"
        for verb in ("publish", "unpublish", "copy", "move", "delete"):
            client.post(f"/api/v3/pages/{room.draft.pk}/{verb}/", b"{}", content_type="application/json")


# -- the test ----------------------------------------------------------------


@pytest.fixture(scope="module")
def newsroom(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), undone():
        yield prepared()


def prepared():
    """The newsroom, with what only the acts need."""
    room = Newsroom()
    index = BulletinIndexPage.objects.get(slug="boletines")
    room.second_index = index.copy(update_attrs={"slug": "archivo", "title": "Archivo"})
    room.unfit = factories.piece(user=room.artist, format=factories.piece_format(width_px=300, height_px=250))
    master = ContentFile(factories.picture_bytes(), name="aviso.jpg")
    room.unfit.current_version = add_master(room.unfit, master, filename="aviso.jpg", user=room.artist)
    room.unfit.save()
    room.unfit.save_revision(user=room.artist)
    inspect(room.unfit.current_version)
    room.finding = verdict_on(room.unfit.current_version).blocking[0].key
    fields = ("title", "slug", "alt_text", "format_id", "department_id", "licence", "rights_territory")
    room.piece_form = {name.removesuffix("_id"): getattr(room.piece, name) for name in fields}
    room.piece_form |= nested_form_data({"credits": inline_formset([])})
    return room


def changed_last_by(room, person):
    """Let the person be who changed the contents under review last, without sending them back."""
    for content in (room.review, room.last_step, room.piece_review, room.draft, room.unfit):
        Revision.objects.filter(pk=doors.fresh(content).latest_revision_id).update(user=person)


def test_every_act_changes_for_every_role_what_is_pinned(newsroom):
    people = newsroom.people | {"n": None, "*": newsroom.chief}
    desks = {user: client_of(user) for user in (*people.values(), newsroom.author, newsroom.artist)}
    found, effects = {}, {}
    for name, send in ACTS.items():
        writer = newsroom.artist if "piece" in name else newsroom.author
        for letter in PEOPLE:
            with undone():
                if letter == "*":
                    changed_last_by(newsroom, newsroom.chief)
                client = desks[(people | {"w": writer})[letter]]
                before = snapshot()
                with transaction.atomic():
                    send(newsroom, client)
                effect = ", ".join(changed(before, snapshot()))
            found[name] = found.get(name, "") + ("y" if effect else "-")
            if effect:
                effects.setdefault(name, {}).setdefault(effect, []).append(letter)
    for name, kinds in effects.items():
        found[name] += "  " + "; ".join(
            effect + (f" ({''.join(letters)})" if len(kinds) > 1 else "") for effect, letters in kinds.items()
        )
    differences = TABLE.differences(found)
    assert not differences, "tests/editorial/permission_acts.txt\n" + "\n".join(differences)
