from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index
from wagtailmedia.edit_handlers import MediaChooserPanel

from editorial.blocks import BodyBlock

from .base import EditorialPage, EditorialQuerySet, PageManager, editor_tabs
from .listing import ListingPage


class Medium(models.TextChoices):
    """What a programme is made for."""

    RADIO = "radio", _("Radio")
    TELEVISION = "television", _("Television")


class ProgrammeIndexPage(ListingPage):
    """The programmes of one medium: ``/radio/`` or ``/television/``."""

    medium = models.CharField(_("medium"), max_length=12, choices=Medium, unique=True)

    template = "editorial/programme_index_page.html"
    parent_page_types = ["editorial.HomePage"]
    subpage_types = ["editorial.ProgrammePage"]
    max_count = 2
    content_panels = ListingPage.content_panels + [FieldPanel("medium")]

    class Meta:
        verbose_name = _("programme index")
        verbose_name_plural = _("programme indexes")

    def listed_model(self):
        return ProgrammePage

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["latest_episodes"] = list(EpisodePage.objects.descendant_of(self).for_cards()[:6])
        return context


class ProgrammePage(EditorialPage):
    """A radio or television programme and its podcast."""

    description = models.TextField(_("description"), max_length=800)
    schedule = models.CharField(
        _("broadcast"), max_length=160, blank=True, help_text=_("Station or channel, day and time.")
    )

    template = "editorial/programme_page.html"
    parent_page_types = ["editorial.ProgrammeIndexPage"]
    subpage_types = ["editorial.EpisodePage"]

    search_fields = EditorialPage.search_fields + [index.SearchField("description", boost=2)]
    api_fields = EditorialPage.api_fields + [APIField("description"), APIField("schedule"), APIField("medium")]
    content_panels = [FieldPanel("title"), FieldPanel("description"), FieldPanel("schedule")]

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    @property
    def lead(self):
        return self.description

    @property
    def medium(self):
        return self.get_parent().specific.medium

    @property
    def feed_url(self):
        return f"{self.url}podcast.xml"

    def episodes(self):
        """Its published episodes, newest first."""
        return EpisodePage.objects.child_of(self).for_cards()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["episodes"] = list(self.episodes()[:100])
        return context


ProgrammePage.edit_handler = editor_tabs((_("Text"), ProgrammePage.content_panels), page_type=ProgrammePage)


class EpisodeQuerySet(EditorialQuerySet):
    def latest_first(self):
        return self.order_by("-broadcast_date", "-pk")

    def for_cards(self):
        """Published episodes with what a card and a player show."""
        return (
            self.published()
            .latest_first()
            .select_related("department", "lead_image", "media")
            .prefetch_related("lead_image__renditions")
        )


class EpisodePage(EditorialPage):
    """One broadcast, to be heard or watched here, with its transcript."""

    season = models.PositiveSmallIntegerField(_("season"), null=True, blank=True)
    number = models.PositiveSmallIntegerField(_("episode"), null=True, blank=True)
    broadcast_date = models.DateField(_("date of broadcast"), default=timezone.localdate)
    summary = models.TextField(_("summary"), max_length=600)
    media = models.ForeignKey(
        "media_assets.EditorialMedia",
        verbose_name=_("sound or video"),
        on_delete=models.PROTECT,
        related_name="episodes",
        null=True,
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    objects = PageManager.from_queryset(EpisodeQuerySet)()

    template = "editorial/episode_page.html"
    parent_page_types = ["editorial.ProgrammePage"]
    subpage_types = []

    search_fields = EditorialPage.search_fields + [
        index.SearchField("summary", boost=2),
        index.SearchField("body"),
        index.RelatedFields("media", [index.SearchField("transcript")]),
    ]
    api_fields = EditorialPage.api_fields + [
        APIField("season"),
        APIField("number"),
        APIField("broadcast_date"),
        APIField("summary"),
        APIField("body"),
    ]
    content_panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("season"), FieldPanel("number"), FieldPanel("broadcast_date")]),
        FieldPanel("summary"),
        MediaChooserPanel("media"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("episode")
        verbose_name_plural = _("episodes")

    @property
    def lead(self):
        return self.summary

    @property
    def programme(self):
        return self.get_parent().specific


EpisodePage.edit_handler = editor_tabs((_("Text"), EpisodePage.content_panels), page_type=EpisodePage)
