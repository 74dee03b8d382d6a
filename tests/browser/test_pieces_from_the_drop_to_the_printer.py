"""A day of a designer: twenty files dropped at once, one of them bad; mended, approved by another, and sent to a printer."""

import hashlib
import io
import re
import zipfile

import pytest
from playwright.sync_api import expect

from media_assets.models import Delivery, Piece
from media_assets.typesetting import typeset_print
from tests import factories
from tests.browser import editing
from tests.media_assets import corpus
from tests.media_assets.test_typesetting import campaign

pytestmark = pytest.mark.browser

#: Milliseconds: twenty files are received and examined.
WHILE = 60_000
#: Gives the files of an input to the zone as somebody does who drops them.
DROP = """
(zone) => {
    const carried = new DataTransfer();
    for (const file of document.getElementById("carried").files) carried.items.add(file);
    for (const name of ["dragenter", "dragover", "drop"])
        zone.dispatchEvent(new DragEvent(name, { dataTransfer: carried, bubbles: true, cancelable: true }));
}
"""


def carry(page, files):
    """Drop files of the computer onto the screen of many files."""
    page.evaluate(
        """() => {
            const input = Object.assign(document.createElement("input"), { type: "file", multiple: true, id: "carried" });
            document.body.append(input);
        }"""
    )
    page.locator("#carried").set_input_files(files)
    page.locator("[data-zone]").evaluate(DROP)
    page.locator("#carried").evaluate("input => input.remove()")


def file(name, content, mime):
    return {"name": name, "mimeType": mime, "buffer": content}


def test_twenty_files_dropped_one_mended_approved_and_delivered(
    sign_in, browser_page, queue, home, designer, legal_reviewer, approver
):
    art = typeset_print("afiche", campaign())
    department = factories.DepartmentFactory()
    banners = [
        file(f"banner-{n:02d}.jpg", corpus.photograph(size=(1200, 628)), "image/jpeg") for n in range(1, 20)
    ]
    page = sign_in(designer)
    page.goto("/admin/piezas/")
    page.get_by_role("link", name="Subir varias").first.click()
    page.locator("select[name=department]").select_option(label=department.name)
    carry(page, [*banners, file("afiche_el-rio.pdf", art[: len(art) // 3], "application/pdf")])

    rows = page.locator("[data-list] > li")
    expect(rows).to_have_count(20, timeout=WHILE)
    bad = rows.filter(has_text="afiche_el-rio.pdf")
    expect(bad.locator("[data-words]")).to_contain_text("le falta el final", timeout=WHILE)
    create = page.locator("[data-create]")
    expect(create).to_contain_text("19", timeout=WHILE)

    bad.locator("[data-replace]").set_input_files(file("afiche_el-rio.pdf", art, "application/pdf"))
    expect(create).to_contain_text("20", timeout=WHILE)
    create.click()
    expect(page.locator("[data-done-list] > li")).to_have_count(20, timeout=WHILE)
    assert Piece.objects.count() == 20
    queue()

    poster = Piece.objects.get(channel="print")
    assert poster.title == "Afiche el rio"
    page.goto(f"/admin/piezas/edit/{poster.pk}/")
    page.get_by_role("tab", name="Derechos y accesibilidad").click()
    page.locator("[name=alt_text]").fill("Un río dibujado cruza el afiche de lado a lado.")
    editing.submit(page)

    # The direction looks at the design, the legal office at the rights, and the direction says the last word.
    director, lawyer = sign_in(approver), sign_in(legal_reviewer)
    for reviewer in (director, lawyer, director):
        editing.open_from_desk(reviewer, poster.title)
        editing.approve(reviewer)
    queue()
    poster.refresh_from_db()
    assert poster.live

    page.goto(f"/admin/piezas/edit/{poster.pk}/")
    page.get_by_role("button", name="Acciones", exact=True).click()
    page.get_by_role("link", name="Entregar").click()
    page.locator("[name=receiver_kind][value=printer]").check()
    page.locator("[name=receiver_name]").fill("Imprenta municipal")
    page.get_by_role("button", name="Preparar el paquete").click()
    page.wait_for_url(re.compile(r"/admin/entregas/\d+/"))
    queue()
    page.reload()
    link = page.locator(".rot-delivery__link input").input_value()

    # The printer has no account.
    browser_page.goto(link)
    expect(browser_page.get_by_role("main")).to_contain_text(poster.title)
    with browser_page.expect_download() as taken:
        browser_page.get_by_role("link", name="Descargar").first.click()
    package = zipfile.ZipFile(io.BytesIO(taken.value.path().read_bytes()))
    digests = {hashlib.sha256(package.read(name)).hexdigest() for name in package.namelist()}
    assert hashlib.sha256(art).hexdigest() in digests
    assert Delivery.objects.get().takings.count() == 1
