"""The pages of the campaigns, each with its pieces."""

from cms.demo import markup, review
from cms.demo.campaigns import CAMPAIGNS
from cms.demo.clock import days_from_today, moment
from editorial.models import CampaignIndexPage, CampaignPage, CampaignPiece
from media_assets.models import Piece


def items():
    return sorted(CAMPAIGNS, key=lambda campaign: moment(campaign.when))


def load(campaign, newsroom):
    """Write one campaign with its pieces and take it to its state; return whether it was new."""
    index = CampaignIndexPage.objects.get()
    if CampaignPage.objects.child_of(index).filter(slug=campaign.key).exists():
        return False
    text = markup.read(markup.TEXTS / "campanas" / f"{campaign.key}.txt")
    page = CampaignPage(
        title=campaign.title,
        slug=campaign.key,
        slogan=campaign.slogan,
        strategy=campaign.strategy,
        objective=campaign.objective,
        audiences=[("audience", audience) for audience in campaign.audiences],
        key_messages=[("message", message) for message in campaign.messages],
        starts_on=days_from_today(campaign.starts),
        ends_on=days_from_today(campaign.ends),
        territories=campaign.territories,
        body=newsroom.body(text.blocks),
        indicators=[
            (
                "indicator",
                {"name": i.name, "baseline": i.baseline, "goal": i.goal, "result": i.result, "source": i.source},
            )
            for i in campaign.indicators
        ],
    )
    newsroom.classify(
        page,
        department=campaign.department,
        topics=campaign.topics,
        image=campaign.lead_image,
        description=text.get("entradilla"),
    )
    by_slug = Piece.objects.in_bulk([copy.key for copy in campaign.pieces], field_name="slug")
    page.pieces = [CampaignPiece(piece=by_slug[copy.key]) for copy in campaign.pieces]
    newsroom.publish_page(index, page, review.Life(campaign.state, moment(campaign.when), campaign.approvals))
    return True
