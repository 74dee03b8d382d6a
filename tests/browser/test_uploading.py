"""A designer brings twenty files at once, and a film whose window is closed half way."""

import base64
import hashlib
import wave

import pytest
from django.core.files.storage import storages
from playwright.sync_api import expect

from media_assets import buckets
from media_assets.models import Piece, PieceFormat, Upload
from media_assets.uploading.tasks import look_after
from tests import factories
from tests.browser import editing
from tests.browser.accessibility import violations
from tests.browser.conftest import PHONE
from tests.media_assets import test_s3_storage

pytestmark = pytest.mark.browser

server, bucket = test_s3_storage.server, test_s3_storage.bucket

MANY = "/admin/piezas/subir/"
#: Milliseconds for twenty examinations, each in a process of its own.
PATIENCE = 120_000

DROP = """
(zone, files) => {
  const transfer = new DataTransfer();
  for (const { name, type, content } of files) {
    const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
    transfer.items.add(new File([bytes], name, { type, lastModified: 1700000000000 }));
  }
  zone.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
}
"""


def drop(page, files):
    """Let the files go over the zone, as a hand with a mouse does."""
    page.locator("[data-zone]").evaluate(
        DROP,
        [{"name": name, "type": kind, "content": base64.b64encode(content).decode()} for name, kind, content in files],
    )


def row(page, name):
    return page.locator(".rot-many__row").filter(has_text=name)


def banner(n):
    return factories.picture_bytes(1200, 628, (n * 9, 40, 90))


def test_twenty_files_are_dropped_one_is_bad_and_is_mended(sign_in, home, designer):
    department = factories.DepartmentFactory()
    page = sign_in(designer)
    page.goto(MANY)
    files = [(f"BANNER_agua_{n:02}_final.jpg", "image/jpeg", banner(n)) for n in range(19)]
    drop(page, [*files, ("banner_roto.jpg", "image/jpeg", banner(30)[:3000])])
    expect(page.locator(".rot-many__row")).to_have_count(20)
    expect(page.get_by_role("button", name="Crear 19 piezas")).to_be_enabled(timeout=PATIENCE)
    bad = row(page, "banner_roto.jpg")
    expect(bad).to_contain_text("cortado")
    # A picture of each file, and no row without words.
    expect(page.locator(".rot-many__thumb img").first).to_be_visible()
    assert violations(page) == []

    # After the window was closed the list is there.
    page.reload()
    expect(page.locator(".rot-many__row")).to_have_count(20)
    expect(row(page, "BANNER_agua_03_final.jpg").get_by_label("Título")).to_have_value("Banner agua 03")
    page.locator("select[name=department]").select_option(label=department.name)
    page.get_by_role("button", name="Crear 19 piezas").click()
    expect(page.get_by_text("Se crearon 19 piezas en borrador.").first).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".rot-many__row")).to_have_count(1)
    assert Piece.objects.count() == 19

    # The bad one is replaced by a good one, and what was written of it stays.
    bad.get_by_label("Título").fill("Banner mendado")
    bad.get_by_label("Título").blur()
    bad.locator("input[type=file]").set_input_files(
        {"name": "bueno.jpg", "mimeType": "image/jpeg", "buffer": banner(31)}
    )
    page.get_by_role("button", name="Crear 1 pieza").click(timeout=PATIENCE)
    expect(page.locator(".rot-many__row")).to_have_count(0, timeout=PATIENCE)
    assert Piece.objects.filter(title="Banner mendado", format__code="banner-1200x628").exists()


def test_the_list_works_by_keyboard_and_on_a_telephone(sign_in, home, designer):
    page = sign_in(designer, viewport=PHONE)
    page.goto(MANY)
    page.locator("#rot-many-choose").focus()
    page.locator("#rot-many-choose").set_input_files(
        [{"name": f"aviso_{n}.jpg", "mimeType": "image/jpeg", "buffer": banner(n)} for n in range(2)]
    )
    expect(page.get_by_role("button", name="Crear 2 piezas")).to_be_enabled(timeout=PATIENCE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) == []
    row(page, "aviso_0.jpg").get_by_role("button", name="Quitar").press("Enter")
    expect(page.locator(".rot-many__row")).to_have_count(1)
    # The focus is not lost with the row.
    expect(row(page, "aviso_1.jpg").get_by_role("button", name="Quitar")).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="se quitó de la lista")).to_have_count(1)
    # Saved without a department: its field says so and takes the focus.
    page.get_by_role("button", name="Crear 1 pieza").press("Enter")
    expect(page.locator("[data-common-field=department] [data-common-error]")).to_be_visible()
    expect(page.locator("select[name=department]")).to_be_focused()
    assert not Piece.objects.exists()


@pytest.fixture
def recording(tmp_path):
    """A sound file of twenty megabytes on the designer's disk: two parts."""
    path = tmp_path / "cuna entrevista.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(48000)
        sound.writeframes(bytes(20 * 1024 * 1024))
    return path


def fill_in(page, department):
    page.goto("/admin/piezas/add/?channel=radio")
    page.locator("[name=title]").fill("Entrevista larga")
    page.locator("select[name=format]").select_option(str(PieceFormat.objects.get(code="cuna-30s").pk))
    page.locator("select[name=department]").select_option(label=department.name)


def cut_off_after_the_first_part(page):
    """The line breaks with every part but the first, in every window; returns what mends it."""
    line = {"is cut": True}

    def handle(route):
        offset = route.request.headers.get("upload-offset", "0")
        if line["is cut"] and route.request.method == "PATCH" and offset != "0":
            route.abort()
        else:
            route.continue_()

    page.context.route("**/admin/cargas/**", handle)
    return lambda: line.update({"is cut": False})


def test_a_window_closed_half_way_is_opened_again_and_the_file_goes_on(sign_in, home, designer, recording):
    department = factories.DepartmentFactory()
    page = sign_in(designer)
    mend = cut_off_after_the_first_part(page)
    fill_in(page, department)
    page.locator("input[name=master_file]").set_input_files(recording)
    card = page.locator(".rot-upload__card")
    expect(card).to_contain_text("El sitio no responde", timeout=PATIENCE)
    expect(card).to_contain_text("Se vuelve a intentar")
    assert violations(page) == []
    there = Upload.objects.get()

    # The window is closed in the middle.
    context = page.context
    page.close(run_before_unload=False)
    mend()
    page = context.new_page()
    sent = []
    page.on("request", lambda request: request.method == "PATCH" and sent.append(request.headers["upload-offset"]))
    fill_in(page, department)
    held = []
    page.route("**/admin/cargas/abrir/", lambda route: held.append(route))
    page.locator("input[name=master_file]").set_input_files(recording)
    card = page.locator(".rot-upload__card")
    # Until the house has said what came before, nobody is told that it begins at nothing.
    expect(card).to_contain_text("Se averigua cuánto se había recibido ya")
    held[0].fallback()
    expect(card).to_contain_text("Recibido y revisado", timeout=PATIENCE)
    # Of the part that was tried when the window closed, some may have come as well.
    assert sent
    assert all(16 * 1024 * 1024 <= int(offset) < recording.stat().st_size for offset in sent)
    assert Upload.objects.get() == there
    editing.save_draft(page)
    version = Piece.objects.get().versions.get()
    assert version.original_name == recording.name
    assert version.sha256 == hashlib.sha256(recording.read_bytes()).hexdigest()


def test_an_upload_is_paused_resumed_and_cancelled_by_its_buttons(sign_in, home, designer, recording):
    page = sign_in(designer)
    cut_off_after_the_first_part(page)
    fill_in(page, factories.DepartmentFactory())
    page.locator("input[name=master_file]").set_input_files(recording)
    card = page.locator(".rot-upload__card")
    expect(card).to_contain_text("Se vuelve a intentar", timeout=PATIENCE)
    card.get_by_role("button", name="Pausar").press("Enter")
    expect(card).to_contain_text("En pausa")
    expect(card.get_by_role("button", name="Reanudar")).to_be_focused()
    card.get_by_role("button", name="Reanudar").press("Enter")
    expect(card).to_contain_text("Se vuelve a intentar", timeout=PATIENCE)
    # Saved too early, the form waits for its file and tells so; it may also go without it.
    page.get_by_role("button", name="Guardar borrador").click()
    expect(card.get_by_role("button", name="Guardar ya sin el archivo")).to_be_visible()
    assert not Piece.objects.exists()
    card.get_by_role("button", name="Cancelar la carga").press("Enter")
    expect(card).to_be_hidden()
    expect(page.locator("input[name=master_file]")).to_be_focused()
    editing.save_draft(page)
    assert not Piece.objects.get().versions.exists()
    assert Upload.objects.get().state == "gone"


@pytest.mark.s3
def test_a_recording_goes_from_the_browser_straight_into_the_bucket(
    sign_in, home, designer, recording, server, bucket, settings, live_server
):
    settings.ADMIN_CSP = settings.ADMIN_CSP | {"connect-src": ["'self'", server.endpoint]}
    buckets.prepare(storages["default"], storages["renditions"], live_server.url)
    page = sign_in(designer)
    sent = []
    page.on("request", lambda request: request.method == "PUT" and sent.append(request.url))
    fill_in(page, factories.DepartmentFactory())
    page.locator("input[name=master_file]").set_input_files(recording)
    card = page.locator(".rot-upload__card")
    expect(card).to_contain_text("Espera la revisión técnica", timeout=PATIENCE)
    assert len(sent) == 2
    assert all(url.startswith(server.endpoint) for url in sent)
    upload = Upload.objects.get()
    look_after.func(upload.pk)
    expect(card).to_contain_text("Recibido y revisado", timeout=PATIENCE)
    editing.save_draft(page)
    version = Piece.objects.get().versions.get()
    assert version.file.name == upload.stored_as
    assert version.sha256 == hashlib.sha256(recording.read_bytes()).hexdigest()
