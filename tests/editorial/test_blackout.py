"""During an electoral blackout a campaign goes out only with the signed reason of the legal office."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial import blackout
from editorial.custody.records import subject_of, verify
from editorial.models import BlackoutException, BlackoutPeriod, CustodyEntry
from editorial.readiness.catalogue import blocking
from tests import factories
from tests.editorial import chain, doors

pytestmark = pytest.mark.django_db

REASON = "Emergencia sanitaria por dengue: la exceptúa el propio artículo."


@pytest.fixture
def period():
    today = timezone.localdate()
    return BlackoutPeriod.objects.create(
        name="Elecciones territoriales",
        starts_on=today - timedelta(days=1),
        ends_on=today + timedelta(days=30),
        law="Ley 996 de 2005, artículo 38",
    )


@pytest.fixture
def campaign(editor):
    return factories.campaign(user=editor, live=False)


def address(action, *args):
    return reverse(BlackoutException.snippet_viewset.get_url_name(action), args=args)


def grant(user, period, campaign, reason=REASON):
    data = {"period": period.pk, "campaign": campaign.pk, "reason": reason}
    return doors.desk_of(user).post(address("add"), data)


def acts_on(campaign):
    return CustodyEntry.objects.about(*subject_of(campaign)).filter(action__startswith="rotativa.blackout")


def test_the_exception_of_the_legal_office_lets_the_campaign_through_and_is_on_its_record(
    period, campaign, editor, legal_reviewer
):
    chain.submit(campaign, editor)
    assert doors.fresh(campaign).current_workflow_state.status == "needs_changes"
    response = grant(legal_reviewer, period, campaign)
    assert response.status_code == 302
    chain.submit(campaign, editor)
    assert doors.fresh(campaign).current_workflow_state.status == "in_progress"
    assert blocking(doors.fresh(campaign)) == []
    (entry,) = acts_on(campaign)
    assert (entry.action, entry.actor_id, entry.reason) == (blackout.GRANTED, legal_reviewer.pk, REASON)
    assert entry.detail == {"period": "Elecciones territoriales", "law": "Ley 996 de 2005, artículo 38"}
    record = doors.desk_of(legal_reviewer).get(
        reverse("editorial_record", args=["wagtailcore.page", campaign.pk]), follow=True
    )
    assert REASON in record.content.decode()
    assert list(verify()) == []


def test_an_exception_without_a_reason_is_none(period, campaign, legal_reviewer):
    response = grant(legal_reviewer, period, campaign, reason=" ")
    assert response.status_code == 200
    assert not BlackoutException.objects.exists()


@pytest.mark.parametrize("person", ["administrator", "approver", "editor", "designer", "style_reviewer"])
def test_nobody_else_excepts_a_campaign(person, period, campaign, request):
    grant(request.getfixturevalue(person), period, campaign)
    assert not BlackoutException.objects.exists()
    assert [finding.code for finding in blocking(campaign)] == ["electoral-blackout"]
    assert not acts_on(campaign).exists()


def test_an_exception_that_is_taken_back_closes_the_blackout_again_and_stays_on_record(
    period, campaign, legal_reviewer
):
    grant(legal_reviewer, period, campaign)
    doors.desk_of(legal_reviewer).post(address("delete", BlackoutException.objects.get().pk))
    assert [finding.code for finding in blocking(campaign)] == ["electoral-blackout"]
    assert list(acts_on(campaign).values_list("action", flat=True)) == [blackout.GRANTED, blackout.TAKEN_BACK]
