"""A designer delivers a poster, and a printer without an account takes it."""

import zipfile

import pytest
from django.urls import reverse

from media_assets.models import Channel, Delivery
from tests.browser.accessibility import violations
from tests.browser.conftest import PHONE
from tests.media_assets.deliveries import out_piece

pytestmark = pytest.mark.browser


def faults(page):
    """What axe says of the page, wide and narrow, and whether it is wider than a telephone."""
    found = violations(page)
    page.set_viewport_size(PHONE)
    found += violations(page)
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > PHONE["width"]:
        found.append(f"the page is {wide} px wide")
    return found


def test_a_poster_goes_from_the_library_to_the_printer(sign_in, designer, queue, browser_page, tmp_path):
    poster = out_piece(Channel.PRINT, title="Afiche del río", user=designer)
    spot = out_piece(Channel.RADIO, title="Cuña del río", user=designer)
    office = sign_in(designer)
    office.goto(f"{reverse('delivery_add')}?pieza={poster.pk}&pieza={spot.pk}")
    office.get_by_label("Imprenta", exact=True).check()
    office.get_by_label("Nombre del destinatario").fill("Imprenta del Sur")
    office.get_by_role("button", name="Preparar el paquete").click()
    refusal = office.get_by_text("Este destinatario no recibe piezas de este canal: radio.").first
    refusal.wait_for()
    assert office.get_by_label("Nombre del destinatario").input_value() == "Imprenta del Sur"
    assert faults(office) == []

    office.get_by_label("Cuña del río").uncheck()
    office.get_by_role("button", name="Preparar el paquete").click()
    link = office.get_by_role("textbox", name="Enlace para el destinatario")
    link.wait_for()
    queue()
    office.get_by_text("Ver el paquete por dentro").wait_for()
    assert faults(office) == []

    browser_page.goto(link.input_value())
    assert faults(browser_page) == []
    with browser_page.expect_download() as download:
        browser_page.get_by_role("link", name="Descargar el paquete").click()
    path = tmp_path / "paquete.zip"
    download.value.save_as(path)
    assert zipfile.ZipFile(path).testzip() is None
    delivery = Delivery.objects.get()
    assert download.value.suggested_filename == delivery.filename
    assert delivery.takings.get().person == ""

    office.reload()
    office.get_by_text("Con el enlace").wait_for()
