from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from editorial.blocks import BodyBlock
from editorial.review_doors import ReviewedPage

from .bulletins import BulletinPage
from .campaigns import CampaignPage
from .programmes import EpisodePage
from .publications import EditionPage


class HomePage(ReviewedPage, Page):
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
        bulletins = list(_for_cards(BulletinPage.objects)[:9])
        lead = next((b for b in bulletins if b.pk == self.lead_story_id), None)
        if lead is None and self.lead_story_id:
            lead = _for_cards(BulletinPage.objects).filter(pk=self.lead_story_id).first()
        if lead is None:
            lead = next((b for b in bulletins if b.lead_image), bulletins[0] if bulletins else None)
        today = timezone.localdate()
        context.update(
            lead_story=lead,
            bulletins=[b for b in bulletins if b != lead][:7],
            campaigns=list(
                _for_cards(CampaignPage.objects).filter(starts_on__lte=today, ends_on__gte=today).order_by("ends_on")[:3]
            ),
            editions=list(
                EditionPage.objects.published()
                .latest_first()
                .select_related("cover", "department")
                .prefetch_related("cover__renditions")[:4]
            ),
            episodes=list(EpisodePage.objects.for_cards()[:4]),
        )
        return context


def _for_cards(pages):
    return (
        pages.published()
        .latest_first()
        .select_related("department", "lead_image")
        .prefetch_related("lead_image__renditions")
    )


class StandardPage(ReviewedPage, Page):
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
