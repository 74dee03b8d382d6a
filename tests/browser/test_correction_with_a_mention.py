"""What was published is corrected in the open: a colleague is asked by name, two offices approve, readers see what changed."""

import pytest
from playwright.sync_api import expect

from editorial.models import Notice, NoticeEvent
from tests import factories
from tests.browser import editing

pytestmark = pytest.mark.browser

HEADLINE = "La educación abre tres mil cupos"


def mention(page, field, text):
    """Comment on a field of the editor."""
    page.get_by_role("button", name="Alternar comentarios").first.click()
    page.locator(f"[data-contentpath={field}]").hover()
    page.locator(f"[data-contentpath={field}] [data-comment-add]").click()
    # What is typed by keys goes elsewhere when the editor, saving by itself, takes the focus.
    page.locator("#comments").get_by_role("textbox").last.fill(text)
    # The comment still moves to its place beside the field: a click could end where the button no longer is.
    page.locator("#comments").get_by_role("button", name="Comentar").press("Enter")
    expect(page.locator("[name=comments-0-text]")).to_have_value(text)


def test_a_correction_goes_through_the_chain_and_is_told_to_readers(
    sign_in, browser_page, queue, home, editor, style_reviewer, approver
):
    bulletin = factories.bulletin(user=editor, title=HEADLINE, lead_text="Abren el martes.")
    writer, style, director = (sign_in(person) for person in (editor, style_reviewer, approver))

    writer.goto(f"/admin/pages/{bulletin.pk}/edit/")
    writer.get_by_role("textbox", name="Entradilla").fill("Abren el lunes.")
    mention(writer, "lead_text", "¿Confirma el día, @approver?")
    writer.get_by_role("tab", name="Prensa").click()
    writer.locator("[id=id_corrections-ADD]").click()
    writer.locator("[name=corrections-0-text]").fill("Decía martes: es el lunes.")
    editing.submit(writer)
    notice = Notice.objects.get(event=NoticeEvent.MENTION)
    assert notice.recipient == approver

    director.goto("/admin/avisos/")
    director.get_by_role("link", name=HEADLINE).first.click()
    director.wait_for_url("**/edit/**")

    editing.open_from_desk(style, HEADLINE)
    editing.approve(style)
    browser_page.goto(bulletin.url)
    expect(browser_page.get_by_role("article").first).to_contain_text("Abren el martes.")
    editing.open_from_desk(director, HEADLINE)
    editing.approve(director)
    queue()

    browser_page.goto(bulletin.url)
    story = browser_page.get_by_role("article").first
    expect(story).to_contain_text("Abren el lunes.")
    expect(story).to_contain_text("Decía martes: es el lunes.")
    assert "Decía martes: es el lunes." in browser_page.request.get("/boletines/feed.xml").text()
