import pytest

pytestmark = pytest.mark.browser


def test_an_editor_signs_in_to_the_newsroom_in_spanish(sign_in, editor):
    page = sign_in(editor)
    assert page.locator("html").get_attribute("lang") == "es"


def test_the_site_tree_is_there_for_every_journey(browser_page, home):
    assert browser_page.goto("/").ok
