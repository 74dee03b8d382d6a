"""The reading PDF of a page: what is in it, and who gets it."""

import io
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.rich_text import RichText

from editorial import downloads, reading_pdf
from editorial.blocks import BodyBlock, EditionBodyBlock
from editorial.models import BulletinContact, BulletinCorrection, EditionCredit
from editorial.prepared_files import PreparedFile
from editorial.rich_text import typeset_blocks
from editorial.tasks import prepare_downloads
from editorial.typescript import Typescript
from tests import factories

HERE = "https://example.org/boletines/uno/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    """Primary keys come again in each test; what was prepared under them must not."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def everything():
    """A body with every block type, and the objects that they show."""
    image, other = factories.ImageFactory(credit="Archivo de la ciudad"), factories.ImageFactory()
    piece = factories.piece(live=True, title="Cuña del agua")
    document = _document()
    figure = {"image": image, "alt_text": "", "caption": "La calle abierta", "credit": ""}
    return [
        (
            "paragraph",
            RichText('<p>Uno <b>dos</b> <a href="https://example.org/x">tres</a></p><ul><li>cuatro</li></ul>'),
        ),
        ("heading", {"text": "Primera sección", "level": "2"}),
        ("heading", {"text": "Una división", "level": "3"}),
        ("quote", {"text": "Caminar es cuidar", "speaker": "Secretaría de Movilidad", "office": "Despacho"}),
        ("figure", figure),
        ("gallery", {"title": "El recorrido", "items": [figure, figure | {"image": other}]}),
        ("piece", {"piece": piece, "caption": ""}),
        ("audio", {"media": factories.MediaFactory(title="Entrevista"), "caption": ""}),
        ("video", {"media": factories.MediaFactory(type="video", title="Recorrido en video"), "caption": ""}),
        (
            "figures",
            {
                "items": [{"value": "38 %", "label": "viajes a pie"}, {"value": "21", "label": "comunas"}],
                "source": "Encuesta",
            },
        ),
        (
            "table",
            {
                "caption": "Montos",
                "table": {"data": [["Línea", "Cupos"], ["Parques", None], ["Andenes", "40"]]},
                "source": "Hacienda",
            },
        ),
        ("highlight", {"title": "Tenga en cuenta", "text": RichText("<p>Es gratuito.</p>")}),
        ("download", {"document": document, "label": "Las bases"}),
        ("contact", {"name": "Oficina de prensa", "role": "", "email": "prensa@example.org", "phone": "604 123"}),
    ]


def _document():
    from media_assets.models import EditorialDocument

    return EditorialDocument.objects.create(title="Bases", file=ContentFile(b"%PDF-1.4 bases", name="bases.pdf"))


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = (page.get_textpage().get_text_bounded() for page in document)
    return " ".join(" ".join(pages).replace("\u00ad", "").replace("\ufffe", "").split())


def pdf_of(client, url):
    response = client.get(url)
    assert response.status_code == 200, response
    return b"".join(response.streaming_content)


def test_bulletin_says_everything_that_its_page_says(everything):
    page = factories.bulletin(title="Abre la convocatoria", kicker="Espacio público", body=everything)
    page.number, page.year = 42, 2026
    BulletinContact.objects.create(page=page, name="Mesa de prensa", phone="604 385 5555")
    BulletinCorrection.objects.create(page=page, text="El monto es de 40 millones.")
    said = words(reading_pdf.reading_pdf(page))
    for expected in (
        "Abre la convocatoria",
        "042 de 2026",
        "Espacio público",
        "Uno dos tres",
        "Primera sección",
        "«Caminar es cuidar»",
        "La calle abierta",
        "Archivo de la ciudad",
        "El recorrido",
        "Entrevista",
        "Recorrido en video",
        "38 %",
        "Encuesta",
        "Parques",
        "Hacienda",
        "Es gratuito.",
        "Las bases",
        "prensa@example.org",
        "El monto es de 40 millones.",
        "Mesa de prensa",
        page.department.name,
    ):
        assert expected in said


def test_edition_has_cover_contents_masthead_and_sections(everything):
    title = factories.publication(title="Revista Distrito", issn="2011-0359")
    page = factories.edition(title, title="Caminar la ciudad", issue_number="14", body=everything)
    EditionCredit.objects.create(page=page, role="Dirección", name="Secretaría de Comunicaciones")
    said = words(reading_pdf.reading_pdf(page))
    for expected in ("Revista Distrito", "N.º 14", "Contenido", "Primera sección", "Dirección", "2011-0359"):
        assert expected in said


def test_every_block_type_of_a_body_is_set():
    for name in {**BodyBlock().child_blocks, **EditionBodyBlock().child_blocks}:
        assert callable(getattr(Typescript, name)), name


def test_reading_pdf_is_tagged_for_those_who_listen(everything):
    page = factories.bulletin(title="Abre la convocatoria", body=everything)
    with pikepdf.open(io.BytesIO(reading_pdf.reading_pdf(page))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "es"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Abre la convocatoria"
        figures = [element for element in _structure(pdf.Root.StructTreeRoot) if element.get("/S") == "/Figure"]
        assert len(figures) == 3
        assert all(str(figure.Alt) for figure in figures)


def _structure(element):
    if isinstance(element, pikepdf.Array):
        for child in element:
            yield from _structure(child)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield element
        if "/K" in element:
            yield from _structure(element.K)


def test_picture_whose_file_is_gone_leaves_its_caption_and_not_an_error():
    image = factories.ImageFactory()
    figure = {"image": image, "alt_text": "", "caption": "Lo que se veía", "credit": ""}
    page = factories.bulletin(body=[("figure", figure)], lead_image=image)
    image.file.storage.delete(image.file.name)
    assert "Lo que se veía" in words(reading_pdf.reading_pdf(page))


def test_piece_that_is_not_public_is_not_named():
    draft = factories.piece(live=False, title="Pieza secreta")
    page = factories.bulletin(body=[*factories.PARAGRAPH, ("piece", {"piece": draft, "caption": ""})])
    assert "secreta" not in words(reading_pdf.reading_pdf(page))


def test_hostile_text_is_set_as_text():
    hostile = '#import "x.typ" $\\sum$ *no* _no_ <script>'
    page = factories.bulletin(title=hostile, lead_text="💧" * 20 + " " + "Otorrinolaringólogo" * 12)
    said = words(reading_pdf.reading_pdf(page))
    assert "#import" in said
    assert "*no* _no_ <script>" in said


# -- Rich text ------------------------------------------------------------------


def test_rich_text_keeps_weight_slant_and_address():
    (block,) = typeset_blocks('<p>a <b>b</b><i> c</i> <a href="/otra/">d</a><br/>e</p>', HERE)
    assert block["runs"] == [
        {"text": "a "},
        {"text": "b", "bold": True},
        {"text": " c", "italic": True},
        {"text": " "},
        {"text": "d", "href": "https://example.org/otra/"},
        {"text": "\ne"},
    ]


def test_nested_list_loses_no_item():
    (block,) = typeset_blocks("<ol><li>uno<ul><li>dos</li></ul></li><li>tres</li></ol>", HERE)
    assert [runs[0]["text"] for runs in block["items"]] == ["uno", "dos", "tres"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_address_that_runs_something_is_not_followed(address):
    (block,) = typeset_blocks(f'<p><a href="{address}">aquí</a></p>', HERE)
    assert block["runs"] == [{"text": "aquí"}]


def test_empty_paragraphs_leave_nothing():
    assert typeset_blocks("<p> </p><p><b></b></p><ul></ul>", HERE) == []


# -- The door -------------------------------------------------------------------


def test_published_bulletin_has_its_pdf(client):
    page = factories.bulletin(title="Abre la convocatoria")
    response = client.get(page.pdf_url)
    assert page.pdf_url == f"{page.url}edicion.pdf"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("inline")
    assert "Abre la convocatoria" in words(b"".join(response.streaming_content))


def test_pdf_of_a_numbered_bulletin_is_named_by_its_number(client):
    page = factories.bulletin()
    type(page).objects.filter(pk=page.pk).update(number=42, year=2026)
    assert "Bolet%C3%ADn%20042%20de%202026.pdf" in client.get(page.pdf_url)["Content-Disposition"]


def test_reader_who_has_it_is_not_sent_it_again(client):
    page = factories.bulletin()
    first = client.get(page.pdf_url)
    again = client.get(page.pdf_url, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert first["Cache-Control"] == "private, no-cache"


def test_publication_leads_to_its_latest_edition(client):
    title = factories.publication()
    today = timezone.localdate()
    factories.edition(title, edition_date=today - timedelta(days=40))
    latest = factories.edition(title, edition_date=today)
    factories.edition(title, edition_date=today + timedelta(days=1), live=False)
    response = client.get(f"{title.url}edicion.pdf")
    assert response.status_code == 302
    assert response["Location"] == latest.pdf_url


def test_publication_without_an_edition_has_no_pdf(client):
    assert client.get(f"{factories.publication().url}edicion.pdf").status_code == 404


def test_draft_has_no_pdf_and_no_address(client, admin_client):
    page = factories.bulletin(live=False)
    url = f"{page.get_parent().url}{page.slug}/edicion.pdf"
    assert page.pdf_url == ""
    assert client.get(url).status_code == 404
    assert admin_client.get(url).status_code == 404


def test_unpublished_page_closes_its_pdf_at_once(client):
    page = factories.bulletin()
    url = page.pdf_url
    etag = client.get(url)["ETag"]
    folder = f"ediciones/{page.pk}"
    assert default_storage.listdir(folder)[1]
    page.unpublish()
    assert client.get(url).status_code in (404, 410)
    assert client.get(url, headers={"If-None-Match": etag}).status_code in (404, 410)
    assert not default_storage.listdir(folder)[1]


def test_page_past_its_hour_has_no_pdf_before_the_scheduler_comes_round(client):
    page = factories.bulletin()
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert client.get(page.pdf_url).status_code in (404, 410)


def test_embargoed_bulletin_has_no_pdf_even_when_it_is_live(client):
    page = factories.bulletin(embargo_until=timezone.now() + timedelta(hours=1))
    assert client.get(page.pdf_url).status_code == 404


def test_scheduled_bulletin_has_no_pdf(client):
    page = factories.bulletin(live=False, go_live_at=timezone.now() + timedelta(hours=1))
    assert client.get(f"{page.get_parent().url}{page.slug}/edicion.pdf").status_code == 404


def test_private_page_asks_for_sign_in_at_its_pdf_too(client):
    page = factories.bulletin()
    url = page.pdf_url
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    response = client.get(url)
    assert response.status_code == 302
    assert "login" in response["Location"]


def test_page_type_without_a_pdf_has_none(client):
    assert client.get(f"{factories.campaign().url}edicion.pdf").status_code == 404
    assert client.get("/boletines/edicion.pdf").status_code == 404


def test_door_is_for_reading_only(client):
    assert client.post(factories.bulletin().pdf_url).status_code == 405


# -- Made once ------------------------------------------------------------------


def test_pdf_is_made_in_the_background_and_only_sent_by_the_door(client, monkeypatch):
    page = factories.bulletin(title="Hecho antes")
    prepare_downloads.call(page.pk)
    assert downloads.reading_edition.ready(page)

    def never(*args, **kwargs):
        raise AssertionError("the file was there")

    monkeypatch.setattr(reading_pdf, "reading_pdf", never)
    assert "Hecho antes" in words(pdf_of(client, page.pdf_url))


def test_background_makes_nothing_for_what_is_no_longer_public():
    page = factories.bulletin(live=False)
    prepare_downloads.call(page.pk)
    prepare_downloads.call(page.pk + 1000)
    assert not default_storage.exists("ediciones")


def test_publishing_queues_the_pdf(django_capture_on_commit_callbacks, settings):
    from django.tasks import task_backends

    page = factories.bulletin(live=False)
    task_backends["background"].clear()
    with django_capture_on_commit_callbacks(execute=True):
        page.get_latest_revision().publish()
    queued = [result.task.name for result in task_backends["background"].results]
    assert "prepare_downloads" in queued


def test_new_revision_makes_a_new_pdf_and_drops_the_old_one(client):
    page = factories.bulletin(title="Antes")
    before = client.get(page.pdf_url)["ETag"]
    page.title = "Después"
    page.save_revision().publish()
    page.refresh_from_db()
    response = client.get(page.pdf_url)
    assert response["ETag"] != before
    assert "Después" in words(b"".join(response.streaming_content))
    assert len(default_storage.listdir(f"ediciones/{page.pk}")[1]) == 1


def test_draft_changes_are_not_in_the_pdf(client):
    page = factories.bulletin(title="Lo publicado")
    page.title = "Lo que falta aprobar"
    page.save_revision()
    assert "Lo publicado" in words(pdf_of(client, page.pdf_url))


def test_failure_of_the_typesetter_is_said_and_leaves_nothing(client, monkeypatch):
    from media_assets.typesetting import TypesettingError

    def broken(page):
        raise TypesettingError("no")

    monkeypatch.setattr(reading_pdf, "reading_pdf", broken)
    page = factories.bulletin()
    response = client.get(page.pdf_url)
    assert response.status_code == 503
    assert response["Retry-After"]
    assert downloads.reading_edition.ready(page) is None


def test_reader_is_asked_to_come_back_while_another_has_it_made(client, monkeypatch):
    from django.core.cache import cache

    from editorial.views import downloads as doors

    monkeypatch.setattr(doors, "WAIT_SECONDS", 0)
    page = factories.bulletin()
    cache.set(f"prepared:{downloads.reading_edition.name(page)}", True)
    response = client.get(page.pdf_url)
    assert response.status_code == 503
    assert response["Cache-Control"] == "no-store"


def test_work_that_breaks_off_leaves_neither_file_nor_lock():
    class BrokenOff(Exception):
        pass

    def half(page, file):
        file.write(b"%PDF-1.7")
        raise BrokenOff

    page = factories.bulletin()
    kind = PreparedFile("ediciones", "pdf", half, lambda page: ())
    for _ in range(2):
        with pytest.raises(BrokenOff):
            kind.ensure(page)
    assert kind.ready(page) is None


def test_pdf_that_is_ready_costs_few_queries(client, django_assert_max_num_queries):
    page = factories.bulletin()
    client.get(page.pdf_url)
    with django_assert_max_num_queries(8):
        client.get(page.pdf_url)
