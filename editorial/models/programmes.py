"""Radio and television programmes and their episodes."""

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index
from wagtailmedia.edit_handlers import MediaChooserPanel

from editorial import reading
from editorial.blocks import BodyBlock

from .addresses import RoutesByType
from .base import EditorialPage, EditorialQuerySet, PageManager, editor_tabs
from .listing import ListingPage

#: Episodes in the index of a medium, in a page of a programme, and beside an episode.
LATEST, EPISODES, OTHERS = 6, 20, 4


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
        episodes = list(EpisodePage.objects.descendant_of(self).published().latest_first().with_parent()[:LATEST])
        reading.attach_pictures(episodes, "lead_image")
        context["latest_episodes"] = episodes
        return context


class ProgrammePage(RoutesByType, EditorialPage):
    """A radio or television programme and its podcast."""

    description = models.TextField(_("description"), max_length=800)
    schedule = models.CharField(
        _("broadcast"), max_length=160, blank=True, help_text=_("Station or channel, day and time.")
    )

    bodies_read = ()

    template = "editorial/programme_page.html"
    parent_page_types = ["editorial.ProgrammeIndexPage"]
    subpage_types = ["editorial.EpisodePage"]

    search_fields = EditorialPage.search_fields + [index.SearchField("description", boost=2)]
    api_fields = EditorialPage.api_fields + [APIField("description"), APIField("schedule"), APIField("medium")]
    content_panels = [TitleFieldPanel("title", placeholder=False, classname=""), FieldPanel("description"), FieldPanel("schedule")]

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

    @property
    def podcast_address(self):
        """The whole address, as people paste it into a podcast application."""
        return f"{self.full_url}podcast.xml"

    def child_model(self):
        return EpisodePage

    def episodes(self):
        """Its published episodes, newest first."""
        return EpisodePage.objects.child_of(self).published().latest_first().with_joins()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        listing = Paginator(self.episodes(), EPISODES).get_page(request.GET.get("pagina"))
        reading.attach_pictures(listing.object_list, "lead_image")
        context["listing"] = listing
        return context


ProgrammePage.edit_handler = editor_tabs((_("Text"), ProgrammePage.content_panels), page_type=ProgrammePage)


class EpisodeQuerySet(EditorialQuerySet):
    def latest_first(self):
        return self.order_by("-broadcast_date", "-pk")

    def with_joins(self):
        """With the recording, which every card of an episode plays."""
        return super().with_joins().select_related("media__metadata")

    def for_cards(self, pictured=True):
        return super().for_cards(pictured).select_related("media__metadata")

    def with_parent(self):
        """With the title and the address of its programme as well, for cards among those of others."""
        return self.for_cards().with_parent_title()


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
        TitleFieldPanel("title", placeholder=False, classname=""),
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

    @property
    def reference(self):
        """«T2 E5», as programmes are numbered; empty where they are not."""
        parts = [_("S%(number)d") % {"number": self.season}] if self.season else []
        parts += [_("E%(number)d") % {"number": self.number}] if self.number else []
        return " ".join(map(str, parts))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        others = list(self.programme_episodes().exclude(pk=self.pk)[:OTHERS])
        reading.attach_pictures(others, "lead_image")
        context["others"] = others
        return context

    def programme_episodes(self):
        """The published episodes of its programme, newest first."""
        return EpisodePage.objects.sibling_of(self).published().latest_first().with_joins()


EpisodePage.edit_handler = editor_tabs((_("Text"), EpisodePage.content_panels), page_type=EpisodePage)
