"""Readers of every kind: with the mouse, with the keyboard alone, without scripts; and a quiet console."""

import pytest
from playwright.sync_api import expect

from media_assets.models import Channel

pytestmark = pytest.mark.browser

WATCH = """
addEventListener('securitypolicyviolation', event =>
  console.error(`${event.violatedDirective} forbids ${event.blockedURI}`));
"""


def plays(page, recording):
    """Wait until the recording truly advances."""
    page.wait_for_function("recording => recording.currentTime > 0", arg=recording.element_handle())


def test_a_reader_finds_a_campaign_from_the_front_page_and_hears_its_spot(browser_page, newsroom):
    browser_page.goto("/")
    browser_page.get_by_role("link", name=newsroom.campaign.title).first.click()
    spot = browser_page.get_by_role("group", name=f"Reproductor: {newsroom.pieces[Channel.RADIO].title}")
    spot.get_by_role("button", name="Reproducir").click()
    plays(browser_page, browser_page.locator("audio").first)


def test_the_keyboard_alone_goes_from_the_front_page_to_the_spot(browser_page, newsroom):
    press, focused = browser_page.keyboard.press, browser_page.locator(":focus")

    def tab_to(target, most=120):
        wanted = target.element_handle()
        for _turn in range(most):
            press("Tab")
            if browser_page.evaluate("wanted => document.activeElement === wanted", wanted):
                return
        raise AssertionError(f"the keyboard does not reach {target}")

    browser_page.goto("/")
    press("Tab")
    expect(focused).to_have_text("Saltar al contenido")
    press("Enter")
    tab_to(browser_page.get_by_role("main").get_by_role("link", name=newsroom.campaign.title).first)
    press("Enter")
    browser_page.wait_for_url(f"**{newsroom.campaign.url}")
    spot = browser_page.get_by_role("group", name=f"Reproductor: {newsroom.pieces[Channel.RADIO].title}")
    tab_to(spot.get_by_role("button", name="Reproducir"))
    press("Enter")
    plays(browser_page, browser_page.locator("audio").first)


def test_without_scripts_the_site_reads_filters_searches_and_plays(reader_without_scripts, newsroom):
    page = reader_without_scripts
    for address in newsroom.addresses:
        assert page.goto(address).ok, address
        expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.goto("/boletines/")
    form = page.locator("main form").first
    form.locator("select[name=tema]").select_option(newsroom.bulletin.topics.all()[0].slug)
    form.locator("[type=submit]").click()
    expect(page.get_by_role("main").get_by_role("link", name=newsroom.bulletin.title)).to_be_visible()
    assert "tema=" in page.url

    page.goto("/buscar/")
    page.locator("main input[name=q]").fill("educacion")
    page.locator("main input[name=q]").press("Enter")
    expect(page.get_by_role("main").get_by_role("link", name=newsroom.bulletin.title)).to_be_visible()

    page.goto(newsroom.campaign.url)
    spot = page.locator("audio[controls]").first
    expect(spot).to_be_visible()


def test_no_public_page_complains_in_the_console(browser_page, newsroom):
    said, asked = [], []
    browser_page.add_init_script(WATCH)
    browser_page.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    browser_page.on("response", lambda answer: asked.append(answer.url) if answer.status >= 400 else None)
    for address in newsroom.addresses:
        browser_page.goto(address, wait_until="load")
        assert said == asked == [], f"{address}: {said} {asked}"
