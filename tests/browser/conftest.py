"""A real Chromium, and people who sign in through the real form."""

import os
import shutil
import time

import pytest
from django.db import connection
from django_tasks_db.management.commands.db_worker import Worker

from tests import factories
from tests.browser.editing import PATIENCE
from tests.browser.newsroom import furnish

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
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--autoplay-policy=no-user-gesture-required",
            ],
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
    _wait_for_answers()
    assert not errors, errors


@pytest.fixture
def sign_in(chromium, live_server):
    """``sign_in(user)`` opens a browser of that person, signed in to the admin."""
    contexts = []

    def enter(user, viewport=DESKTOP):
        context = chromium.new_context(viewport=viewport, base_url=live_server.url, locale="es-CO")
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
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
    _wait_for_answers()


def _wait_for_answers(seconds=15):
    """Until the house is done with what closed windows still asked of it: their transactions and the end of a test collide."""
    if connection.vendor != "postgresql":
        return
    end = time.monotonic() + seconds
    at_work = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND state IN ('active', 'idle in transaction')"
    )
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(at_work)
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.05)


@pytest.fixture
def queue(settings):
    """Background work goes to the database, as in the house; ``queue()`` is a worker that does all that waits."""
    settings.TASKS = {**settings.TASKS, "background": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    def work():
        Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="background",
            startup_delay=False,
            max_tasks=None,
            worker_id="tests",
            excluded_queue_names=[],
        ).run()

    return work


@pytest.fixture
def newsroom(home):
    """A site with one of everything (``tests.browser.newsroom``)."""
    return furnish()


@pytest.fixture
def reader_without_scripts(chromium, live_server):
    context = chromium.new_context(
        viewport=DESKTOP, base_url=live_server.url, locale="es-CO", java_script_enabled=False
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()
