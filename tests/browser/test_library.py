"""A designer finds, selects and changes many pieces without leaving the keyboard; every screen of it is accessible."""

import re

import pytest
from playwright.sync_api import expect

from media_assets.library import collections
from media_assets.models import (
    ColourFamily,
    DerivativeJob,
    Piece,
    PieceCollection,
    PieceColour,
    Recipe,
    SavedSearch,
)
from tests import factories
from tests.browser.conftest import PHONE
from tests.browser.test_accessibility import OF_WAGTAIL, faults_of
from tests.media_assets.factories import add_version, published_piece

pytestmark = pytest.mark.browser
#: Keys enough to pass every control before the one that is wanted.
MANY_KEYS = 80


def walk_to(page, locator):
    """Press Tab until the control has the focus."""
    for _n in range(MANY_KEYS):
        if locator.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not reach it")


@pytest.fixture
def shelf(home, designer):
    """Drafts and published pieces in two channels, with colours."""
    pieces = [factories.piece("radio", user=designer, title=f"Cuña {n}") for n in range(3)]
    pieces += [published_piece(title=f"Banner {n}") for n in range(3)]
    for piece, family in zip(pieces, ColourFamily.values, strict=False):
        PieceColour.objects.create(version=piece.current_version or add_version(piece), family=family, share=50)
    return pieces


def test_pieces_are_selected_in_the_grid_and_edited_with_the_keyboard(sign_in, shelf, designer):
    page = sign_in(designer)
    page.goto("/admin/piezas/?channel=radio")
    boxes = page.get_by_role("checkbox", name="Seleccionar", exact=True)
    expect(boxes).to_have_count(3)
    for n in range(2):
        walk_to(page, boxes.nth(n))
        page.keyboard.press("Space")
        expect(boxes.nth(n)).to_be_checked()
    foot = page.get_by_role("region", name="Acciones sobre varias piezas")
    expect(foot).to_contain_text("2 piezas seleccionadas")
    edit = foot.get_by_role("link", name="Editar las piezas seleccionadas")
    walk_to(page, edit)
    page.keyboard.press("Enter")
    page.wait_for_url("**/bulk/media_assets/piece/edit/**")
    expect(page.get_by_role("heading", name="2 piezas")).to_be_visible()
    licence = page.get_by_label("Licencia")
    walk_to(page, licence)
    licence.select_option("cc0")
    page.get_by_role("button", name="Guardar los borradores").press("Enter")
    page.wait_for_url("**/admin/piezas/?channel=radio")
    expect(page.get_by_text("2 piezas tienen un borrador nuevo.")).to_be_visible()
    assert Piece.objects.filter(licence="cc0").count() == 2


def test_all_of_a_listing_is_selected_though_one_page_is_seen(sign_in, home, designer):
    for n in range(30):
        factories.piece("radio", user=designer, title=f"Cuña {n}")
    factories.piece("web", user=designer, title="Banner")
    page = sign_in(designer)
    page.goto("/admin/piezas/")
    page.get_by_role("link", name="Radio 30").first.click()
    expect(page.locator(".rot-chosen__sum")).to_have_text("30 piezas")
    boxes = page.get_by_role("checkbox", name="Seleccionar", exact=True)
    boxes.first.check()
    page.get_by_role("checkbox", name="Seleccionar todo").first.check()
    page.get_by_role("button", name="Seleccionar las 30 piezas del listado").click()
    foot = page.get_by_role("region", name="Acciones sobre varias piezas")
    expect(foot).to_contain_text("Seleccionadas todas las piezas del listado")
    foot.get_by_role("link", name="Editar las piezas seleccionadas").click()
    expect(page.get_by_role("heading", name="30 piezas")).to_be_visible()


def test_a_facet_narrows_in_place_keeps_the_focus_and_is_an_address(sign_in, shelf, designer):
    page = sign_in(designer)
    page.goto("/admin/piezas/?q=banner")
    facets = page.get_by_role("complementary", name="Filtrar la biblioteca")
    choice = facets.get_by_role("link", name="Publicada 3")
    walk_to(page, choice)
    page.keyboard.press("Enter")
    chosen = facets.locator("a[aria-current=true]", has_text="Publicada")
    expect(chosen).to_be_focused()
    assert "state=published" in page.url
    assert "q=banner" in page.url
    page.locator("#id_q").fill("")
    page.wait_for_url(lambda url: "q=banner" not in url)
    assert "state=published" in page.url
    page.get_by_role("link", name="Quitar el filtro: Estado: Publicada").click()
    expect(page.locator(".rot-card")).to_have_count(6)
    assert "state" not in page.url


def test_each_facet_is_a_step_that_back_and_forward_walk(sign_in, shelf, designer):
    page = sign_in(designer)
    page.goto("/admin/piezas/?q=banner")
    page.get_by_role("link", name="Publicada 3").click()
    chosen = page.locator(".rot-facets a[aria-current=true]", has_text="Publicada")
    expect(chosen).to_be_visible()
    page.locator("#id_q").fill("")
    expect(page).not_to_have_url(re.compile("q=banner"))
    page.go_back()
    expect(chosen).to_have_count(0)
    expect(page.locator("#id_q")).to_have_value("banner")
    page.go_forward()
    expect(chosen).to_be_visible()
    expect(page.locator("#id_q")).to_have_value("")


def test_on_a_telephone_the_facets_are_folded_away_until_they_are_wanted(sign_in, shelf, designer):
    page = sign_in(designer, PHONE)
    page.goto("/admin/piezas/")
    facets = page.get_by_role("complementary", name="Filtrar la biblioteca")
    choice = facets.get_by_role("link", name="Publicada 3")
    expect(choice).to_be_hidden()
    facets.get_by_text("Filtros y búsquedas guardadas").click()
    choice.click()
    expect(page.locator(".rot-card")).to_have_count(3)
    expect(facets.locator("a[aria-current=true]", has_text="Publicada")).to_be_visible()


def test_the_list_keeps_room_for_its_titles_on_a_telephone_and_shows_what_is_chosen(sign_in, shelf, designer):
    page = sign_in(designer, PHONE)
    page.goto("/admin/piezas/?layout=list")
    title = page.locator("td.title", has_text="Banner 0")
    assert title.bounding_box()["width"] >= 200
    box = page.get_by_role("checkbox", name="Seleccionar", exact=True).first
    assert box.evaluate("element => getComputedStyle(element).opacity") == "1"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_word_without_a_space_leaves_no_screen_of_a_piece(sign_in, home, designer):
    piece = factories.piece(user=designer, title="a" * 80)
    add_version(piece)
    page = sign_in(designer, PHONE)
    for address in (f"/admin/piezas/{piece.pk}/consentimientos/nuevo/", f"/admin/piezas/inspect/{piece.pk}/"):
        page.goto(address)
        ends = page.get_by_text("a" * 80, exact=True).evaluate_all("all => all.map((one) => one.scrollWidth)")
        assert ends
        assert max(ends) <= PHONE["width"], address


def test_who_cancels_a_derivative_with_the_keyboard_stays_where_they_were(sign_in, shelf, designer):
    job = DerivativeJob.objects.create(version=add_version(shelf[0]), recipe=Recipe.PROOF)
    shelf[0].current_version = job.version
    shelf[0].save_revision()
    page = sign_in(designer)
    page.goto(f"/admin/piezas/edit/{shelf[0].pk}/")
    page.get_by_role("tab", name="Archivo y versiones").click()
    page.get_by_role("button", name="Cancelar: Prueba en PDF").press("Enter")
    expect(page.get_by_role("button", name="Hacer de nuevo: Prueba en PDF")).to_be_focused()


def test_a_search_is_kept_and_found_again(sign_in, shelf, designer):
    page = sign_in(designer)
    page.goto("/admin/piezas/?channel=radio&state=draft")
    page.get_by_role("link", name="Guardar esta búsqueda").click()
    page.get_by_label("Nombre").fill("Cuñas en borrador")
    page.get_by_role("button", name="Guardar", exact=True).click()
    page.goto("/admin/piezas/")
    page.get_by_role("link", name="Cuñas en borrador").click()
    expect(page.locator(".rot-card")).to_have_count(3)


def test_the_screens_of_the_library_are_accessible(sign_in, shelf, designer, editor):
    for owner, is_shared in ((designer, False), (editor, True)):
        SavedSearch.objects.create(owner=owner, name=f"De {owner}", query="state=draft", is_shared=is_shared)
        collection = PieceCollection.objects.create(owner=owner, name=f"De {owner}", is_shared=is_shared)
        for piece in shelf:
            collections.put_in(collection, piece)
    own = PieceCollection.objects.get(owner=designer)
    PieceCollection.objects.create(owner=designer, name="Vacía")
    ids = "&".join(f"id={piece.pk}" for piece in shelf)
    page = sign_in(designer)
    addresses = [
        f"/admin/piezas/?state=draft&state=published&colour=red&collection={own.pk}",
        "/admin/piezas/?layout=list&rights=valid",
        "/admin/piezas/?q=nadaquecoincida",
        "/admin/busquedas-guardadas/",
        "/admin/busquedas-guardadas/nueva/?state=draft&q=agua",
        "/admin/colecciones/",
        f"/admin/colecciones/{own.pk}/",
        "/admin/colecciones/nueva/",
        f"/admin/colecciones/{own.pk}/eliminar/",
        f"/admin/bulk/media_assets/piece/edit/?{ids}",
        f"/admin/bulk/media_assets/piece/submit/?{ids}",
        f"/admin/bulk/media_assets/piece/collect/?{ids}",
    ]
    assert not (faults := faults_of(page, addresses, OF_WAGTAIL)), faults
