"""What people do in the editor, by the words that they read there."""

from playwright.sync_api import expect

#: Milliseconds; a condition that a busy machine has not met by then is not met.
PATIENCE = 45_000


def _succeeds(page):
    """Wait for the house to say that it did what was asked."""
    expect(page.locator(".messages .success").first).to_be_visible(timeout=PATIENCE)


def add_block(page, name):
    """Put a block at the end of the body; returns where it is filled in."""
    body = page.locator("#panel-child-texto-body-section")
    body.get_by_title("Insertar un bloque").last.click()
    page.get_by_role("option", name=name, exact=True).click()
    return body.locator("[data-streamfield-child]").last


def dialog(page):
    """The chooser or the question that is open."""
    return page.locator(".modal.in")


def choose(page, button, row):
    """Open a chooser and take the row of that name."""
    button.click()
    dialog(page).get_by_role("link", name=row).click()
    expect(dialog(page)).to_have_count(0)


def save_draft(page):
    page.get_by_role("button", name="Guardar borrador").click()
    _succeeds(page)


def submit(page):
    """Send what is in the editor to its chain of review."""
    page.get_by_role("button", name="Más acciones").click()
    page.locator("button[name=action-submit], button[name=action-restart-workflow]").first.click()
    _succeeds(page)


def approve(page):
    page.get_by_role("button", name="Más acciones").click()
    button = page.locator("[data-workflow-action-name=approve]").filter(has_not_text="comentario")
    asks = button.get_attribute("data-workflow-action-modal-url") is not None
    button.click()
    if asks:
        tick_and_send(page)
    _succeeds(page)


def tick_and_send(page):
    """Tick every point of the checklist and approve."""
    points = dialog(page).get_by_role("checkbox")
    points.first.wait_for()
    for point in points.all():
        point.check()
    dialog(page).locator("[type=submit]").click()


def ask_for_changes(page, comment):
    page.get_by_role("button", name="Más acciones").click()
    page.locator("[data-workflow-action-name=reject]").click()
    dialog(page).get_by_role("combobox").select_option(index=1)
    dialog(page).get_by_role("textbox").fill(comment)
    dialog(page).locator("[type=submit]").click()
    _succeeds(page)


def open_from_desk(page, title):
    """Open from the home of the admin what waits there."""
    page.goto("/admin/")
    page.get_by_role("main").get_by_role("link", name=title).first.click()
    page.wait_for_url("**/edit/**")
