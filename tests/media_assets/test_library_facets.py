"""The facets of the library: what they count, what they bring, what they cost."""

import itertools
import random
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict
from django.utils import timezone
from wagtail.models import Workflow, WorkflowState

from editorial.models import CampaignPiece
from media_assets.library.rights_standing import SOON, RightsStanding, by_standing, standing_of
from media_assets.models import (
    CollectedPiece,
    ColourFamily,
    Licence,
    Piece,
    PieceCollection,
    PieceColour,
    PieceFormat,
    PieceState,
)
from media_assets.models.licences import OPEN_LICENCES
from tests import factories
from tests.media_assets.factories import add_version, withdraw

pytestmark = pytest.mark.django_db
LIBRARY = "/admin/piezas/"


def shown(response):
    return {piece.title for piece in response.context["object_list"]}


def counted(client, query=""):
    """``{facet: {value: number}}`` as the library shows it."""
    facets = client.get(f"{LIBRARY}?{query}").context["facets"]
    return {facet.name: {choice.value: choice.number for choice in facet.choices} for facet in facets}


def coloured(piece, *families):
    version = piece.current_version or add_version(piece)
    PieceColour.objects.bulk_create(PieceColour(version=version, family=family, share=40) for family in families)
    return piece


def in_review(piece, user):
    kind = ContentType.objects.get_for_model(Piece)
    WorkflowState.objects.create(
        base_content_type=kind,
        content_type=kind,
        object_id=piece.pk,
        workflow=Workflow.objects.get(name="Piezas"),
        requested_by=user,
    )


@pytest.fixture
def shelves(designer):
    """Two dozen pieces that differ in every facet, always the same ones."""
    chance = random.Random(7)
    today = timezone.localdate()
    formats = {channel: [factories.piece_format(channel) for _n in range(2)] for channel in ("web", "print", "radio")}
    departments = [factories.DepartmentFactory() for _n in range(3)]
    campaigns = [factories.campaign() for _n in range(2)]
    collection = PieceCollection.objects.create(owner=designer, name="Muro")
    for n in range(24):
        channel = chance.choice(list(formats))
        piece = factories.piece(
            channel,
            user=designer,
            live=chance.random() < 0.5,
            title=f"Pieza {n} de {chance.choice(['agua', 'lectura'])}",
            format=chance.choice(formats[channel]),
            department=chance.choice(departments),
            licence=chance.choice(Licence.values),
            rights_from=chance.choice([None, today, today + timedelta(days=5)]),
            rights_until=chance.choice([None, today + timedelta(days=9), today + timedelta(days=400)]),
            shows_people=chance.random() < 0.2,
        )
        Piece.objects.filter(pk=piece.pk).update(created_at=timezone.now() - timedelta(days=365 * chance.randrange(3)))
        if chance.random() < 0.7:
            coloured(piece, *chance.sample(ColourFamily.values, 2))
        for campaign in chance.sample(campaigns, chance.randrange(3)):
            CampaignPiece.objects.create(page=campaign, piece=piece)
        if chance.random() < 0.4:
            CollectedPiece.objects.create(collection=collection, piece=piece)
    drafts = Piece.objects.filter(live=False, first_published_at=None).order_by("pk")
    in_review(drafts[0], designer)
    withdraw(Piece.objects.filter(live=True).order_by("pk")[0])
    Piece.objects.filter(pk=drafts[1].pk).update(expired=True)
    return list(Piece.objects.all())


def values_of(piece) -> dict[str, set[str]]:
    """What a person who looks at one piece would say of it in each facet."""
    standing = standing_of(piece).kind
    licences = {piece.licence} | ({"open"} if piece.licence in OPEN_LICENCES else set())
    dated = timezone.localtime(piece.first_published_at or piece.created_at)
    colours = piece.current_version.colours.all() if piece.current_version else ()
    return {
        "channel": {piece.channel},
        "format": {str(piece.format_id)},
        "state": {piece.state.value},
        "rights": {standing.value} | ({"valid"} if standing == "ending" else set()),
        "colour": {colour.family for colour in colours},
        "licence": licences,
        "department": {str(piece.department_id)},
        "year": {str(dated.year)},
        "collection": {str(place.collection_id) for place in piece.places.all()},
        "campaign": {str(use.page_id) for use in piece.campaign_uses.all()},
    }


def brute_force(pieces, chosen):
    """The counts of each facet under the others, by looking at one piece after the other."""
    told = [(piece, values_of(piece)) for piece in pieces]
    counts = {}
    for facet in told[0][1]:
        others = {name: values for name, values in chosen.items() if name != facet}
        counts[facet] = {}
        for _piece, values in told:
            if all(values[name] & wanted for name, wanted in others.items()):
                for value in values[facet]:
                    counts[facet][value] = counts[facet].get(value, 0) + 1
    return {name: numbers for name, numbers in counts.items() if numbers}


@pytest.mark.parametrize(
    "query",
    [
        "",
        "channel=web",
        "channel=web&channel=radio&state=published",
        "state=draft&state=in_review&licence=open",
        "rights=valid",
        "rights=ending&rights=unconsented&channel=print",
        "colour=red&colour=blue&colour=green",
        "year={year}&licence=cc-by&licence=own",
        "campaign={campaign}&channel=web&channel=print",
        "collection={collection}&state=published&state=withdrawn",
    ],
)
def test_counts_are_those_of_looking_at_every_piece(query, client, designer, shelves):
    client.force_login(designer)
    query = query.format(
        year=timezone.localdate().year - 1,
        campaign=CampaignPiece.objects.first().page_id,
        collection=PieceCollection.objects.get().pk,
    )
    chosen = {name: set(values) for name, values in QueryDict(query).lists()}
    expected = brute_force(shelves, chosen)
    for name, numbers in counted(client, query).items():
        wanted = {value: n for value, n in numbers.items() if n}
        assert wanted == expected.get(name, {}), name
    matching = [p.title for p in shelves if all(values_of(p)[name] & wanted for name, wanted in chosen.items())]
    response = client.get(f"{LIBRARY}?{query}&layout=list")
    assert shown(response) <= set(matching)
    assert response.context["items_count"] == len(matching)


def test_counts_under_a_search_are_of_what_the_words_find(client, designer, shelves):
    client.force_login(designer)
    found = [piece for piece in shelves if "agua" in piece.title]
    numbers = counted(client, "q=agua")
    assert numbers["channel"] == brute_force(found, {})["channel"]
    assert numbers["state"] == brute_force(found, {})["state"]


def test_a_choice_that_would_bring_nothing_is_not_offered_unless_it_is_chosen(client, designer):
    client.force_login(designer)
    factories.piece("radio")
    assert set(counted(client)["channel"]) == {"radio"}
    assert counted(client, "channel=tv")["channel"] == {"radio": 1, "tv": 0}


def test_an_address_that_makes_no_sense_filters_nothing_and_fails_nowhere(client, designer):
    client.force_login(designer)
    factories.piece(title="Única")
    for query in ("format=999999", "format=x&channel=smoke-signal", "year=0", "colour=ultraviolet", "campaign=-1"):
        response = client.get(f"{LIBRARY}?{query}")
        assert response.status_code == 200
        assert shown(response) == {"Única"}


def test_a_choice_that_is_gone_is_said_to_be_left_out(client, designer):
    client.force_login(designer)
    kept, gone = (PieceCollection.objects.create(name=name, owner=designer) for name in ("Queda", "Se va"))
    address = f"{LIBRARY}?collection={kept.pk}&collection={gone.pk}"
    assert "Se dejó por fuera" not in client.get(address).text
    gone.delete()
    assert "ya no existe o que usted no puede ver (Colección)" in client.get(address).text


def test_every_choice_is_an_address_that_adds_itself_and_takes_itself_back(client, designer):
    client.force_login(designer)
    factories.piece("radio")
    factories.piece("web", live=True)
    page = client.get(f"{LIBRARY}?channel=radio&q=pieza&ordering=title&p=1")
    channel = next(facet for facet in page.context["facets"] if facet.name == "channel")
    web, radio = (next(choice for choice in channel.choices if choice.value == name) for name in ("web", "radio"))
    both, none = QueryDict(web.query), QueryDict(radio.query)
    assert both.getlist("channel") == ["radio", "web"]
    assert not none.getlist("channel")
    assert both["q"] == none["q"] == "pieza"
    assert "p" not in both


def test_active_filters_are_shown_to_be_taken_away(client, designer):
    client.force_login(designer)
    piece = factories.piece("radio")
    page = client.get(f"{LIBRARY}?channel=radio&format={piece.format_id}")
    chips = [(label, choice.label) for label, choice in page.context["shelf"].chips]
    assert chips == [("Canal", "Radio"), ("Formato", piece.format.name)]
    assert "Quitar todos los filtros" in page.content.decode()


def test_a_campaign_that_the_user_may_not_know_of_is_not_named(client, designer, editor):
    secret = factories.campaign(user=editor, live=False, title="Plan reservado")
    piece = factories.piece(title="Suelta")
    CampaignPiece.objects.create(page=secret, piece=piece)
    client.force_login(designer)
    assert "Plan reservado" not in client.get(LIBRARY).content.decode()
    assert shown(client.get(f"{LIBRARY}?campaign={secret.pk}")) == {"Suelta"}
    client.force_login(editor)
    assert counted(client)["campaign"] == {str(secret.pk): 1}


def test_a_private_collection_of_somebody_else_is_no_facet(client, designer, editor):
    private = PieceCollection.objects.create(owner=editor, name="Borradores míos")
    CollectedPiece.objects.create(collection=private, piece=factories.piece(title="Una"))
    client.force_login(designer)
    page = client.get(f"{LIBRARY}?collection={private.pk}")
    assert "Borradores míos" not in page.content.decode()
    assert page.context["shelf"].chips == []


def test_the_library_asks_as_many_queries_of_two_hundred_pieces_as_of_ten(
    client, designer, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(designer)
    department, piece_format = factories.DepartmentFactory(), factories.piece_format()

    def fill(number):
        for n in range(number):
            piece = Piece.objects.create(
                title=f"Pieza de agua {n}", channel="web", format=piece_format, department=department
            )
            coloured(piece, "red")

    queries = ("", "channel=web&colour=red&state=draft", "q=agua&year=" + str(timezone.localdate().year))
    fill(10)
    client.get(LIBRARY)
    costs = []
    for query in queries:
        with django_assert_max_num_queries(33) as few:
            client.get(f"{LIBRARY}?{query}")
        costs.append(len(few.captured_queries))
    fill(190)
    for query, cost in zip(queries, costs, strict=True):
        with django_assert_num_queries(cost):
            client.get(f"{LIBRARY}?{query}")


@pytest.fixture
def three_counted(monkeypatch):
    """As if three pieces were more than enough to count."""
    for module in ("media_assets.library.facets", "media_assets.library.shelf", "media_assets.viewsets.pieces"):
        monkeypatch.setattr(f"{module}.MOST_COUNTED", 3)


def test_of_very_many_pieces_the_newest_are_counted_and_it_is_said(client, designer, three_counted):
    client.force_login(designer)
    factories.piece("radio", title="La más antigua")
    for _n in range(4):
        factories.piece("web")
    response = client.get(LIBRARY)
    channel = next(facet for facet in response.context["facets"] if facet.name == "channel")
    assert {choice.value: (choice.number, choice.or_more) for choice in channel.choices} == {
        "web": (3, True), "radio": (None, True), "print": (None, True), "tv": (None, True),
    }  # fmt: skip
    assert response.context["shelf"].counted_at_most == 3
    assert response.context["tabs"][0]["count"] == 3
    assert response.context["items_count"] == 5
    radio = next(choice for choice in channel.choices if choice.value == "radio")
    assert shown(client.get(f"{LIBRARY}?{radio.query}")) == {"La más antigua"}


def test_of_very_many_pieces_every_year_since_the_first_is_offered(client, designer, three_counted):
    client.force_login(designer)
    old = factories.piece()
    this_year = timezone.localdate().year
    Piece.objects.filter(pk=old.pk).update(created_at=datetime(this_year - 3, 5, 1, tzinfo=UTC))
    for _n in range(4):
        factories.piece()
    assert counted(client)["year"] == {
        str(this_year): 3, str(this_year - 1): None, str(this_year - 2): None, str(this_year - 3): None,
    }  # fmt: skip


def test_of_a_chosen_channel_only_its_formats_are_offered(client, designer, three_counted):
    client.force_login(designer)
    for _n in range(4):
        factories.piece("radio")
    response = client.get(f"{LIBRARY}?channel=radio")
    offered = next(facet for facet in response.context["facets"] if facet.name == "format").choices
    of_radio = PieceFormat.objects.filter(channel="radio").values_list("pk", flat=True)
    assert response.context["shelf"].counted_at_most == 3
    assert {choice.value for choice in offered} == {str(pk) for pk in of_radio}


def test_what_three_pieces_say_is_counted_to_the_last(client, designer, three_counted):
    client.force_login(designer)
    for _n in range(3):
        factories.piece("web")
    response = client.get(LIBRARY)
    assert response.context["shelf"].counted_at_most is None
    assert counted(client)["channel"] == {"web": 3}


def test_of_very_many_found_the_newest_are_counted_and_all_are_listed(client, designer, three_counted):
    client.force_login(designer)
    for n in range(5):
        factories.piece("web", title=f"Cartel del agua {n}")
    response = client.get(f"{LIBRARY}?q=agua&channel=web")
    assert response.context["shelf"].counted_at_most == 3
    assert counted(client, "q=agua&channel=web")["channel"]["web"] == 3
    assert len(shown(response)) == response.context["items_count"] == 5


def test_standing_of_rights_is_said_alike_of_a_piece_and_of_rows(designer):
    today = date(2026, 6, 15)
    days = [None, today - timedelta(days=1), today, today + timedelta(days=SOON), today + timedelta(days=SOON + 1)]
    base = {"format": factories.piece_format(), "department": factories.DepartmentFactory(), "channel": "web"}
    made = []
    for n, (since, until, people, stand, c_until) in enumerate(
        itertools.product(days, days, (False, True), (False, True), (None, days[1], days[3]))
    ):
        if since and until and until < since:
            continue
        made.append(
            Piece(
                title=str(n),
                slug=f"p{n}",
                rights_from=since,
                rights_until=until,
                shows_people=people,
                consents_stand=stand,
                consents_from=today,
                consents_until=c_until,
                **base,
            )
        )
    Piece.objects.bulk_create(made)
    rows = Piece.objects.annotate(said=by_standing(today))
    assert {row.said for row in rows} == set(RightsStanding.values)
    assert all(row.said == standing_of(row, today).kind for row in rows)


def test_year_is_that_of_bogota(client, designer):
    client.force_login(designer)
    piece = factories.piece(title="De año viejo")
    new_year_in_greenwich = datetime(2026, 1, 1, 2, tzinfo=UTC)
    Piece.objects.filter(pk=piece.pk).update(created_at=new_year_in_greenwich)
    assert counted(client)["year"] == {"2025": 1}
    assert shown(client.get(f"{LIBRARY}?year=2025")) == {"De año viejo"}


def test_state_facet_names_every_state(client, designer, shelves):
    client.force_login(designer)
    states = {piece.state.value for piece in shelves}
    assert states == set(PieceState.values) - {"approved"}
    for state in states:
        assert shown(client.get(f"{LIBRARY}?state={state}")) == {p.title for p in shelves if p.state == state}
