"""Institutional campaigns, where each stands in time, and the pieces that it shows."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from editorial.blocks import BodyBlock
from editorial.delivered_pieces import CampaignPiecesPanel
from media_assets.models import Piece
from media_assets.public_library import by_channel

from .base import EditorialPage, EditorialQuerySet, editor_tabs
from .listing import ListingPage


class Moment(models.TextChoices):
    """Where a campaign stands on a day. The values are written in addresses."""

    RUNNING = "en-curso", _("Under way")
    UPCOMING = "proximas", _("Coming soon")
    PAST = "anteriores", _("Past")


def moment_of(starts_on, ends_on, day) -> Moment:
    """The moment of a campaign on that day; its first and last days are both its own."""
    if day < starts_on:
        return Moment.UPCOMING
    return Moment.PAST if day > ends_on else Moment.RUNNING


class CampaignQuerySet(EditorialQuerySet):
    def by_moment(self, day):
        """Those under way first, the one that ends soonest before the rest; then the coming, then the past."""
        return self.annotate(
            moment_order=Case(
                When(starts_on__gt=day, then=Value(1)),
                When(ends_on__lt=day, then=Value(2)),
                default=Value(0),
                output_field=models.IntegerField(),
            ),
            days_away=Case(When(ends_on__lt=day, then=Value(None)), default=F("ends_on")),
        ).order_by("moment_order", "days_away", "-ends_on", "-pk")

    def at_moment(self, moment, day):
        match moment:
            case Moment.RUNNING:
                return self.filter(starts_on__lte=day, ends_on__gte=day)
            case Moment.UPCOMING:
                return self.filter(starts_on__gt=day)
            case _:
                return self.filter(ends_on__lt=day)


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

    def listed(self):
        return super().listed().by_moment(timezone.localdate())

    def years_of(self, pages):
        """Those in which some campaign ran, whenever its page was published."""
        periods = pages.order_by().values_list("starts_on", "ends_on")
        years = {year for starts, ends in periods for year in range(starts.year, ends.year + 1)}
        return sorted(years, reverse=True)

    def filter_options(self):
        return super().filter_options() | {"moments": list(Moment)}

    def chosen_filters(self, query, options):
        chosen = super().chosen_filters(query, options)
        moment = next((moment for moment in Moment if moment == query.get("estado")), None)
        return chosen | ({"moment": moment} if moment else {})

    def filtered(self, pages, chosen):
        if year := chosen.get("year"):
            pages = pages.filter(starts_on__year__lte=year, ends_on__year__gte=year)
        if moment := chosen.get("moment"):
            pages = pages.at_moment(moment, timezone.localdate())
        return super().filtered(pages, {name: value for name, value in chosen.items() if name != "year"})


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

    #: Offers its title as a filter of the library (``media_assets.uses``).
    gathers_pieces = True

    objects = PageManager.from_queryset(CampaignQuerySet)()

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
        TitleFieldPanel("title", placeholder=False, classname=""),
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
        CampaignPiecesPanel(
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

    @property
    def moment(self) -> Moment:
        """Where it stands today, in Bogotá."""
        return moment_of(self.starts_on, self.ends_on, timezone.localdate())

    @property
    def territory_names(self) -> list[str]:
        return [name for part in self.territories.split(",") if (name := part.strip())]

    def public_pieces(self):
        """Its published pieces with all that players and cards need, in order."""
        return Piece.objects.public().filter(campaign_uses__page=self).for_cards().order_by("campaign_uses__sort_order")

    def taken_out(self, shown):
        """Its pieces that readers have seen and see no more: a word stands in their place."""
        once_public = Piece.objects.filter(campaign_uses__page=self, first_published_at__isnull=False)
        return once_public.exclude(pk__in=[piece.pk for piece in shown])

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        pieces = list(self.public_pieces())
        context["pieces_by_channel"] = by_channel(pieces)
        context["taken_out"] = self.taken_out(pieces).count()
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
