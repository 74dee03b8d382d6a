"""Listings of Wagtail's admin as the house completes them."""

import pytest
from django.urls import reverse
from wagtail.log_actions import log

from tests import factories

pytestmark = pytest.mark.django_db

AGING = "wagtailadmin_reports:aging_pages"


def published(title, *entries):
    page = factories.bulletin(title=title)
    for action, user in entries:
        log(instance=page, action=action, user=user)
    return page


def said_of_each(client):
    response = client.get(reverse(AGING))
    assert response.status_code == 200
    return {page.title: page.last_published_by_user for page in response.context["object_list"]}


def test_the_report_of_old_pages_names_the_schedule_where_it_published_last(client, superuser):
    by_hand, by_schedule = ("wagtail.publish", superuser), ("wagtail.publish.scheduled", None)
    published("Por la programación", by_schedule)
    published("Primero a mano", by_hand, by_schedule)
    published("Después a mano", by_schedule, by_hand)
    published("Por el sistema", ("wagtail.publish", None))
    client.force_login(superuser)
    said = said_of_each(client)
    assert said["Por la programación"] == said["Primero a mano"] == "Programación"
    assert said["Después a mano"] == superuser.get_username()
    assert said["Por el sistema"] == "sistema"
    for address in (reverse(f"{AGING}_results"), f"{reverse(AGING)}?export=csv"):
        answer = client.get(address)
        page = answer.getvalue().decode() if answer.streaming else answer.content.decode()
        assert "Programación" in page
        assert "None" not in page


def test_the_listing_of_sites_names_its_columns_in_spanish(client, superuser):
    client.force_login(superuser)
    for address in (reverse("wagtailsites:index"), reverse("wagtailsites:index_results")):
        page = client.get(address).content.decode()
        for heading in ("Nombre del sitio", "Página raíz", "Puerto"):
            assert heading in page
        assert "Root page" not in page


@pytest.mark.parametrize("screen", [AGING, f"{AGING}_results", "wagtailsites:index", "wagtailsites:index_results"])
def test_they_are_opened_by_the_same_people_as_wagtails_own(client, screen):
    answer = client.get(reverse(screen))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")
    client.force_login(factories.UserFactory())
    assert client.get(reverse(screen)).status_code == 302
