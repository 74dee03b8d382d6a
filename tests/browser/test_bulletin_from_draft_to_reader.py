"""A bulletin goes the whole way: drafted, returned, mended, approved by two offices, read by anybody."""

import re

import pytest
from playwright.sync_api import expect

from media_assets.models import Channel
from tests import factories
from tests.browser import editing
from tests.media_assets.factories import published_piece

pytestmark = pytest.mark.browser

HEADLINE = "La educación abre tres mil cupos"
SPOT = "Cuña de la convocatoria"


@pytest.fixture
def spot(home):
    return published_piece(Channel.RADIO, title=SPOT, transcript="Matricúlese hoy.")


def draft(page, department):
    """Write a bulletin with a photograph and a spot, as an editor does."""
    page.get_by_role("link", name="Boletín nuevo").click()
    page.wait_for_url("**/add/**")
    page.get_by_role("textbox", name="Titular").fill(HEADLINE)
    page.get_by_role("textbox", name="Entradilla").fill("Las inscripciones abren el lunes.")

    paragraph = editing.add_block(page, "Párrafo")
    paragraph.get_by_role("textbox").click()
    page.keyboard.type("Cada familia escoge el colejio más cercano.")

    figure = editing.add_block(page, "Figura")
    figure.get_by_role("button", name="Seleccionar una imagen").click()
    chooser = editing.dialog(page)
    chooser.get_by_role("tab", name="Subir").click()
    photograph = {"name": "aula.jpg", "mimeType": "image/jpeg", "buffer": factories.picture_bytes()}
    chooser.locator("input[type=file]").set_input_files(photograph)
    chooser.locator("[name$=-title]").fill("Un aula nueva")
    chooser.locator("[name$=-description]").fill("Un aula con pupitres de colores")
    chooser.locator("[name$=-credit]").fill("Archivo de la Secretaría")
    chooser.get_by_role("button", name="Subir").click()
    expect(editing.dialog(page)).to_have_count(0)

    piece = editing.add_block(page, "Pieza")
    editing.choose(page, piece.get_by_role("button", name="Seleccionar pieza"), SPOT)

    page.locator("select[name=department]").select_option(label=department.name)
    editing.submit(page)


def test_a_bulletin_is_drafted_returned_mended_approved_and_read(
    sign_in, browser_page, queue, spot, editor, style_reviewer, approver
):
    department = factories.DepartmentFactory(name="Secretaría de Educación")
    writer, style, director = (sign_in(person) for person in (editor, style_reviewer, approver))

    draft(writer, department)
    assert browser_page.goto("/boletines/").ok
    expect(browser_page.get_by_role("main")).not_to_contain_text(HEADLINE)

    editing.open_from_desk(style, HEADLINE)
    editing.ask_for_changes(style, "Se escribe «colegio».")

    editing.open_from_desk(writer, HEADLINE)
    expect(writer.get_by_text("Se escribe «colegio».").first).to_be_attached()
    words = writer.locator(".public-DraftEditor-content").first
    words.click()
    writer.keyboard.press("Control+A")
    writer.keyboard.type("Cada familia escoge el colegio más cercano.")
    # The editor hands over what was typed a moment later than the last key.
    expect(writer.locator("[name=body-0-value]")).to_have_value(re.compile("colegio"))
    editing.submit(writer)

    editing.open_from_desk(style, HEADLINE)
    editing.approve(style)
    editing.open_from_desk(director, HEADLINE)
    editing.approve(director)
    queue()

    browser_page.goto("/boletines/")
    browser_page.get_by_role("link", name=HEADLINE).click()
    expect(browser_page.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    story = browser_page.get_by_role("article").first
    expect(story).to_contain_text("colegio más cercano")
    expect(story.get_by_role("img", name="Un aula con pupitres de colores")).to_be_visible()
    expect(story).to_contain_text("Archivo de la Secretaría")
    expect(story.get_by_role("group", name=f"Reproductor: {SPOT}")).to_be_visible()
    address = "/boletines/la-educacion-abre-tres-mil-cupos/"
    assert browser_page.url.endswith(address)

    for words in ("educación cupos", "educacion cupos"):
        browser_page.goto(f"/buscar/?q={words}")
        expect(browser_page.get_by_role("main").get_by_role("link", name=HEADLINE)).to_have_attribute("href", address)
    feed = browser_page.request.get("/boletines/feed.xml").text()
    assert HEADLINE in feed
    assert address in feed

    director.goto("/admin/pages/search/?q=cupos")
    director.get_by_role("link", name=HEADLINE).first.click()
    director.goto(director.url.replace("/edit/", "/history/"))
    record = director.get_by_role("main")
    for person in (editor, style_reviewer, approver):
        expect(record.get_by_role("row").filter(has_text=person.username).first).to_be_visible()
