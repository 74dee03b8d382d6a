"""What was published is taken back with a reason, and leaves a notice instead of a hole."""

import pytest
from django.test import Client
from django.urls import reverse

from editorial.models import BulletinPage, CustodyEntry, Withdrawal
from editorial.numbering import assign_number
from tests import factories
from tests.editorial import doors

pytestmark = pytest.mark.django_db

REASON = "La convocatoria se aplazó por orden del juez."


@pytest.fixture
def live(editor):
    return factories.bulletin(user=editor, title="Abre la convocatoria")


def withdraw(user, page, reason=REASON):
    return doors.desk_of(user).post(reverse("editorial_withdraw", args=[page.pk]), {"reason": reason})


def test_the_reason_stands_where_the_page_stood(live, approver):
    assert Client().get(live.url).status_code == 200
    withdraw(approver, live)
    response = Client().get(live.url)
    assert response.status_code == 410
    assert REASON in response.content.decode()
    assert "Abre la convocatoria" not in Client().get("/boletines/").content.decode()


def test_the_reason_is_in_the_chain_of_custody(live, approver):
    withdraw(approver, live)
    entry = CustodyEntry.objects.about("wagtailcore.page", live.pk).get(action="rotativa.withdraw")
    assert (entry.actor_name, entry.reason) == ("approver", REASON)


def test_without_a_reason_it_stays(live, approver):
    response = withdraw(approver, live, reason="  ")
    assert response.status_code == 200
    assert doors.fresh(live).live
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize("person", ["editor", "designer", "style_reviewer", "legal_reviewer", "administrator"])
def test_only_the_management_withdraws(person, live, request):
    withdraw(request.getfixturevalue(person), live)
    assert doors.fresh(live).live


def test_wagtails_button_leads_to_the_form_with_the_reason(live, approver):
    response = doors.desk_of(approver).post(reverse("wagtailadmin_pages:unpublish", args=[live.pk]))
    assert response["Location"] == reverse("editorial_withdraw", args=[live.pk])
    assert doors.fresh(live).live


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_nothing_published_goes_in_bulk(action, live, approver):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    doors.desk_of(approver).post(f"{url}?id={live.pk}")
    assert doors.fresh(live).live


@pytest.mark.parametrize("person", ["approver", "superuser"])
def test_what_was_published_is_not_deleted(person, live, request):
    assign_number(live)
    withdraw(request.getfixturevalue("approver"), live)
    doors.desk_of(request.getfixturevalue(person)).post(reverse("wagtailadmin_pages:delete", args=[live.pk]))
    assert doors.fresh(live).number == 1


def test_a_section_with_something_published_is_not_deleted(approver):
    edition = factories.edition()
    publication = edition.get_parent()
    doors.desk_of(approver).post(reverse("wagtailadmin_pages:delete", args=[publication.pk]))
    assert doors.fresh(edition)


def test_a_draft_may_still_be_deleted(editor, approver):
    draft = factories.bulletin(user=editor, live=False)
    doors.desk_of(approver).post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    assert not BulletinPage.objects.filter(pk=draft.pk).exists()


def test_an_old_reason_is_not_shown_for_a_later_expiry(live, approver):
    from editorial.withdrawal import reason_for

    withdraw(approver, live)
    page = doors.fresh(live)
    assert reason_for(page) == REASON
    page.get_latest_revision().publish()
    doors.fresh(live).unpublish(set_expired=True)
    assert reason_for(doors.fresh(live)) == ""
