from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from editorial.blocks import BodyBlock
from media_assets.models import Channel, Piece

from .base import EditorialPage, editor_tabs
from .listing import ListingPage


class CampaignIndexPage(ListingPage):
    """All institutional campaigns."""

    template = "editorial/campaign_index_page.html"
    parent_page_types = ["editorial.HomePage"]
    subpage_types = ["editorial.CampaignPage"]
    max_count = 1
    listing_filters = ("year", "topic", "department")

    class Meta:
        verbose_name = _("campaign index")
        verbose_name_plural = _("campaign indexes")

    def listed_model(self):
        return CampaignPage


class IndicatorBlock(blocks.StructBlock):
    """How the office will know whether the campaign worked."""

    name = blocks.CharBlock(label=_("Indicator"), max_length=160)
    baseline = blocks.CharBlock(label=_("Baseline"), max_length=40, required=False)
    goal = blocks.CharBlock(label=_("Goal"), max_length=40)
    result = blocks.CharBlock(label=_("Result"), max_length=40, required=False)
    source = blocks.CharBlock(label=_("Source"), max_length=120, required=False)

    class Meta:
        icon = "order"
        label = _("Indicator")
        label_format = "{name}"


class CampaignPage(EditorialPage):
    """An institutional campaign: why, for whom, when, with what messages and what pieces."""

    class Strategy(models.TextChoices):
        INFORMATIVE = "informative", _("Informative")
        CORPORATE = "corporate", _("Corporate")
        INSTITUTIONAL = "institutional", _("Institutional")
        MOBILIZATION = "mobilization", _("Mobilization")
        ORGANIZATIONAL = "organizational", _("Organizational")
        DEVELOPMENT = "development", _("Communication for development")

    slogan = models.CharField(_("slogan"), max_length=120)
    strategy = models.CharField(_("strategy"), max_length=16, choices=Strategy)
    objective = models.TextField(_("objective"), max_length=600)
    audiences = StreamField(
        [("audience", blocks.CharBlock(label=_("Audience"), max_length=120, icon="group"))],
        verbose_name=_("audiences"),
        min_num=1,
        max_num=8,
    )
    key_messages = StreamField(
        [("message", blocks.CharBlock(label=_("Message"), max_length=200, icon="comment"))],
        verbose_name=_("key messages"),
        min_num=1,
        max_num=6,
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    territories = models.CharField(
        _("territories"), max_length=300, blank=True, help_text=_("Communes and districts, separated by commas.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    indicators = StreamField([("indicator", IndicatorBlock())], verbose_name=_("indicators"), blank=True)

    template = "editorial/campaign_page.html"
    parent_page_types = ["editorial.CampaignIndexPage"]
    subpage_types = []

    search_fields = EditorialPage.search_fields + [
        index.SearchField("slogan", boost=2),
        index.SearchField("objective", boost=2),
        index.SearchField("key_messages"),
        index.SearchField("body"),
    ]
    api_fields = EditorialPage.api_fields + [
        APIField("slogan"),
        APIField("strategy"),
        APIField("objective"),
        APIField("audiences"),
        APIField("key_messages"),
        APIField("starts_on"),
        APIField("ends_on"),
        APIField("territories"),
        APIField("body"),
        APIField("indicators"),
    ]
    content_panels = [
        FieldPanel("title"),
        FieldPanel("slogan"),
        FieldPanel("body"),
    ]
    strategy_panels = [
        FieldPanel("strategy"),
        FieldPanel("objective"),
        FieldPanel("audiences"),
        FieldPanel("key_messages"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("territories"),
        FieldPanel("indicators"),
    ]
    piece_panels = [
        InlinePanel(
            "pieces",
            heading=_("Pieces"),
            label=_("Piece"),
            help_text=_("The page shows the published ones, by channel."),
        ),
    ]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def clean(self):
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The campaign would end before it starts.")})

    @property
    def lead(self):
        return self.slogan

    def is_running(self, day=None):
        """Whether the campaign is on that day (default: today in Bogotá)."""
        return self.starts_on <= (day or timezone.localdate()) <= self.ends_on

    def public_pieces(self):
        """Its published pieces with all that players and cards need, in order."""
        return Piece.objects.public().filter(campaign_uses__page=self).for_cards().order_by("campaign_uses__sort_order")

    def pieces_by_channel(self):
        """``[(channel, [pieces])]`` for the channels that have any, in a fixed order."""
        pieces = list(self.public_pieces())
        groups = [(channel, [p for p in pieces if p.channel == channel]) for channel in Channel]
        return [(channel, found) for channel, found in groups if found]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["pieces_by_channel"] = self.pieces_by_channel()
        return context


CampaignPage.edit_handler = editor_tabs(
    (_("Text"), CampaignPage.content_panels),
    (_("Strategy"), CampaignPage.strategy_panels),
    (_("Pieces"), CampaignPage.piece_panels),
    page_type=CampaignPage,
)


class CampaignPiece(Orderable):
    """A piece of the library in a campaign."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="pieces")
    piece = models.ForeignKey(
        "media_assets.Piece", verbose_name=_("piece"), on_delete=models.PROTECT, related_name="campaign_uses"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("piece of the campaign")
        verbose_name_plural = _("pieces of the campaign")
        constraints = [models.UniqueConstraint(fields=["page", "piece"], name="piece_once_per_campaign")]
