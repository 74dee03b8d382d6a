"""The front page, and the pages that stand on their own."""

from django.db import models
from django.db.models import Case, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from editorial import reading
from editorial.blocks import BodyBlock
from editorial.review_doors import ReviewedPage
from editorial.statements import given, written_once

from .addresses import RoutesThroughSections, Signposted
from .bulletins import BulletinPage
from .campaigns import CampaignPage
from .programmes import EpisodePage
from .publications import EditionPage


class HomePage(Signposted, RoutesThroughSections, ReviewedPage, Page):
    """The front page of the newsroom."""

    introduction = models.TextField(_("introduction"), max_length=300, blank=True)
    lead_story = models.ForeignKey(
        BulletinPage,
        verbose_name=_("lead story"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Opens the front page. Empty: the latest bulletin with a photograph."),
    )

    template = "editorial/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "editorial.BulletinIndexPage",
        "editorial.PublicationIndexPage",
        "editorial.CampaignIndexPage",
        "editorial.ProgrammeIndexPage",
        "editorial.StandardPage",
    ]
    max_count = 1
    content_panels = Page.content_panels + [
        FieldPanel("introduction"),
        PageChooserPanel("lead_story"),
    ]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        today = timezone.localdate()
        bulletins = _newest_bulletins(lead_story=self.lead_story_id)
        campaigns = _running_campaigns(starts_on=today, ends_on=today)
        editions = _newest_editions()
        episodes = _newest_episodes()
        lead = self._opening(bulletins)
        others = [bulletin for bulletin in bulletins if bulletin != lead][:8]
        whole = [lead and lead.lead_image, *(edition.cover for edition in editions)]
        cut = [page.lead_image for page in (*others[:2], *campaigns)]
        reading.with_sizes([image for image in whole if image])
        reading.with_sizes([image for image in cut if image], "card")
        context.update(lead_story=lead, bulletins=others, campaigns=campaigns, editions=editions, episodes=episodes)
        return context

    def _opening(self, bulletins):
        """What opens the front page: the chosen story, or the newest with a photograph, or the newest."""
        chosen = [bulletin for bulletin in bulletins if bulletin.pk == self.lead_story_id]
        pictured = [bulletin for bulletin in bulletins if bulletin.lead_image]
        return next(iter([*chosen, *pictured, *bulletins]), None)


@written_once
def _newest_bulletins():
    """The chosen lead story before them all."""
    chosen_first = Case(When(pk=given(HomePage, "lead_story"), then=0), default=1)
    bulletins = BulletinPage.objects.published().for_cards()
    return bulletins.order_by(chosen_first, "-year", "-number", "-first_published_at")[:10]


@written_once
def _running_campaigns():
    running = {"starts_on__lte": given(CampaignPage, "starts_on"), "ends_on__gte": given(CampaignPage, "ends_on")}
    return CampaignPage.objects.published().filter(**running).for_cards().order_by("ends_on")[:3]


@written_once
def _newest_editions():
    return EditionPage.objects.published().latest_first().for_cards().with_parent_title()[:4]


@written_once
def _newest_episodes():
    return EpisodePage.objects.published().latest_first().with_parent()[:4]


class StandardPage(Signposted, ReviewedPage, Page):
    """A standing page: accessibility, privacy, who we are."""

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    template = "editorial/standard_page.html"
    parent_page_types = ["editorial.HomePage", "editorial.StandardPage"]
    subpage_types = ["editorial.StandardPage"]
    search_fields = Page.search_fields + [index.SearchField("introduction"), index.SearchField("body")]
    api_fields = [APIField("introduction"), APIField("body")]
    content_panels = Page.content_panels + [FieldPanel("introduction"), FieldPanel("body")]

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")

    @property
    def lead(self):
        return self.introduction

    def serve(self, request, *args, **kwargs):
        reading.read(self, "body")
        return super().serve(request, *args, **kwargs)
