"""Readers hear and watch in real Chromium: with the mouse, with the keyboard, and without scripts."""

from datetime import datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from editorial.models import CampaignPiece
from media_assets.models import Channel
from media_assets.views import serving
from tests import factories
from tests.media_assets import test_s3_storage
from tests.media_assets.factories import add_version, published_piece

pytestmark = pytest.mark.browser

SECONDS = 12

server, bucket = test_s3_storage.server, test_s3_storage.bucket


@pytest.fixture
def campaign(home):
    """A campaign with two spots that truly sound."""
    made = factories.campaign(title="Cuidemos el agua")
    for place, title in enumerate(["Cuña uno", "Cuña dos"]):
        spot = published_piece(Channel.RADIO, title=title, transcript="Cierre la llave.")
        add_version(spot, factories.sound_bytes(SECONDS), duration=SECONDS)
        made.pieces.add(CampaignPiece(piece=spot, sort_order=place))
    made.save()
    return made


def player(page, title):
    return page.get_by_role("group", name=f"Reproductor: {title}")


def media(page, nth=0):
    return page.locator("audio, video").nth(nth)


def test_a_reader_finds_a_campaign_and_plays_its_spot(browser_page, campaign):
    browser_page.goto("/campanas/")
    browser_page.get_by_role("link", name=campaign.slogan).click()
    first = player(browser_page, "Cuña uno")
    first.get_by_role("button", name="Reproducir").click()
    expect(first.get_by_role("button", name="Pausar")).to_be_visible()
    expect(first.get_by_role("slider")).to_have_attribute("aria-valuetext", "0:01 de 0:12")
    first.get_by_role("button", name="Pausar").click()
    expect(media(browser_page)).to_have_js_property("paused", True)


def test_one_recording_plays_at_a_time(browser_page, campaign):
    browser_page.goto(campaign.url)
    player(browser_page, "Cuña uno").get_by_role("button", name="Reproducir").click()
    expect(media(browser_page)).to_have_js_property("paused", False)
    player(browser_page, "Cuña dos").get_by_role("button", name="Reproducir").click()
    expect(media(browser_page, 1)).to_have_js_property("paused", False)
    expect(media(browser_page)).to_have_js_property("paused", True)
    expect(player(browser_page, "Cuña uno").get_by_role("button", name="Reproducir")).to_be_visible()


def test_the_keyboard_plays_and_seeks(browser_page, campaign):
    browser_page.goto(campaign.url)
    first = player(browser_page, "Cuña uno")
    slider = first.get_by_role("slider")
    slider.focus()
    browser_page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "0:05 de 0:12")
    expect(media(browser_page)).to_have_js_property("currentTime", 5)
    browser_page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "0:12 de 0:12")
    browser_page.keyboard.press("Home")
    first.get_by_role("button", name="Reproducir").focus()
    browser_page.keyboard.press("Space")
    expect(media(browser_page)).to_have_js_property("paused", False)


def test_a_recording_that_does_not_load_says_so_and_leaves_its_transcript(browser_page, campaign):
    browser_page.route("**/archivos/piezas/**", lambda route: route.abort())
    browser_page.goto(campaign.url)
    first = player(browser_page, "Cuña uno")
    first.get_by_role("button", name="Reproducir").click()
    expect(first.get_by_role("status")).to_contain_text("No fue posible cargar la grabación")
    browser_page.locator("summary").first.click()
    expect(browser_page.get_by_text("Cierre la llave.").first).to_be_visible()


def test_captions_are_shown_on_demand(browser_page, home):
    piece = published_piece(Channel.TV, title="Comercial")
    piece.captions.save("c.vtt", ContentFile(b"WEBVTT\n\n00:00.000 --> 00:09.000\nCada gota cuenta.\n"))
    browser_page.goto(piece.get_absolute_url())
    button = player(browser_page, "Comercial").get_by_role("button", name="Subtítulos")
    with browser_page.expect_response("**/archivos/subtitulos/**") as captions:
        button.click()
    assert captions.value.ok
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")


def test_without_scripts_the_controls_are_the_browsers(chromium, live_server, campaign):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(campaign.url)
    expect(page.locator("audio").first).to_be_visible()
    expect(page.locator("[data-controls]").first).to_be_hidden()
    page.locator("summary").first.click()
    expect(page.get_by_text("Cierre la llave.").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_pages_with_pieces_and_players_pass_axe(chromium, live_server, campaign, scheme, width):
    pieces = [published_piece(channel, title=f"Pieza de {channel}") for channel in Channel]
    radio = factories.episode()
    addresses = ["/biblioteca/", "/biblioteca/?canal=radio", "/campanas/", campaign.url, "/radio/", radio.url]
    addresses += [radio.get_parent().url, *(piece.get_absolute_url() for piece in pieces)]
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    for address in addresses:
        page.goto(address)
        results = Axe().run(page)
        assert results.violations_count == 0, f"{address}: {results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    context.close()


@pytest.mark.s3
def test_a_recording_of_the_bucket_goes_on_after_its_address_has_ended(
    home, browser_page, server, bucket, settings, monkeypatch
):
    monkeypatch.setattr(serving, "PUBLIC_PLAYING_SECONDS", 5)
    settings.SECURE_CSP = settings.SECURE_CSP | {"media-src": ["'self'", server.endpoint]}
    made = factories.campaign(title="Cuidemos el agua")
    spot = published_piece(Channel.RADIO, title="Cuña larga", transcript="Cierre la llave.")
    add_version(spot, factories.sound_bytes(600), duration=600)
    made.pieces.add(CampaignPiece(piece=spot))
    made.save()
    led = []
    browser_page.on("request", lambda request: request.url.startswith(server.endpoint) and led.append(request.url))
    browser_page.goto(made.url)
    first = player(browser_page, "Cuña larga")
    first.get_by_role("button", name="Reproducir").click()
    expect(first.get_by_role("slider")).to_have_attribute("aria-valuetext", "0:01 de 10:00")
    first.get_by_label("Velocidad").select_option("1.5")
    test_s3_storage.until_refused(led[0])
    # Its time is over for the page as well.
    browser_page.clock.set_fixed_time(datetime.now() + timedelta(seconds=serving.PUBLIC_SECONDS))

    first.get_by_role("slider").fill("500")
    expect(first.get_by_role("slider")).to_have_attribute("aria-valuetext", "8:22 de 10:00", timeout=30_000)
    expect(media(browser_page)).to_have_js_property("paused", False)
    expect(media(browser_page)).to_have_js_property("playbackRate", 1.5)
    assert len({url.partition("?")[2] for url in led}) == 2
