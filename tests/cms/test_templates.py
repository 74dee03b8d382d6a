"""What every public template promises: its weight, its independence, its one line of explanation."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from tests import factories

TEMPLATES = settings.BASE_DIR / "templates"
PUBLIC = sorted(
    path
    for room in ("components", "editorial", "cms", "media_assets")
    for path in (TEMPLATES / room).rglob("*.html")
    # A letter has no style sheet: mail programs read what stands in the element.
    if "admin" not in path.parts and "notices" not in path.parts and path.name != "letter.html"
)
#: Bytes of style, as files, that a reader may be asked to fetch for one page.
WEIGHT_OF_STYLE = 60_000


def name(path):
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", sorted((TEMPLATES / "components").glob("*.html")), ids=name)
def test_component_says_in_its_first_line_what_it_takes(path):
    assert path.read_text().lstrip().startswith(("{% comment %}", "{#"))


@pytest.mark.parametrize("path", PUBLIC, ids=name)
def test_public_template_compiles_and_obeys_the_content_security_policy(path):
    source = path.read_text()
    get_template(name(path))
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)", source)


@pytest.mark.parametrize("path", PUBLIC, ids=name)
def test_public_template_fetches_nothing_from_elsewhere(path):
    assert not re.search(
        r"<(?:link|script|img|source|iframe|audio|video)[^>]+(?:src|href)=\"(?:https?:)?//", path.read_text()
    )


@pytest.mark.django_db
def test_no_page_asks_for_more_style_than_its_share(client):
    bulletin = factories.bulletin()
    campaign = factories.campaign()
    for url in ("/", "/boletines/", bulletin.url, campaign.url, "/biblioteca/", "/buscar/"):
        sheets = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', client.get(url).content.decode())
        weight = sum(Path(finders.find(sheet)).stat().st_size for sheet in sheets)
        assert sheets
        assert weight <= WEIGHT_OF_STYLE, (url, weight)


@pytest.mark.django_db
def test_both_typefaces_are_announced_before_the_style(client):
    html = client.get("/").content.decode()
    first_sheet = html.index('rel="stylesheet"')
    assert html[:first_sheet].count('rel="preload"') == 2


def test_page_of_a_broken_house_asks_nothing_of_it():
    source = (TEMPLATES / "500.html").read_text()
    assert "{%" not in source
    assert "{{" not in source
    assert "Se detuvo la máquina" in get_template("500.html").render()
