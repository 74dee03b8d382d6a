"""The board puts each work in the column of its state, for those who may know of it, at a constant cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from editorial.desk import board
from editorial.desk.board import Choice, board_of
from editorial.desk.sight import Sight
from editorial.models import BulletinPage, CampaignPage, ReviewState
from media_assets.models import Piece
from tests import factories
from tests.benchmarks.desk import fill_with_reviews
from tests.editorial import chain, doors
from tests.media_assets.factories import published_piece

pytestmark = pytest.mark.django_db

STYLE = "Corrección de estilo"


def columns(user, department=None, **choice):
    """``{title of the column: titles of its cards}``, without the empty ones."""
    drawn = board_of(Sight(user, department), Choice(**choice))
    return {str(column.title): [card.content.title for card in column.cards] for column in drawn if column.count}


def draft(editor, title="Un boletín", **fields):
    return factories.bulletin(user=editor, live=False, title=title, **fields)


def in_review(editor, title="Un boletín", **fields):
    page = draft(editor, title, **fields)
    chain.submit(page, editor)
    return page


def test_a_work_goes_from_column_to_column(editor, style_reviewer, approver):
    page = draft(editor)
    assert columns(editor) == {"Borradores": ["Un boletín"]}
    chain.submit(page, editor)
    assert columns(editor) == {STYLE: ["Un boletín"]}
    chain.reject(page, style_reviewer)
    assert columns(editor) == {"Devuelto": ["Un boletín"]}
    chain.submit(page, editor)
    chain.approve(page, style_reviewer)
    assert columns(editor) == {"Aprobación final": ["Un boletín"]}
    chain.approve(page, approver)
    assert columns(editor) == {"Publicado en los últimos 7 días": ["Un boletín"]}


def test_what_was_approved_for_later_waits_in_its_column(editor, style_reviewer, approver):
    page = in_review(editor, embargo_until=timezone.now() + timedelta(days=1))
    chain.approve(page, style_reviewer)
    chain.approve(page, approver)
    assert columns(editor) == {"Aprobado, programado": ["Un boletín"]}


def test_pieces_stand_beside_pages(approver, designer, editor):
    in_review(editor)
    piece = chain.piece_with_master(designer, title="Un afiche")
    assert columns(approver) == {"Borradores": ["Un afiche"], STYLE: ["Un boletín"]}
    chain.submit(piece, designer)
    assert "Un afiche" in columns(designer)["Revisión de diseño de la pieza"]


def test_what_was_withdrawn_or_went_out_long_ago_is_off_the_board(editor, approver):
    gone, old = (factories.bulletin(user=editor, title=title) for title in ("Retirado", "Antiguo"))
    # As publishing leaves them: public after their newest revision, and without changes.
    BulletinPage.objects.update(last_published_at=timezone.now(), has_unpublished_changes=False)
    doors.fresh(gone).unpublish(user=approver)
    BulletinPage.objects.filter(pk=old.pk).update(last_published_at=timezone.now() - timedelta(days=8))
    assert columns(editor) == {}


def test_a_public_page_that_is_being_changed_is_a_draft_to_who_works_on_it_alone(editor, designer):
    page = factories.bulletin(user=editor, title="Título público")
    chain.edit(page, editor, title="Título futuro")
    assert columns(editor) == {"Borradores": ["Título futuro"]}
    assert columns(designer) == {"Publicado en los últimos 7 días": ["Título público"]}


def test_who_has_no_part_in_a_draft_does_not_see_its_card_nor_its_number(editor, style_reviewer, designer):
    in_review(editor, "A la espera")
    draft(editor, "Apenas empezado")
    assert columns(designer) == {}
    assert columns(style_reviewer) == {STYLE: ["A la espera"]}


def test_the_board_narrows_by_department_kind_and_person(editor, approver):
    theirs = factories.DepartmentFactory()
    draft(editor, "De la dependencia", department=theirs)
    draft(approver, "De la Dirección")
    factories.campaign(user=editor, live=False, title="Una campaña")
    factories.piece(user=editor, title="Una pieza", department=theirs)
    assert columns(approver, theirs) == {"Borradores": ["Una pieza", "De la dependencia"]}
    assert columns(approver, kind=CampaignPage) == {"Borradores": ["Una campaña"]}
    assert columns(approver, kind=Piece) == {"Borradores": ["Una pieza"]}
    assert columns(approver, person=approver) == {"Borradores": ["De la Dirección"]}


def test_a_step_shows_first_what_is_due_first(editor):
    for title, hours in (("Segundo", 2), ("Primero", 1), ("Tercero", 3)):
        page = in_review(editor, title)
        state = doors.fresh(page).current_workflow_task_state
        ReviewState.objects.filter(pk=state.pk).update(due_at=timezone.now() + timedelta(hours=hours))
    assert columns(editor) == {STYLE: ["Primero", "Segundo", "Tercero"]}


def test_a_late_card_says_so(editor):
    in_review(editor)
    ReviewState.objects.update(due_at=timezone.now() - timedelta(hours=1))
    text = doors.desk_of(editor).get(reverse("editorial_board")).content.decode()
    assert "rot-work--late" in text
    assert "vencid" in text


def test_each_column_is_turned_by_itself_and_loses_nothing(editor, monkeypatch):
    monkeypatch.setattr(board, "ON_A_PAGE", 3)
    for n in range(5):
        draft(editor, f"Boletín {n}")
        factories.piece(user=editor, title=f"Pieza {n}")
        in_review(editor, f"En revisión {n}")
    seen = []
    for page in range(1, 5):
        drawn = columns(editor, column="draft", page=page)
        assert len(drawn[STYLE]) == 3
        seen += drawn["Borradores"]
    assert sorted(seen) == [*(f"Boletín {n}" for n in range(5)), *(f"Pieza {n}" for n in range(5))]
    # Past the end is the end.
    assert columns(editor, column="draft", page=99)["Borradores"] == seen[-1:]


def test_the_board_asks_the_same_however_much_is_on_it(editor):
    model = in_review(editor)
    draft(editor)
    published_piece()
    client, address = doors.desk_of(editor), reverse("editorial_board")

    def questions():
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    few = questions()
    fill_with_reviews(model, 120)
    for _n in range(3):
        draft(editor)
        factories.campaign(user=editor)
        published_piece()
    assert questions() == few
    assert few < 30, few


@pytest.mark.parametrize("asked", [{"p": "nada"}, {"columna": "step-x", "p": "2"}, {"tipo": "user"}, {"persona": "0"}])
def test_an_address_that_makes_no_sense_shows_the_whole_board(asked, editor):
    draft(editor, "Un borrador")
    assert "Un borrador" in doors.desk_of(editor).get(reverse("editorial_board"), asked).content.decode()


def test_the_address_of_the_next_page_keeps_the_filters(editor, monkeypatch):
    monkeypatch.setattr(board, "ON_A_PAGE", 1)
    for n in range(2):
        draft(editor, f"Boletín {n}")
    text = doors.desk_of(editor).get(reverse("editorial_board"), {"tipo": "bulletinpage"}).content.decode()
    assert "?tipo=bulletinpage&amp;columna=draft&amp;p=2" in text
