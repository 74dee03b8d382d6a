"""The library as the office sees it: everything at a glance, in a constant number of queries."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Workflow, WorkflowState

from editorial.models import CampaignPiece
from media_assets.models import Channel, Piece, PieceState, PieceVersion
from tests import factories

pytestmark = pytest.mark.django_db
LIBRARY = "/admin/piezas/"


def with_master(piece):
    """A piece with a master and a thumbnail on record, without the cost of making them."""
    version = PieceVersion.objects.create(
        piece=piece,
        number=1,
        file=f"piezas/{piece.pk}/v1/a.jpg",
        original_name="a.jpg",
        mime="image/jpeg",
        kind="image",
        size=10,
        sha256="0" * 64,
        processing="done",
    )
    version.derivatives.create(kind="thumbnail", file="x.webp", mime="image/webp", width=10, height=10)
    piece.current_version = version
    piece.save()
    return piece


def shown(response):
    return {piece.title for piece in response.context["object_list"]}


@pytest.mark.parametrize("layout", ["grid", "list"])
def test_listing_asks_the_same_number_of_queries_however_many_pieces(
    client, designer, layout, django_assert_max_num_queries, django_assert_num_queries
):
    client.force_login(designer)
    with_master(factories.piece(user=designer))
    client.get(LIBRARY, {"layout": layout})
    with django_assert_max_num_queries(30) as few:
        client.get(LIBRARY, {"layout": layout})
    for _n in range(12):
        with_master(factories.piece(user=designer, live=True))
    with django_assert_num_queries(len(few.captured_queries)):
        response = client.get(LIBRARY, {"layout": layout})
    assert len(response.context["object_list"]) == 13


def test_grid_shows_the_likeness_the_format_and_the_state_of_each_piece(client, designer):
    client.force_login(designer)
    piece = with_master(factories.piece(title="Siembre un árbol"))
    page = client.get(LIBRARY).content.decode()
    assert "Siembre un árbol" in page
    assert piece.current_version.thumbnail.url in page
    assert "Borrador" in page


def test_library_is_filtered_by_channel_format_department_and_state(client, designer):
    client.force_login(designer)
    radio = factories.piece(channel=Channel.RADIO, title="Cuña")
    web = factories.piece(title="Banner", live=True)
    assert shown(client.get(LIBRARY, {"channel": "radio"})) == {"Cuña"}
    assert shown(client.get(LIBRARY, {"format": web.format_id})) == {"Banner"}
    assert shown(client.get(LIBRARY, {"department": radio.department_id})) == {"Cuña"}
    assert shown(client.get(LIBRARY, {"state": "published"})) == {"Banner"}
    assert shown(client.get(LIBRARY, {"state": "draft"})) == {"Cuña"}


def test_library_is_filtered_by_the_campaign_that_uses_the_piece(client, designer):
    client.force_login(designer)
    used, _other = factories.piece(title="Usada"), factories.piece(title="Suelta")
    campaign = factories.campaign()
    CampaignPiece.objects.create(page=campaign, piece=used)
    assert shown(client.get(LIBRARY, {"campaign": campaign.pk})) == {"Usada"}


def test_search_finds_by_the_beginning_of_a_word_and_respects_the_filters(client, designer):
    client.force_login(designer)
    factories.piece(title="Campaña de reciclaje")
    factories.piece(title="Reciclaje en la radio", channel=Channel.RADIO)
    factories.piece(title="Ciclovía", description="Sin relación")
    assert shown(client.get(LIBRARY, {"q": "recicl"})) == {"Campaña de reciclaje", "Reciclaje en la radio"}
    assert shown(client.get(LIBRARY, {"q": "recicl", "channel": "radio"})) == {"Reciclaje en la radio"}
    assert shown(client.get(LIBRARY, {"q": "recicl", "state": "draft", "ordering": "title"})) == {
        "Campaña de reciclaje",
        "Reciclaje en la radio",
    }


def test_state_of_a_listing_is_the_state_of_the_piece(designer):
    draft, published = factories.piece(user=designer), factories.piece(live=True)
    withdrawn = factories.piece(live=True)
    withdrawn.live = False
    withdrawn.save()
    in_review = factories.piece(user=designer)
    kind = ContentType.objects.get_for_model(Piece)
    WorkflowState.objects.create(
        base_content_type=kind,
        content_type=kind,
        object_id=in_review.pk,
        workflow=Workflow.objects.get(name="Piezas"),
        requested_by=designer,
    )
    listed = {piece.pk: piece.state for piece in Piece.objects.with_state()}
    for piece, state in [
        (draft, PieceState.DRAFT),
        (published, PieceState.PUBLISHED),
        (withdrawn, PieceState.WITHDRAWN),
        (in_review, PieceState.IN_REVIEW),
    ]:
        assert listed[piece.pk] == state == Piece.objects.get(pk=piece.pk).state


def test_who_may_only_look_is_led_to_the_record_and_not_to_the_editor(client, editor):
    client.force_login(editor)
    piece = factories.piece()
    page = client.get(LIBRARY).content.decode()
    record = reverse("wagtailsnippets_media_assets_piece:inspect", args=[piece.pk])
    assert record in page
    assert f"/admin/piezas/edit/{piece.pk}/" not in page
    assert client.get(record).status_code == 200
    assert client.get(f"/admin/piezas/edit/{piece.pk}/").status_code == 302


def test_the_record_of_a_piece_is_not_called_an_inspection(client, designer):
    piece = factories.piece(title="Afiche")
    client.force_login(designer)
    page = client.get(f"/admin/piezas/inspect/{piece.pk}/").content.decode()
    assert "<title>Ficha de la pieza" in " ".join(page.split()).replace("<title> ", "<title>")


def test_record_says_where_the_piece_is_used(client, editor):
    client.force_login(editor)
    piece = factories.piece()
    campaign = factories.campaign(title="Agua para todos")
    CampaignPiece.objects.create(page=campaign, piece=piece)
    page = client.get(f"/admin/piezas/inspect/{piece.pk}/").content.decode()
    assert "Agua para todos" in page


def test_chooser_offers_pieces_by_channel_with_their_state(client, editor):
    client.force_login(editor)
    factories.piece(title="Cuña", channel=Channel.RADIO)
    factories.piece(title="Banner", live=True)
    address = reverse("wagtailsnippetchoosers_media_assets_piece:choose_results")
    page = client.get(address, {"channel": "radio"}).content.decode()
    assert "Cuña" in page
    assert "Banner" not in page
    published = client.get(address, {"only_published": "on"}).content.decode()
    assert "Banner" in published
    assert "Cuña" not in published


def test_chooser_asks_the_same_number_of_queries_however_many_pieces(
    client, editor, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(editor)
    address = reverse("wagtailsnippetchoosers_media_assets_piece:choose_results")
    with_master(factories.piece())
    client.get(address)
    with django_assert_max_num_queries(30) as few:
        client.get(address)
    for _n in range(8):
        with_master(factories.piece())
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(address)
