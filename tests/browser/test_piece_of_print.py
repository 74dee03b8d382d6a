"""A designer brings the final art of a poster and sees what was made of it."""

import pytest
from playwright.sync_api import expect

from media_assets.models import Piece, PieceFormat
from media_assets.typesetting import typeset_print
from tests import factories
from tests.browser import editing
from tests.media_assets.test_typesetting import campaign

pytestmark = pytest.mark.browser


def fill_in(page, department):
    """The form of a new poster, but for its file."""
    page.get_by_role("link", name="Pieza nueva: Impresos").click()
    page.locator("[name=title]").fill("Afiche: la calle es de todos")
    page.locator("select[name=format]").select_option(str(PieceFormat.objects.get(code="afiche-50x70").pk))
    page.locator("select[name=department]").select_option(label=department.name)


def file_of(name, content, mime="application/pdf"):
    return {"name": name, "mimeType": mime, "buffer": content}


def test_a_designer_uploads_a_poster_and_sees_its_preview(sign_in, queue, home, designer):
    page = sign_in(designer)
    fill_in(page, factories.DepartmentFactory())
    art = typeset_print("afiche", campaign())
    page.locator("input[name=master_file]").set_input_files(file_of("afiche final.pdf", art))
    editing.save_draft(page)
    assert Piece.objects.get().versions.count() == 1
    queue()
    page.get_by_role("tab", name="Archivo y versiones").click()
    version = page.get_by_role("article").filter(has_text="Versión 1")
    likeness = version.locator("img").first
    expect(likeness).to_be_visible()
    page.wait_for_function("image => image.complete && image.naturalWidth > 100", arg=likeness.element_handle())
    expect(version).to_contain_text("afiche final.pdf")


def test_a_bad_file_is_refused_at_its_field_and_nothing_typed_is_lost(sign_in, home, designer):
    page = sign_in(designer)
    department = factories.DepartmentFactory()
    fill_in(page, department)
    page.get_by_role("textbox", name="Descripción").fill("Para los paraderos")
    page.locator("input[name=master_file]").set_input_files(file_of("afiche.pdf", b"no soy un PDF"))
    page.get_by_role("button", name="Guardar borrador").click()
    field = page.locator("[id*=master_file-section], [data-contentpath=master_file]").first
    expect(field.locator(".error-message")).to_contain_text("El nombre dice «pdf»")
    expect(page.locator("[name=title]")).to_have_value("Afiche: la calle es de todos")
    expect(page.get_by_role("textbox", name="Descripción")).to_have_value("Para los paraderos")
    expect(page.locator("select[name=department] option:checked")).to_have_text(department.name)
    assert not Piece.objects.exists()
