"""A real Chromium, and people who sign in through the real form."""

import os
import shutil

import pytest

from tests import factories

# Playwright's own event loop makes Django think that it is called from async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


def _chromium_path():
    named = os.environ.get("ROTATIVA_CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def chromium():
    path = _chromium_path()
    if path is None:
        pytest.skip("no Chromium found: install it or name it in ROTATIVA_CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--autoplay-policy=no-user-gesture-required"],
        )
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium, live_server):
    """A fresh reader at a desktop; script errors of the page fail the test."""
    context = chromium.new_context(viewport=DESKTOP, base_url=live_server.url, locale="es-CO")
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors, errors


@pytest.fixture
def sign_in(chromium, live_server):
    """``sign_in(user)`` opens a browser of that person, signed in to the admin."""
    contexts = []

    def enter(user, viewport=DESKTOP):
        context = chromium.new_context(viewport=viewport, base_url=live_server.url, locale="es-CO")
        contexts.append(context)
        page = context.new_page()
        page.goto("/admin/login/")
        page.fill("input[name=username]", user.username)
        page.fill("input[name=password]", factories.PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url("**/admin/")
        return page

    yield enter
    for context in contexts:
        context.close()
