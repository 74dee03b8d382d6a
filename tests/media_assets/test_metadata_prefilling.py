"""What a file says fills what people left empty, says so, and never takes the place of their words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from media_assets.metadata import prefilling
from media_assets.metadata.said import Said
from media_assets.models import EditorialDocument, EditorialImage, Piece, PieceFormat
from tests import factories
from tests.media_assets import corpus, laden

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, designer):
    client.force_login(designer)
    return client


def photograph(name="DSC_0471.jpg", data=None):
    return SimpleUploadedFile(name, data or laden.jpeg(corpus.photograph(size=(1200, 628))), "image/jpeg")


def piece_data(**more):
    return {
        "title": "Banner del agua",
        "format": PieceFormat.objects.get(code="banner-1200x628").pk,
        "department": factories.DepartmentFactory().pk,
        "description": "",
        "slug": "",
        "licence": "own",
        "rights_territory": "Colombia",
        "credits-TOTAL_FORMS": 0,
        "credits-INITIAL_FORMS": 0,
        "credits-MIN_NUM_FORMS": 0,
        "credits-MAX_NUM_FORMS": 1000,
    } | more


def add_piece(desk, **more):
    return desk.post(reverse("wagtailsnippets_media_assets_piece:add"), piece_data(master_file=photograph(), **more))


def test_a_piece_takes_over_what_its_file_says(desk):
    assert add_piece(desk).status_code == 302
    piece = Piece.objects.get().get_latest_revision_as_object()
    assert piece.title == "Banner del agua"
    assert piece.caption == laden.WORDS["description"]
    assert piece.rights_owner == "Alcaldía de Medellín"
    assert [(credit.role, credit.name) for credit in piece.credits.all()] == [("Autoría", "Unidad de Fotografía")]
    assert piece.versions.get().metadata.filled == ["caption", "rights_owner", "credits"]


def test_what_people_wrote_stays(desk):
    add_piece(
        desk,
        **{
            "caption": "Nuestro pie",
            "rights_owner": "Otra oficina",
            "credits-TOTAL_FORMS": 1,
            "credits-0-role": "Diseño",
            "credits-0-name": "Taller Distrital",
            "credits-0-ORDER": 1,
        },
    )
    piece = Piece.objects.get().get_latest_revision_as_object()
    assert (piece.caption, piece.rights_owner) == ("Nuestro pie", "Otra oficina")
    assert [str(credit) for credit in piece.credits.all()] == ["Diseño: Taller Distrital"]
    assert piece.versions.get().metadata.filled == []


def test_a_missing_title_comes_back_with_the_one_of_the_file(desk):
    response = add_piece(desk, title="")
    assert response.status_code == 200
    form = response.context["form"]
    assert form["title"].value() == laden.WORDS["headline"]
    assert not Piece.objects.exists()
    again = piece_data(title=form["title"].value(), held_master=form["held_master"].value())
    assert desk.post(reverse("wagtailsnippets_media_assets_piece:add"), again).status_code == 302
    piece = Piece.objects.get()
    assert piece.title == laden.WORDS["headline"]
    assert piece.versions.get().metadata.said["credit"] == laden.WORDS["credit"]


def test_a_later_version_changes_no_word(desk):
    add_piece(desk, caption="Nuestro pie", rights_owner="Otra oficina")
    piece = Piece.objects.get()
    url = reverse("wagtailsnippets_media_assets_piece:edit", args=[piece.pk])
    desk.post(url, piece_data(department=piece.department_id, caption="", master_file=photograph()))
    piece.refresh_from_db()
    newest = piece.get_latest_revision_as_object()
    assert piece.versions.count() == 2
    assert newest.caption == ""
    assert piece.versions.first().metadata.filled == []


def test_the_editor_shows_what_the_file_says_and_that_it_tells_a_place(desk):
    add_piece(desk)
    url = reverse("wagtailsnippets_media_assets_piece:edit", args=[Piece.objects.get().pk])
    page = desk.get(url).content.decode()
    for words in (
        "Lo que dice el archivo",
        laden.WORDS["credit"],
        "tomado en «pie»",
        "contiene el lugar donde se hizo",
    ):
        assert words in page


def test_a_photograph_takes_over_what_its_file_says(desk):
    data = {"title": "DSC_0471", "collection": "1", "tags": "", "credit": "", "licence": "own", "file": photograph()}
    desk.post(reverse("wagtailimages:add"), data)
    image = EditorialImage.objects.get()
    assert image.title == laden.WORDS["headline"]
    assert image.caption == laden.WORDS["description"]
    assert image.credit == laden.WORDS["credit"]
    assert set(image.tags.names()) == set(laden.WORDS["keywords"])
    assert set(image.metadata.filled) == {"title", "caption", "credit", "tags"}
    page = desk.get(reverse("wagtailimages:edit", args=[image.pk])).content.decode()
    assert "Nada de esto está en los tamaños que ven los lectores" in page
    assert "tomado en «crédito»" in page


def test_the_screen_for_many_photographs_shows_them_filled_in(desk):
    upload = photograph("calle 12.jpg")
    data = {"title": "calle 12", "collection": "1", "files[]": upload}
    answer = desk.post(reverse("wagtailimages:add_multiple"), data).json()
    assert answer["success"]
    assert laden.WORDS["headline"] in answer["form"]
    assert laden.WORDS["credit"] in answer["form"]
    assert set(EditorialImage.objects.get().tags.names()) == set(laden.WORDS["keywords"])


def test_a_photograph_that_says_nothing_keeps_its_name(desk):
    upload = SimpleUploadedFile("calle 12.jpg", corpus.photograph(size=(300, 200)))
    desk.post(reverse("wagtailimages:add_multiple"), {"title": "calle 12", "collection": "1", "files[]": upload})
    image = EditorialImage.objects.get()
    assert (image.title, image.credit, image.metadata.filled) == ("calle 12", "", [])


def test_a_document_takes_over_what_its_file_says(desk):
    upload = SimpleUploadedFile("informe.pdf", laden.paper(), "application/pdf")
    data = {"title": "informe", "collection": "1", "tags": "", "summary": "", "credit": "", "file": upload}
    desk.post(reverse("wagtaildocs:add"), data)
    document = EditorialDocument.objects.get()
    assert document.title == laden.WORDS["headline"]
    assert document.summary == laden.WORDS["description"]
    assert document.credit == laden.WORDS["credit"]


@pytest.mark.parametrize(
    ("notice", "owner"),
    [
        ("© 2026 Alcaldía de Medellín", "Alcaldía de Medellín"),
        ("Copyright 2019-2026, Taller Distrital", "Taller Distrital"),
        ("(c) Distrito", "Distrito"),
        ("Alcaldía de Medellín", "Alcaldía de Medellín"),
        ("©", ""),
    ],
)
def test_the_owner_is_read_out_of_the_notice(notice, owner):
    assert prefilling.owner_in(notice) == owner


def test_texts_are_cut_where_their_field_ends():
    piece = factories.piece()
    said = Said(description="á" * 2000, copyright="© " + "b" * 240)
    prefilling.fill_piece(piece, said.as_dict())
    assert (len(piece.caption), len(piece.rights_owner)) == (300, 160)
