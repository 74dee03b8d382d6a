"""Many pieces at once: each by its own right, nothing public touched, and who was refused is told why."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from editorial.models import CustodyEntry
from media_assets.library.many import acts
from media_assets.library.many.editing import change, may_edit
from media_assets.models import Piece
from organization import roles
from tests import factories
from tests.editorial import chain
from tests.editorial.doors import fresh
from tests.media_assets.factories import add_version

pytestmark = pytest.mark.django_db
ALL_ROLES = ("editor", "designer", "style_reviewer", "legal_reviewer", "approver", "administrator")


def address(action, *pieces, query=""):
    ids = "&".join(f"id={piece.pk}" for piece in pieces)
    return reverse("wagtail_bulk_action", args=["media_assets", "piece", action]) + f"?{query}{ids}"


def draft_of(piece):
    return fresh(piece).get_latest_revision_as_object()


# -- What is offered


def test_the_listing_offers_each_role_what_it_may_do_and_no_more(client, request):
    piece = factories.piece()
    common = {"collect", "take_out"}
    makers = common | {"edit", "submit"}
    wanted = {
        "designer": makers | {"deliver"},
        "style_reviewer": common,
        "legal_reviewer": common,
        "approver": makers | {"deliver"},
    }
    for role, expected in wanted.items():
        user = request.getfixturevalue(role)
        assert {action.action_type for action in acts.offered_to(user)} - {"delete"} == expected, role
        client.force_login(user)
        page = client.get(reverse(Piece.snippet_viewset.get_url_name("list"))).content.decode()
        shown = {name for name in makers | {"deliver"} if address(name, piece).partition("?")[0] in page}
        assert shown == expected, role


def test_what_no_piece_would_take_from_a_role_is_not_offered(client, request):
    piece = factories.piece()
    for role in ALL_ROLES:
        user = request.getfixturevalue(role)
        offered = {action.action_type for action in acts.offered_to(user)}
        # What the rule of each piece allows is offered to whom it allows it.
        assert bool(may_edit(user, piece)) == ("edit" in offered), role


# -- Editing


def test_the_same_change_is_saved_as_a_draft_of_each_piece(client, designer):
    client.force_login(designer)
    pieces = [factories.piece(user=designer, rights_owner="Alguien", description=f"Texto {n}") for n in range(3)]
    department = factories.DepartmentFactory()
    client.post(
        address("edit", *pieces),
        {
            "department": department.pk,
            "licence": "cc-by",
            "rights_territory": "Medellín",
            "rights_until": "2027-03-01",
            "rights_media": ["web", "print"],
            "empty_rights_owner": "on",
            "credit_role": "Fotografía",
            "credit_name": "Archivo de la Alcaldía",
        },
    )
    for n, piece in enumerate(pieces):
        draft = draft_of(piece)
        assert (draft.department, draft.licence, draft.rights_territory) == (department, "cc-by", "Medellín")
        assert (str(draft.rights_until), draft.rights_media, draft.rights_owner) == ("2027-03-01", ["print", "web"], "")
        assert draft.description == f"Texto {n}"
        assert [(credit.role, credit.name) for credit in draft.credits.all()] == [
            ("Fotografía", "Archivo de la Alcaldía")
        ]
        assert piece.revisions.count() == 2
        assert fresh(piece).latest_revision.user == designer
        # The library shows what is in hand: the row of what was never public follows its draft.
        assert fresh(piece).licence == "cc-by"


def test_what_is_published_stays_word_for_word_as_it_is(client, designer):
    client.force_login(designer)
    piece = factories.piece(live=True, licence="own")
    before = Piece.objects.values().get(pk=piece.pk)
    client.post(address("edit", piece), {"licence": "cc0", "credit_role": "Diseño", "credit_name": "Oficina"})
    after = Piece.objects.values().get(pk=piece.pk)
    draft_is_newer = {"latest_revision_id", "has_unpublished_changes", "latest_revision_created_at"}
    assert {k: v for k, v in after.items() if k not in draft_is_newer} == {
        k: v for k, v in before.items() if k not in draft_is_newer
    }
    assert after["has_unpublished_changes"]
    assert not fresh(piece).credits.exists()
    assert draft_of(piece).licence == "cc0"


def test_a_draft_in_hand_keeps_what_it_already_changed(client, designer):
    client.force_login(designer)
    piece = factories.piece(live=True, title="Como se publicó")
    chain.edit(piece, designer, title="Como será")
    client.post(address("edit", piece), {"licence": "cc0"})
    assert (draft_of(piece).title, draft_of(piece).licence) == ("Como será", "cc0")
    assert fresh(piece).title == "Como se publicó"


def test_nothing_new_makes_no_draft(client, designer):
    client.force_login(designer)
    piece = factories.piece(licence="cc0")
    answer = client.post(address("edit", piece), {"licence": "cc0"}, follow=True)
    assert piece.revisions.count() == 1
    assert "1 pieza ya estaba así." in answer.content.decode()


def test_each_piece_is_judged_by_itself_and_the_rest_are_saved(client, designer):
    client.force_login(designer)
    good = factories.piece(user=designer, title="Buena")
    contrary = factories.piece(user=designer, title="Contraria", rights_from=timezone.localdate() + timedelta(days=90))
    locked = factories.piece(user=designer, title="Bloqueada")
    Piece.objects.filter(pk=locked.pk).update(locked=True, locked_by=factories.UserFactory())
    answer = client.post(
        address("edit", good, contrary, locked),
        {"rights_until": (timezone.localdate() + timedelta(days=10)).isoformat()},
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert draft_of(good).rights_until
    assert contrary.revisions.count() == locked.revisions.count() == 1
    refused = {piece.title: reason for piece, reason in answer.context["outcome"].refused}
    assert refused == {"Bloqueada": "Alguien la bloqueó.", "Contraria": "Los derechos terminarían antes de empezar."}
    assert "1 pieza tiene un borrador nuevo." in page


def test_a_piece_in_review_is_changed_only_by_its_reviewers(client, designer, approver):
    piece = chain.piece_with_master(factories.UserFactory(role=roles.DESIGNERS))
    chain.submit(piece, piece.created_by)
    chain.approve(piece, designer)
    reviewers = {group.name for group in fresh(piece).current_workflow_task.specific.groups.all()}
    assert roles.DESIGNERS not in reviewers
    assert not may_edit(designer, fresh(piece))
    client.force_login(designer)
    answer = client.post(address("edit", piece), {"licence": "cc0"})
    assert "Está en revisión: ahora solo la cambian sus revisores." in answer.content.decode()
    assert draft_of(piece).licence == "own"


def test_a_change_by_many_undoes_the_approval_like_any_other(client, designer, approver):
    piece = chain.piece_with_master(designer, live=False)
    chain.submit(piece, designer)
    step = fresh(piece).current_workflow_task_state
    assert change(fresh(piece), approver, {"licence": "cc0"})
    again = fresh(piece).current_workflow_task_state
    assert again.revision_id == fresh(piece).latest_revision_id != step.revision_id
    assert TaskState.objects.get(pk=step.pk).status == TaskState.STATUS_CANCELLED


def test_who_changed_many_approves_none_of_them(client, designer, approver):
    other = factories.UserFactory(role=roles.DESIGNERS)
    piece = chain.piece_with_master(other)
    client.force_login(designer)
    client.post(address("edit", piece), {"licence": "cc0"})
    chain.submit(piece, other)
    step = fresh(piece).current_workflow_task.specific
    assert "approve" not in {name for name, _label, _modal in step.get_actions(fresh(piece), designer)}


def test_a_form_with_faults_goes_back_whole(client, designer):
    client.force_login(designer)
    piece = factories.piece()
    for data, field in (
        ({}, "__all__"),
        ({"credit_role": "Diseño"}, "credit_name"),
        ({"rights_owner": "Alguien", "empty_rights_owner": "on"}, "rights_owner"),
        ({"rights_from": "2027-01-01", "rights_until": "2026-01-01"}, "rights_until"),
        ({"licence": "free-beer", "rights_owner": "Alguien"}, "licence"),
    ):
        answer = client.post(address("edit", piece), data)
        assert field in answer.context["form"].errors
        if "rights_owner" in data:
            assert 'value="Alguien"' in answer.content.decode()
    assert piece.revisions.count() == 1


@pytest.mark.parametrize("role", ALL_ROLES)
def test_only_who_may_change_pieces_changes_many(client, request, role):
    user = request.getfixturevalue(role)
    client.force_login(user)
    piece = factories.piece()
    client.post(address("edit", piece), {"licence": "cc0"})
    assert (draft_of(piece).licence == "cc0") == (role in {"designer", "approver"})


def test_each_change_is_on_the_record(client, designer):
    client.force_login(designer)
    pieces = [factories.piece(), factories.piece()]
    client.post(address("edit", *pieces), {"licence": "cc0"})
    edits = CustodyEntry.objects.filter(action="wagtail.edit", object_id__in=[str(piece.pk) for piece in pieces])
    assert {entry.object_id for entry in edits} == {str(piece.pk) for piece in pieces}


# -- Submitting


def test_ready_pieces_go_to_review_and_the_others_say_what_they_lack(client, designer):
    client.force_login(designer)
    ready = [chain.piece_with_master(designer, title=f"Lista {n}") for n in range(2)]
    without_file = factories.piece(user=designer, title="Sin archivo")
    reviewed = chain.piece_with_master(designer, title="Ya enviada")
    chain.submit(reviewed, designer)
    published = factories.piece(live=True, title="Publicada")
    Piece.objects.filter(pk=published.pk).update(live_revision=published.latest_revision)
    answer = client.post(address("submit", *ready, without_file, reviewed, published))
    assert all(fresh(piece).workflow_in_progress for piece in ready)
    assert not fresh(without_file).workflow_in_progress
    reasons = {piece.title: str(reason) for piece, reason in answer.context["outcome"].refused}
    assert set(reasons) == {"Sin archivo", "Ya enviada", "Publicada"}
    assert "La pieza no tiene archivo." in reasons["Sin archivo"]
    assert reasons["Ya enviada"] == "Ya está en revisión."
    assert "2 piezas están en revisión." in answer.content.decode()


def test_what_was_returned_goes_back_to_its_chain(client, designer, approver):
    piece = chain.piece_with_master(designer)
    chain.submit(piece, designer)
    reviewer = factories.UserFactory(role=fresh(piece).current_workflow_task.specific.groups.first().name)
    chain.reject(piece, reviewer)
    review = fresh(piece).current_workflow_state
    assert review.status == review.STATUS_NEEDS_CHANGES
    client.force_login(designer)
    client.post(address("submit", piece))
    assert fresh(piece).current_workflow_state.pk == review.pk
    assert fresh(piece).workflow_in_progress


@pytest.mark.parametrize("role", ALL_ROLES)
def test_only_who_may_change_pieces_submits_many(client, request, role):
    author = factories.UserFactory(role=roles.DESIGNERS)
    piece = chain.piece_with_master(author)
    client.force_login(request.getfixturevalue(role))
    client.post(address("submit", piece))
    assert fresh(piece).workflow_in_progress == (role in {"designer", "approver"})


def test_submitting_many_publishes_and_approves_nothing(client, approver):
    piece = chain.piece_with_master(approver)
    client.force_login(approver)
    client.post(address("submit", piece))
    assert not fresh(piece).live
    assert fresh(piece).workflow_in_progress


# -- Which pieces


def test_all_of_the_listing_are_those_that_its_filters_and_words_find(client, designer):
    client.force_login(designer)
    wanted = [factories.piece("radio", title=f"Cuña del agua {n}") for n in range(30)]
    factories.piece("web", title="Banner del agua")
    factories.piece("radio", title="Cuña de lectura")
    url = reverse("wagtail_bulk_action", args=["media_assets", "piece", "edit"])
    page = client.get(f"{url}?channel=radio&q=agua&id=all&next=/admin/piezas/")
    assert {piece.title for piece in page.context["pieces"]} == {piece.title for piece in wanted}
    client.post(page.context["submit_url"], {"licence": "cc0"})
    assert {piece.title for piece in Piece.objects.filter(licence="cc0")} == {piece.title for piece in wanted}


def test_deleting_all_of_the_listing_spares_what_it_does_not_show(client, superuser):
    client.force_login(superuser)
    factories.piece("radio", title="Se va")
    stays = factories.piece("web", title="Se queda")
    url = reverse("wagtail_bulk_action", args=["media_assets", "piece", "delete"])
    client.post(f"{url}?channel=radio&id=all&next=/admin/piezas/")
    assert list(Piece.objects.all()) == [stays]


def test_more_than_can_be_done_at_once_is_refused_before_anything_is_done(client, designer, monkeypatch):
    monkeypatch.setattr(acts, "MOST", 2)
    client.force_login(designer)
    pieces = [factories.piece() for _n in range(3)]
    page = client.get(address("edit", *pieces))
    assert page.context["too_many"]
    client.post(address("edit", *pieces), {"licence": "cc0"})
    assert not Piece.objects.filter(licence="cc0").exists()


def test_nonsense_among_the_keys_fails_nowhere(client, designer):
    client.force_login(designer)
    piece = factories.piece()
    url = reverse("wagtail_bulk_action", args=["media_assets", "piece", "edit"])
    for ids in ("id=x", "id=-1", "id=99999999999999999999999", "", "id=all&q=%00&format=x"):
        assert client.get(f"{url}?{ids}").status_code == 200
    client.post(f"{url}?id=x&id={piece.pk}&id={piece.pk}&id=424242", {"licence": "cc0"})
    assert piece.revisions.count() == 2


def test_looking_at_many_asks_the_same_number_of_queries_however_many(
    client, designer, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(designer)

    def made(number):
        pieces = [factories.piece(user=designer) for _n in range(number)]
        for piece in pieces:
            add_version(piece)
        return pieces

    few_pieces = made(2)
    client.get(address("edit", *few_pieces))
    with django_assert_max_num_queries(30) as few:
        client.get(address("edit", *few_pieces))
    many = made(12)
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(address("edit", *few_pieces, *many))


def test_acts_on_many_are_for_whoever_sees_the_library(client):
    client.force_login(factories.UserFactory())
    piece = factories.piece()
    for action in ("edit", "submit", "collect", "take_out"):
        assert client.get(address(action, piece)).status_code in (302, 403)
