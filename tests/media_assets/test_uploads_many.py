"""«Subir varias»: two hundred files, each failing alone, and a list that outlives its window."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from media_assets.intake import FileFacts
from media_assets.models import Channel, Piece, PieceCollection, PieceFormat, Upload, UploadBatch, UploadItem
from media_assets.uploading import batches, guessing
from tests import factories
from tests.media_assets.uploading import post_json, send

MANY = "/admin/piezas/subir/"
PICTURE = factories.picture_bytes(1200, 628)


@pytest.fixture
def department(db):
    return factories.DepartmentFactory()


def add(client, *files):
    listed = [{"name": name, "size": len(content), "modified": 1} for name, content in files]
    return post_json(client, f"{MANY}archivos/", files=listed)


def bring(client, *files):
    """Put files on the list and send them whole; returns the rows as they stand then."""
    contents = dict(files)
    for row in add(client, *files).json()["items"]:
        if row["upload"] and row["upload"]["state"] == "receiving":
            send(client, row["upload"]["url"], 0, contents[row["name"]])
            post_json(client, f"{row['upload']['url']}terminar/")
    return {row["name"]: row for row in client.get(f"{MANY}estado/").json()["items"]}


def say_in_common(client, department, **more):
    data = {"department": department.pk, "licence": "own", "rights_territory": "Colombia"} | more
    return client.post(f"{MANY}comunes/", data)


def change(client, row, **values):
    return post_json(client, f"{MANY}archivos/{row['pk']}/", **values)


@pytest.mark.django_db
def test_twenty_files_with_one_bad_become_nineteen_drafts(at_work, designer, department):
    good = [(f"Banner_agua_{n:02}_FINAL.jpg", factories.picture_bytes(1200, 628, (n, 0, 0))) for n in range(19)]
    rows = bring(at_work, *good, ("roto.pdf", b"no soy un PDF"))
    assert rows["roto.pdf"]["refused"]
    assert "El nombre dice" in rows["roto.pdf"]["lacks"]
    say_in_common(at_work, department, rights_owner="Alcaldía")
    wanted = [row["pk"] for row in rows.values()]
    created = []
    while wanted:
        answer = post_json(at_work, f"{MANY}crear/", items=wanted).json()
        created += answer["created"]
        done = {each["pk"] for each in answer["created"] + answer["problems"]}
        wanted = [pk for pk in wanted if pk not in done]
    assert len(created) == Piece.objects.count() == 19
    piece = Piece.objects.get(title="Banner agua 07")
    assert not piece.live
    assert (piece.department, piece.rights_owner, piece.created_by) == (department, "Alcaldía", designer)
    assert (piece.channel, piece.format.code) == (Channel.WEB, "banner-1200x628")
    assert piece.current_version.original_name == "Banner_agua_07_FINAL.jpg"
    assert piece.get_latest_revision_as_object().current_version == piece.current_version
    # The bad one is left, and a good file of its name takes its place.
    assert [item.name for item in UploadItem.objects.all()] == ["roto.pdf"]


@pytest.mark.django_db
def test_the_list_is_there_after_the_window_was_closed(at_work):
    (row,) = add(at_work, ("aviso.jpg", PICTURE)).json()["items"]
    send(at_work, row["upload"]["url"], 0, PICTURE[:1000])
    change(at_work, row, act="change", title="El aviso", format=None)
    page = at_work.get(MANY)
    (shown,) = page.context["items"]
    assert (shown["title"], shown["upload"]["received"]) == ("El aviso", 1000)
    (again,) = add(at_work, ("aviso.jpg", PICTURE)).json()["items"]
    assert (again["pk"], again["upload"]["received"]) == (row["pk"], 1000)


@pytest.mark.django_db
def test_a_file_that_failed_is_replaced_and_keeps_what_was_written_of_it(at_work, department):
    row = bring(at_work, ("roto.jpg", PICTURE[:2000]))["roto.jpg"]
    wanted = PieceFormat.objects.get(code="banner-1200x628")
    change(at_work, row, act="change", title="Banner del agua", format=wanted.pk)
    answer = change(at_work, row, act="replace", name="bueno.jpg", size=len(PICTURE), modified=3)
    row = answer.json()["item"]
    assert (row["title"], row["format"], row["refused"]) == ("Banner del agua", wanted.pk, False)
    send(at_work, row["upload"]["url"], 0, PICTURE)
    post_json(at_work, f"{row['upload']['url']}terminar/")
    say_in_common(at_work, department)
    assert len(post_json(at_work, f"{MANY}crear/", items=[row["pk"]]).json()["created"]) == 1


@pytest.mark.django_db
def test_a_new_file_that_was_asked_for_meanwhile_does_not_undo_a_title(at_work):
    (row,) = add(at_work, ("roto.jpg", PICTURE)).json()["items"]
    early = UploadItem.objects.select_related("upload", "format", "batch__user").get(pk=row["pk"])
    change(at_work, row, act="change", title="Afiche del río", format=None)
    batches.replace(early, "bueno.jpg", 1200, 0)
    assert UploadItem.objects.get(pk=early.pk).title == "Afiche del río"


def test_a_corrected_file_of_the_same_name_takes_the_place_of_the_bad_one(at_work):
    bad = bring(at_work, ("aviso.jpg", PICTURE[:2000]))["aviso.jpg"]
    good = bring(at_work, ("aviso.jpg", PICTURE))["aviso.jpg"]
    assert good["pk"] == bad["pk"]
    assert not good["refused"]


@pytest.mark.django_db
def test_what_is_taken_instead_is_named_once(at_work):
    row = add(at_work, ("copia.zip", b"PK\3\4")).json()["items"][0]
    kinds = row["lacks"].partition(": ")[2].rstrip(".").split(", ")
    assert len(kinds) == len(set(kinds)) > 5


@pytest.mark.django_db
def test_what_cannot_be_taken_is_on_the_list_with_its_problem_and_the_rest_goes_on(at_work):
    rows = bring(at_work, ("carta.docx", b"PK"), ("vacio.jpg", b""), ("aviso.jpg", PICTURE))
    assert "no se aceptan" in rows["carta.docx"]["lacks"]
    assert "vacío" in rows["vacio.jpg"]["lacks"]
    assert rows["aviso.jpg"]["lacks"] == ""


@pytest.mark.django_db
def test_a_file_without_a_format_that_fits_is_asked_for_it_and_then_is_complete(at_work):
    row = bring(at_work, ("foto.jpg", factories.picture_bytes(333, 222)))["foto.jpg"]
    assert (row["format"], row["lacks"]) == (None, "Elija su formato.")
    radio = PieceFormat.objects.filter(channel="radio").first()
    assert change(at_work, row, act="change", title="Foto", format=radio.pk).status_code == 400
    web = PieceFormat.objects.filter(channel="web").first()
    row = change(at_work, row, act="change", title="Foto", format=web.pk).json()["item"]
    assert (row["format"], row["lacks"], row["guessed"]) == (web.pk, "", False)


@pytest.mark.django_db
def test_a_piece_is_made_once_however_often_it_is_asked_for(at_work, department):
    row = bring(at_work, ("aviso.jpg", PICTURE))["aviso.jpg"]
    say_in_common(at_work, department)
    post_json(at_work, f"{MANY}crear/", items=[row["pk"]])
    assert post_json(at_work, f"{MANY}crear/", items=[row["pk"]]).json() == {"created": [], "problems": []}
    assert Piece.objects.count() == 1


@pytest.mark.django_db
def test_without_a_department_nothing_is_made_and_its_field_says_so(at_work):
    row = bring(at_work, ("aviso.jpg", PICTURE))["aviso.jpg"]
    answer = post_json(at_work, f"{MANY}crear/", items=[row["pk"]])
    assert answer.status_code == 400
    assert "dependencia" in answer.json()["errors"]["department"][0]
    assert not Piece.objects.exists()


@pytest.mark.django_db
def test_what_is_in_common_is_kept_as_it_is_typed_and_errors_are_told_by_field(at_work, designer, department):
    answer = say_in_common(at_work, department, rights_from="2026-05-01", rights_until="2026-01-01")
    assert list(answer.json()["errors"]) == ["rights_until"]
    assert UploadBatch.objects.get(user=designer).department == department


@pytest.mark.django_db
def test_the_pieces_are_laid_in_the_collection_that_was_chosen(at_work, designer, department):
    rows = bring(at_work, ("uno.jpg", PICTURE), ("dos.jpg", factories.picture_bytes(1200, 628, (9, 9, 9))))
    collection = PieceCollection.objects.create(name="Campaña del agua", owner=designer)
    assert say_in_common(at_work, department, collection=collection.pk).json()["errors"] == {}
    post_json(at_work, f"{MANY}crear/", items=[row["pk"] for row in rows.values()])
    assert list(collection.places.values_list("piece__title", flat=True)) == ["Uno", "Dos"]
    # A collection that is gone leaves the list as it was.
    collection.delete()
    assert UploadBatch.objects.get(user=designer).collection is None


@pytest.mark.django_db
def test_nobody_lays_pieces_in_the_collection_of_another(at_work, designer, department, editor):
    theirs = PieceCollection.objects.create(name="Afiches", owner=editor, is_shared=True)
    assert list(say_in_common(at_work, department, collection=theirs.pk).json()["errors"]) == ["collection"]
    assert UploadBatch.objects.get(user=designer).collection is None
    assert "Afiches" not in at_work.get(MANY).content.decode()


@pytest.mark.django_db
def test_taking_a_file_off_the_list_frees_its_room(at_work):
    row = bring(at_work, ("aviso.jpg", PICTURE))["aviso.jpg"]
    assert change(at_work, row, act="remove").json() == {"removed": row["pk"]}
    assert Upload.objects.get().state == "gone"
    assert not UploadItem.objects.exists()


@pytest.mark.django_db
def test_nobody_sees_or_changes_the_list_of_another(at_work):
    row = bring(at_work, ("aviso.jpg", PICTURE))["aviso.jpg"]
    other = Client()
    other.force_login(factories.UserFactory(role="Diseño"))
    assert other.get(f"{MANY}estado/").json() == {"items": []}
    assert change(other, row, act="remove").status_code == 404
    assert post_json(other, f"{MANY}crear/", items=[row["pk"]]).status_code == 400
    assert UploadItem.objects.count() == 1


@pytest.mark.django_db
def test_who_may_not_make_pieces_does_not_open_the_screen(client, legal_reviewer):
    client.force_login(legal_reviewer)
    assert client.get(MANY).status_code in (302, 403)
    assert add(client, ("a.jpg", b"x")).status_code == 403


@pytest.mark.django_db
def test_two_hundred_files_cost_no_more_queries_than_two(at_work):
    def queries_of(act):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert act().status_code == 200
        return len(asked)

    few = [(f"a{n}.jpg", b"x" * (n + 1)) for n in range(2)]
    many = [(f"b{n}.jpg", b"x" * (n + 1)) for n in range(198)]
    at_work.get(MANY)
    adding, listing = queries_of(lambda: add(at_work, *few)), queries_of(lambda: at_work.get(MANY))
    asking = queries_of(lambda: at_work.get(f"{MANY}estado/"))
    assert queries_of(lambda: add(at_work, *many)) == adding
    assert queries_of(lambda: at_work.get(MANY)) == listing
    assert queries_of(lambda: at_work.get(f"{MANY}estado/")) == asking
    answer = add(at_work, ("uno-mas.jpg", b"x"))
    assert answer.status_code == 409
    assert "200 archivos" in answer.json()["message"]


# -- Titles and formats ------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("AFICHE_agua-50x70_v3_FINAL.pdf", "Afiche agua 50x70"),
        ("cuñaRadial30s.wav", "Cuña Radial30s"),
        ("EPM banner (2).jpg", "EPM banner"),
        ("final.pdf", "Final"),
        ("v2.mp4", "V2"),
        ("Comercial.de.navidad copia.mov", "Comercial de navidad"),
        ("___.png", "___"),
        ("ñandú" * 50 + ".png", ("Ñandú" + "ñandú" * 49)[:160]),
    ],
)
def test_a_title_is_made_of_the_name_as_a_person_would(name, title):
    assert guessing.title_from(name) == title


def shaped(**measures):
    return FileFacts(mime="", extension="", kind="", **measures)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "facts", "code"),
    [
        ("a.pdf", shaped(page_width_mm=500, page_height_mm=700), "afiche-50x70"),
        ("a.pdf", shaped(page_width_mm=506, page_height_mm=706), "afiche-50x70"),
        ("a.pdf", shaped(page_width_mm=123, page_height_mm=45), None),
        ("a.jpg", shaped(width=1200, height=628, dpi=72), "banner-1200x628"),
        ("a.wav", shaped(duration=30.2), "cuna-30s"),
        ("a.wav", shaped(duration=33), None),
        ("a.txt", shaped(), None),
    ],
)
def test_a_format_is_guessed_where_one_alone_fits(name, facts, code):
    found = guessing.format_for(name, facts, PieceFormat.objects.filter(is_active=True))
    assert (found.code if found else None) == code


@pytest.mark.django_db
def test_two_formats_that_fit_alike_are_a_question():
    twin = PieceFormat.objects.get(code="banner-1200x628")
    twin.pk, twin.code = None, "otro-igual"
    twin.save()
    facts = shaped(width=1200, height=628)
    assert guessing.format_for("a.jpg", facts, PieceFormat.objects.filter(is_active=True)) is None
    assert batches.MOST_FILES == 200
