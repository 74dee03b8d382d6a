"""What a brief delivered for a campaign is offered to who edits the campaign, and comes before nobody by itself."""

import pytest

from editorial.models import CampaignPiece
from media_assets.briefs.delivered import delivered_for
from media_assets.briefs.following import link
from media_assets.models import Piece
from tests import factories
from tests.media_assets.briefs import do, in_hand
from tests.media_assets.factories import published_piece, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(home, editor):
    return factories.campaign(user=editor)


@pytest.fixture
def brief(campaign, editor, designer):
    return in_hand(editor, designer, campaign=campaign)


@pytest.fixture
def banner(brief, designer):
    piece = published_piece(title="Banner de la lluvia", created_by=designer)
    link(piece, brief, designer)
    return piece


def editor_of(client, campaign, user):
    client.force_login(user)
    response = client.get(f"/admin/pages/{campaign.pk}/edit/")
    assert response.status_code == 200
    return response.content.decode()


def test_a_delivered_piece_is_offered_to_the_campaign_that_its_brief_names(brief, banner, campaign, designer):
    assert banner not in delivered_for(campaign)
    do("deliver", brief, designer)
    assert list(delivered_for(campaign)) == [banner]


def test_what_was_withdrawn_since_its_delivery_is_offered_to_nobody(brief, banner, campaign, designer):
    do("deliver", brief, designer)
    withdraw(Piece.objects.get(pk=banner.pk))
    assert not delivered_for(campaign)


def test_another_campaign_is_offered_nothing_of_it(brief, banner, designer, editor):
    do("deliver", brief, designer)
    assert not delivered_for(factories.campaign(user=editor, title="Otra campaña"))


def test_the_delivery_changes_neither_the_page_nor_its_draft(brief, banner, campaign, designer):
    revision = campaign.latest_revision_id
    do("deliver", brief, designer)
    campaign.refresh_from_db()
    assert campaign.latest_revision_id == revision
    assert not CampaignPiece.objects.exists()


def test_the_editor_of_the_campaign_reads_which_pieces_wait(client, brief, banner, campaign, designer, editor):
    offer = "Piezas entregadas para esta campaña, aún sin colocar"
    assert offer not in editor_of(client, campaign, editor)
    do("deliver", brief, designer)
    page = editor_of(client, campaign, editor)
    assert offer in page
    assert f'data-id="{banner.pk}" data-title="Banner de la lluvia"' in page
    assert f"/admin/solicitudes/{brief.pk}/" in page


def test_a_piece_that_the_draft_holds_is_not_offered_again(client, brief, banner, campaign, designer, editor):
    do("deliver", brief, designer)
    campaign.pieces.add(CampaignPiece(piece=banner))
    campaign.save_revision(user=editor)
    placed = editor_of(client, campaign, editor).partition(f'data-id="{banner.pk}"')[2].partition(">")[0]
    assert "hidden" in placed
