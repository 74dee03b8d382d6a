"""Campaigns before the public: which are on, what they say, and every piece of theirs in its channel."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from editorial.models import CampaignIndexPage, CampaignPiece
from editorial.models.campaigns import Moment, moment_of
from media_assets import renditions
from media_assets.models import Channel
from tests import factories
from tests.media_assets.factories import add_version, published_piece

pytestmark = pytest.mark.django_db

COLD = 12
TODAY = timezone.localdate()


def days(n):
    return TODAY + timedelta(days=n)


def campaign_with(*pieces, **fields):
    campaign = factories.campaign(**fields)
    campaign.pieces = [CampaignPiece(piece=piece, sort_order=place) for place, piece in enumerate(pieces)]
    campaign.save()
    return campaign


@pytest.mark.parametrize(
    ("day", "moment"),
    [(1, Moment.UPCOMING), (2, Moment.RUNNING), (5, Moment.RUNNING), (9, Moment.RUNNING), (10, Moment.PAST)],
)
def test_a_campaign_runs_from_its_first_day_to_its_last(day, moment):
    assert moment_of(date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, day)) == moment


@pytest.fixture
def campaigns(db):
    """One of each moment, made in another order than the public sees."""
    factories.campaign(title="Pasada", starts_on=days(-40), ends_on=days(-1))
    factories.campaign(title="Hace tiempo", starts_on=date(2019, 1, 1), ends_on=date(2020, 2, 1))
    factories.campaign(title="Próxima", starts_on=days(1), ends_on=days(40))
    factories.campaign(title="Acaba después", starts_on=days(-5), ends_on=days(30))
    factories.campaign(title="Acaba hoy", starts_on=days(-5), ends_on=TODAY)
    factories.campaign(title="Borrador", live=False)


def listed(client, query=""):
    response = client.get(f"{CampaignIndexPage.objects.get().url}{query}")
    assert response.status_code == 200
    return [campaign.title for campaign in response.context["listing"]]


def test_the_index_opens_with_what_is_under_way(client, campaigns):
    assert listed(client) == ["Acaba hoy", "Acaba después", "Próxima", "Pasada", "Hace tiempo"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?estado=en-curso", ["Acaba hoy", "Acaba después"]),
        ("?estado=proximas", ["Próxima"]),
        ("?estado=anteriores", ["Pasada", "Hace tiempo"]),
        ("?anio=2019", ["Hace tiempo"]),
        ("?anio=2020&estado=anteriores", ["Hace tiempo"]),
        ("?anio=2020&estado=en-curso", []),
        ("?estado=nunca", ["Acaba hoy", "Acaba después", "Próxima", "Pasada", "Hace tiempo"]),
    ],
)
def test_the_index_is_filtered_by_moment_and_by_the_years_in_which_campaigns_ran(client, campaigns, query, titles):
    assert listed(client, query) == titles


def test_the_filter_form_keeps_the_moment(client, campaigns):
    page = client.get(f"{CampaignIndexPage.objects.get().url}?estado=anteriores").content.decode()
    assert '<input type="hidden" name="estado" value="anteriores">' in page


def test_a_campaign_shows_its_strategy_and_its_pieces_by_channel(client):
    pieces = {channel: published_piece(channel, title=f"Pieza de {channel}") for channel in reversed(Channel)}
    campaign = campaign_with(
        *pieces.values(),
        slogan="Cada gota cuenta",
        objective="Reducir el consumo.",
        territories="Popular, Santa Cruz ,, Altavista",
        indicators=[("indicator", {"name": "Consumo", "goal": "10 m³", "baseline": "", "result": "", "source": ""})],
    )
    response = client.get(campaign.url)
    page = response.content.decode()
    assert [channel for channel, _ in response.context["pieces_by_channel"]] == list(Channel)
    for text in ("Cada gota cuenta", "Reducir el consumo.", "Popular, Santa Cruz, Altavista", "Hogares", "10 m³"):
        assert text in page
    assert f'<audio class="player__media" src="{pieces[Channel.RADIO].current_version.url}" controls' in page
    assert f'<video class="player__media" src="{pieces[Channel.TV].current_version.url}" controls' in page


def test_a_campaign_shows_only_the_pieces_that_are_public(client):
    shown, expired = published_piece(title="A la vista"), published_piece(title="Sin derechos")
    expired.rights_until = days(-1)
    expired.save()
    draft = factories.piece(title="Borrador")
    waiting = factories.piece(Channel.RADIO, title="En revisión")
    version = add_version(waiting)
    campaign = campaign_with(shown, expired, draft, waiting)
    page = client.get(campaign.url).content.decode()
    assert "A la vista" in page
    for hidden in (expired, draft, waiting):
        assert hidden.title not in page
    assert version.url not in page


def test_pieces_keep_the_order_that_the_office_gave_them(client):
    pieces = [published_piece(title=title) for title in ("Uno", "Dos", "Tres")]
    campaign = campaign_with(pieces[2], pieces[0], pieces[1])
    groups = client.get(campaign.url).context["pieces_by_channel"]
    assert [piece.title for piece in groups[0][1]] == ["Tres", "Uno", "Dos"]


def test_a_campaign_without_pieces_says_so(client):
    assert "cuando se publiquen" in client.get(factories.campaign().url).content.decode()


@pytest.fixture
def photograph(db):
    """A photograph whose public sizes are made."""
    image = factories.ImageFactory()
    renditions.prepare(image)
    return image


@pytest.fixture
def cost(client, django_assert_max_num_queries):
    """``cost(address)``: the queries of a page that is kept nowhere, within what one may cost."""

    def ask(address):
        client.get(address)  # what all pages share is in memory from here on
        with django_assert_max_num_queries(COLD) as queries:
            assert client.get(address, headers={"cookie": "sessionid=alguien"}).status_code == 200
        return len(queries)

    return ask


def test_a_campaign_costs_the_same_with_few_pieces_and_with_many(cost, photograph):
    few = campaign_with(*map(published_piece, Channel), lead_image=photograph)
    many = campaign_with(*map(published_piece, [*Channel] * 5), lead_image=photograph)
    assert cost(few.url) == cost(many.url)


def test_the_index_costs_the_same_with_few_campaigns_and_with_many(cost, photograph):
    index = CampaignIndexPage.objects.get().url
    factories.campaign(lead_image=photograph)
    with_one = cost(index)
    for _ in range(8):
        factories.campaign(lead_image=photograph)
    assert cost(index) == with_one
