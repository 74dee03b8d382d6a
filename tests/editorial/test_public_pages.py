"""What a reader gets, and what it costs: the pages of the reader's site and their queries."""

import datetime
import json

import pytest
from django.core.cache import caches
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from media_assets import renditions
from media_assets.models import DerivativeKind, EditorialDocument, EditorialImage, EditorialRendition, PieceDerivative
from tests import factories

pytestmark = pytest.mark.django_db

#: Queries of a page that the page cache does not hold, on a site that has served another one.
LIMIT = 12


def photograph(**fields):
    """An image with the sizes that readers get, as after its background work."""
    image = factories.ImageFactory(**fields)
    for spec in (*renditions.specs(width=image.width), *renditions.specs("card")):
        EditorialRendition.objects.create(
            image=image, filter_spec=spec, file=f"imagenes/{image.pk}.jpg", width=400, height=267, focal_point_key=""
        )
    return image


def everything(department):
    """A body with every kind of block that refers to something, twice."""
    images = [photograph() for _ in range(4)]
    media = factories.MediaFactory.create_batch(2)
    video = factories.MediaFactory(type="video")
    pieces = [published_piece(department=department) for _ in range(2)]
    documents = [
        EditorialDocument.objects.create(title="Anexo", file=factories.ContentFile(b"dato;1\n", name="anexo.csv"))
        for _ in range(2)
    ]
    once = [
        ("paragraph", "<p>La Administración Distrital abre la convocatoria el lunes.</p>"),
        ("heading", {"text": "Rutas y horarios", "level": "2"}),
        ("quote", {"text": "Caminar la ciudad es cuidarla.", "speaker": "Secretaría de Movilidad", "office": ""}),
        ("figures", {"items": [{"value": "21", "label": "comunas"}, {"value": "38 %", "label": "viajes a pie"}]}),
        ("table", {"caption": "Cupos", "table": {"data": [["Sede", "Cupos"], ["Centro", "120"]]}, "source": ""}),
        ("highlight", {"title": "Tenga en cuenta", "text": "<p>Es gratuita.</p>"}),
        ("contact", {"name": "Oficina de Prensa", "email": "prensa@rotativa.example"}),
        ("video", {"media": video}),
        ("gallery", {"title": "Miradas", "items": [{"image": images[2]}, {"image": images[3]}]}),
    ]
    twice = [
        block
        for k in range(2)
        for block in (
            ("figure", {"image": images[k], "caption": f"Figura {k}"}),
            ("audio", {"media": media[k]}),
            ("piece", {"piece": pieces[k]}),
            ("download", {"document": documents[k], "label": ""}),
        )
    ]
    return once + twice


def published_piece(**fields):
    piece = factories.piece("web", live=True, **fields)
    version = piece.versions.create(
        number=1,
        file=f"piezas/{piece.pk}/v1/aviso.png",
        original_name="aviso.png",
        mime="image/png",
        kind="image",
        size=1200,
        sha256="0" * 64,
        width=600,
        height=400,
    )
    PieceDerivative.objects.create(
        version=version, kind=DerivativeKind.PREVIEW, file="vistas/aviso.webp", mime="image/webp", width=600, height=400
    )
    piece.current_version = version
    piece.save()
    return piece


@pytest.fixture
def department():
    return factories.DepartmentFactory(name="Secretaría de Movilidad", slug="movilidad")


@pytest.fixture
def cold(client, django_assert_max_num_queries):
    """``cold(url)``: the page as the first reader gets it, within the limit of queries."""

    def get(url, limit=LIMIT, status=200):
        client.get("/privacidad/")
        caches["pages"].clear()
        with django_assert_max_num_queries(limit):
            response = client.get(url)
        assert response.status_code == status
        return response.content.decode()

    return get


@pytest.fixture
def full_bulletin(department):
    bulletin = factories.bulletin(
        title="Calles abiertas el domingo",
        kicker="Movilidad activa",
        department=department,
        lead_image=photograph(description="Una vía con personas que caminan"),
        topics=factories.TopicFactory.create_batch(3),
        body=everything(department),
    )
    bulletin.spokespersons.create(name="Secretaría de Movilidad", office="Despacho")
    bulletin.contacts.create(name="Oficina de Prensa", email="prensa@rotativa.example", phone="604 555 0100")
    bulletin.corrections.create(date=datetime.date(2026, 4, 1), text="Donde decía 120 debe decir 210.")
    bulletin.save()
    for _ in range(4):
        factories.bulletin(department=department)
    return bulletin


def test_full_bulletin_is_read_within_the_limit_of_queries(cold, full_bulletin):
    html = cold(full_bulletin.url)
    for text in (
        "Calles abiertas el domingo",
        "Movilidad activa",
        "Fe de erratas",
        "Donde decía 120",
        "Rutas y horarios",
    ):
        assert text in html
    assert html.count("Figura ") == 2


def test_full_edition_is_read_within_the_limit_of_queries(cold, department):
    title = factories.publication(title="Ladera", issn="2346-1233", department=department)
    edition = factories.edition(
        title="La ciudad a pie",
        parent=title,
        department=department,
        cover=photograph(),
        lead_image=photograph(),
        topics=factories.TopicFactory.create_batch(2),
        body=everything(department),
        trim_width_mm=210,
        trim_height_mm=270,
        legal_deposit="DL-118",
    )
    edition.credits.create(role="Fotografía", name="Secretaría de Comunicaciones")
    edition.save()
    html = cold(edition.url)
    for text in ("Ladera", "La ciudad a pie", "Rutas y horarios", 'href="#rutas-y-horarios"', "210 × 270 mm", "DL-118"):
        assert text in html


def test_full_standing_page_is_read_within_the_limit_of_queries(cold, home, department):
    from editorial.models import StandardPage

    page = StandardPage(title="Quiénes somos", slug="quienes-somos", body=everything(department))
    home.add_child(instance=page)
    assert "Quiénes somos" in cold(page.url)


def test_front_page_costs_the_same_however_much_there_is(cold, department):
    for _ in range(9):
        factories.bulletin(department=department, lead_image=photograph())
    for _ in range(3):
        factories.campaign(department=department, lead_image=photograph())
        factories.edition(department=department, cover=photograph())
        factories.episode(department=department, lead_image=photograph())
    cold("/")


def test_front_page_opens_with_the_chosen_story(client, home, department):
    chosen = factories.bulletin(title="La elegida", department=department)
    newer = factories.bulletin(title="La más nueva", department=department, lead_image=photograph())
    home.lead_story = chosen
    home.save()
    response = client.get("/")
    assert response.context["lead_story"] == chosen
    assert newer in response.context["bulletins"]


def test_front_page_opens_with_the_newest_photograph_when_nobody_chose(client, department):
    pictured = factories.bulletin(department=department, lead_image=photograph())
    factories.bulletin(department=department)
    assert client.get("/").context["lead_story"] == pictured


def test_empty_front_page_says_so(client):
    assert "Aún no hay boletines" in client.get("/").content.decode()


def test_bulletin_listing_costs_the_same_however_much_there_is(cold, department):
    topic = factories.TopicFactory(slug="agua")
    for _ in range(14):
        factories.bulletin(department=department, lead_image=photograph(), topics=[topic])
    html = cold(f"/boletines/?anio={timezone.localdate().year}&tema=agua&dependencia=movilidad")
    assert html.count('class="card"') == 12
    assert "pagina=2" in html


def test_listing_tells_the_filters_in_force_and_how_to_leave_them(client, department):
    topic = factories.TopicFactory(name="Agua", slug="agua")
    wet = factories.bulletin(title="Llueve", department=department, topics=[topic])
    dry = factories.bulletin(title="Escampa", department=department)
    html = client.get("/boletines/?tema=agua&pagina=1").content.decode()
    assert wet.title in html
    assert dry.title not in html
    assert 'class="chip chip--on" href="?"' in html or 'class="chip chip--on" href="."' in html


def test_listing_ignores_filters_that_mean_nothing(client, department):
    bulletin = factories.bulletin(department=department)
    html = client.get("/boletines/?anio=ayer&mes=13&tema=%00nada&dependencia=ninguna&pagina=-4").content.decode()
    assert bulletin.title in html


def test_listing_without_answers_offers_everything(client, department):
    factories.bulletin(department=department)
    html = client.get("/boletines/?anio=1999").content.decode()
    assert "Nada responde a estos filtros" in html
    assert "Ver todo" in html


def test_publication_listing_shows_the_cover_of_the_newest_edition(cold, department):
    title = factories.publication(department=department)
    factories.edition(parent=title, cover=photograph(), edition_date=datetime.date(2025, 1, 1))
    newest = factories.edition(parent=title, cover=photograph(), edition_date=datetime.date(2026, 1, 1))
    for _ in range(5):
        factories.edition(cover=photograph())
    cold("/publicaciones/")
    from editorial.models import EditionPage

    assert list(EditionPage.objects.newest_of([title])) == [newest]


def test_publication_costs_the_same_however_many_editions(cold, department):
    title = factories.publication(department=department, topics=[factories.TopicFactory()])
    for _ in range(8):
        factories.edition(parent=title, cover=photograph())
    cold(title.url)


def test_piece_that_is_not_public_shows_nothing_to_readers(client, department):
    piece = published_piece(title="Aviso retirado", department=department)
    bulletin = factories.bulletin(department=department, body=[("piece", {"piece": piece, "caption": "Pie del aviso"})])
    assert "Pie del aviso" in client.get(bulletin.url).content.decode()
    piece.live = False
    piece.save()
    caches["pages"].clear()
    html = client.get(bulletin.url).content.decode()
    assert "Pie del aviso" not in html
    assert piece.title not in html


def test_block_whose_image_is_gone_leaves_the_page_standing(client, department):
    nobodys = EditorialImage.objects.aggregate(last=Max("pk"))["last"] or 0
    gone = [{"type": "figure", "value": {"image": nobodys + 1, "caption": "Se fue"}}]
    bulletin = factories.bulletin(department=department, body=json.dumps(gone))
    response = client.get(bulletin.url)
    assert response.status_code == 200
    assert "Se fue" not in response.content.decode()


@pytest.mark.parametrize("path", ["/boletines/no-existe/", "/no-existe/", "/boletines/no-existe/tampoco/"])
def test_address_of_nothing_gets_the_page_of_errors(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "fuera de registro" in response.content.decode()


def test_private_section_is_in_no_listing(client, department):
    from wagtail.models import PageViewRestriction

    bulletin = factories.bulletin(title="Solo adentro", department=department)
    PageViewRestriction.objects.create(page=bulletin, restriction_type=PageViewRestriction.LOGIN)
    assert "Solo adentro" not in client.get("/boletines/").content.decode()
    assert "Solo adentro" not in client.get("/").content.decode()


def test_navigation_changes_as_soon_as_the_office_renames_a_section(client, home):
    from wagtail.models import Page

    client.get("/")
    section = Page.objects.get(slug="boletines").specific
    section.title = "Comunicados"
    section.save_revision().publish()
    html = client.get("/").content.decode()
    assert ">Comunicados</a>" in html


def test_contacts_change_as_soon_as_the_office_saves_them(client):
    from wagtail.models import Site

    from cms.models import OfficeSettings

    client.get("/")
    office = OfficeSettings.for_site(Site.objects.get())
    office.press_email = "prensa@rotativa.example"
    office.save()
    caches["pages"].clear()
    assert "prensa@rotativa.example" in client.get("/").content.decode()


def test_every_page_has_one_main_heading_and_no_inline_style(client, full_bulletin):
    for url in ("/", "/boletines/", "/publicaciones/", "/accesibilidad/", full_bulletin.url, reverse("search")):
        html = client.get(url).content.decode()
        assert html.count("<h1") == 1, url
        assert " style=" not in html, url
        assert "<style" not in html, url
        assert 'lang="es"' in html, url
