"""The record of a content on screen and as CSV, for who may read it."""

import csv
import io

import pytest
from django.urls import reverse

from organization.spreadsheets import plain_cell
from tests import factories
from tests.editorial import chain, doors
from tests.editorial.chain import piece_with_master

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned(editor, style_reviewer):
    page = factories.bulletin(user=editor, live=False, title="Abre la convocatoria")
    chain.submit(page, editor)
    chain.reject(page, style_reviewer, comment="=HYPERLINK(1)")
    return page


def address(page, name="editorial_record", label="wagtailcore.page"):
    return reverse(name, args=[label, page.pk])


def test_the_screen_tells_the_story_and_what_is_not_ready(returned, editor):
    chain.edit(returned, editor, lead_image=factories.ImageFactory(description=""))
    text = doors.desk_of(editor).get(address(returned)).content.decode()
    for words in ("Cadena de custodia", "Corrección de estilo", "=HYPERLINK(1)", "Requisitos", "texto alternativo"):
        assert words in text


def test_the_editor_leads_to_the_record(returned, editor):
    text = doors.desk_of(editor).get(reverse("wagtailadmin_pages:edit", args=[returned.pk])).content.decode()
    assert address(returned) in text


def test_the_csv_runs_no_formula(returned, editor):
    response = doors.desk_of(editor).get(address(returned, "editorial_record_csv"))
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert "'=HYPERLINK(1)" in rows[-1]
    assert len(rows) > 2


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_would_be_a_formula_is_made_text(start):
    assert plain_cell(start) == f"'{start}"


@pytest.mark.parametrize(
    ("person", "may", "sees_address"),
    [
        ("editor", True, False),
        ("approver", True, True),
        ("administrator", True, True),
        ("style_reviewer", True, False),
        ("designer", False, False),
        ("legal_reviewer", False, False),
    ],
)
def test_who_may_read_a_record_and_who_sees_addresses(person, may, sees_address, editor, style_reviewer, request):
    page = factories.bulletin(user=editor, live=False)
    doors.submit(editor, page)
    doors.reject(style_reviewer, page)
    response = doors.desk_of(request.getfixturevalue(person)).get(address(page))
    assert (response.status_code == 200) == may
    assert ("127.0.0.1" in response.content.decode()) == sees_address


def test_pieces_have_a_record_page_too(designer):
    piece = piece_with_master(user=designer)
    chain.submit(piece, designer)
    assert doors.desk_of(designer).get(address(piece, label="media_assets.piece")).status_code == 200


@pytest.mark.parametrize("label", ["auth.user", "no.existe", "nada"])
def test_there_is_no_record_of_anything_else(label, superuser):
    url = reverse("editorial_record", args=[label, superuser.pk])
    assert doors.Client(raise_request_exception=False).get(url).status_code == 302
    client = doors.desk_of(superuser)
    client.raise_request_exception = False
    assert client.get(url).status_code == 404
