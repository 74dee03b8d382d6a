"""A moment that somebody types is the moment that is kept: no field puts the present in its place."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser import editing

pytestmark = pytest.mark.browser


@pytest.fixture
def embargo(sign_in, home, editor):
    """The field of the embargo in the editor of a draft, and its page."""
    draft = factories.bulletin(user=editor, live=False)
    page = sign_in(editor)
    page.goto(f"/admin/pages/{draft.pk}/edit/")
    page.get_by_role("tab", name="Programación").click()
    return page.locator("[name=embargo_until]")


@pytest.mark.parametrize("typed", ["31/12/2050 10:30", "2050-12-31 10:30"])
def test_a_moment_is_written_the_way_the_house_shows_it_or_as_iso(embargo, typed):
    embargo.fill(typed)
    embargo.press("Tab")
    expect(embargo).to_have_value(typed)
    editing.save_draft(embargo.page)
    embargo.page.reload()
    expect(embargo).to_have_value("31/12/2050 10:30")


def test_what_is_no_moment_stays_as_typed(embargo):
    embargo.fill("31/12/2050 a las diez")
    embargo.press("Tab")
    expect(embargo).to_have_value("31/12/2050 a las diez")


def marked(page):
    """The day that the open picker shows as chosen, as ``(year, month, day)``; months count from one."""
    day = page.locator(".xdsoft_datetimepicker:visible .xdsoft_date.xdsoft_current:not(.xdsoft_today)")
    expect(day).to_have_count(1)
    year, month, number = (int(day.get_attribute(f"data-{part}")) for part in ("year", "month", "date"))
    return year, month + 1, number


@pytest.mark.parametrize(
    ("typed", "day"), [("31/12/2050 10:30", (2050, 12, 31)), ("05/06/2050 08:00", (2050, 6, 5))]
)
def test_the_picker_opens_with_the_typed_day_marked(embargo, typed, day):
    embargo.fill(typed)
    embargo.blur()
    embargo.click()
    assert marked(embargo.page) == day
