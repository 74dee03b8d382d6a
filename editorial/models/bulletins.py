"""Press bulletins: their index, their numbers, and who speaks in them."""

from django.db import models, transaction
from django.db.models import Case, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from editorial import corrections, embargo
from editorial.blocks import BodyBlock
from editorial.statements import given, written_once

from .base import EditorialPage, EditorialQuerySet, PageManager, editor_tabs
from .downloads import PressKit, ReadingEdition
from .listing import ListingPage


class BulletinCounter(models.Model):
    """The last bulletin number given in a year; its row is the lock of the numbering."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("bulletin counter")
        verbose_name_plural = _("bulletin counters")

    def __str__(self):
        return f"{self.year}: {self.last_number}"


class BulletinQuerySet(EditorialQuerySet):
    def latest_first(self):
        return self.order_by("-year", "-number", "-first_published_at")


class BulletinIndexPage(ListingPage):
    """All press bulletins, newest first."""

    template = "editorial/bulletin_index_page.html"
    parent_page_types = ["editorial.HomePage"]
    subpage_types = ["editorial.BulletinPage"]
    max_count = 1
    listing_filters = ("year", "month", "topic", "department")

    class Meta:
        verbose_name = _("bulletin index")
        verbose_name_plural = _("bulletin indexes")

    def listed_model(self):
        return BulletinPage


class BulletinPage(ReadingEdition, PressKit, EditorialPage):
    """
    A press bulletin.

    ``number`` and ``year`` are given at publication by ``editorial.numbering`` and
    never change or return to the pool. ``embargo_until`` moves the go-live moment,
    so that nothing of the bulletin is public before it.
    """

    number = models.PositiveIntegerField(_("number"), null=True, blank=True, editable=False)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, editable=False)
    kicker = models.CharField(
        _("kicker"), max_length=100, blank=True, help_text=_("Two to six words above the headline.")
    )
    lead_text = models.TextField(
        _("lead"), max_length=500, help_text=_("What, who, when, where and why, in at most two sentences.")
    )
    dateline_place = models.CharField(_("place of the dateline"), max_length=80, default="Medellín")
    body = StreamField(BodyBlock(), verbose_name=_("body"))
    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Nobody outside the office sees the bulletin before this minute (Bogotá time)."),
    )

    objects = PageManager.from_queryset(BulletinQuerySet)()

    lists_read = EditorialPage.lists_read | {
        "spokespersons": ("name", "office"),
        "contacts": ("name", "role", "email", "phone"),
        "corrections": ("date", "text"),
    }

    template = "editorial/bulletin_page.html"
    parent_page_types = ["editorial.BulletinIndexPage"]
    subpage_types = []

    search_fields = EditorialPage.search_fields + [
        index.SearchField("kicker"),
        index.SearchField("lead_text", boost=2),
        index.SearchField("body"),
        index.FilterField("year"),
    ]
    api_fields = EditorialPage.api_fields + [
        APIField("number"),
        APIField("year"),
        APIField("kicker"),
        APIField("lead_text"),
        APIField("dateline_place"),
        APIField("body"),
        APIField("spokespersons"),
        APIField("contacts"),
        APIField("corrections"),
    ]

    content_panels = [
        FieldPanel("kicker"),
        TitleFieldPanel(
            "title",
            heading=_("Headline"),
            help_text=_("Up to 110 characters; say what happens."),
            placeholder=False,
            classname="",
        ),
        FieldPanel("lead_text"),
        FieldPanel("dateline_place"),
        FieldPanel("body"),
    ]
    press_panels = [
        InlinePanel("spokespersons", heading=_("Spokespersons"), label=_("Spokesperson"), max_num=6),
        InlinePanel("contacts", heading=_("Contacts for the press"), label=_("Contact"), max_num=4),
        InlinePanel(
            "pieces",
            heading=_("Pieces for the press kit"),
            label=_("Piece"),
            help_text=_("Published pieces go into the press kit with the photographs and the text."),
        ),
        InlinePanel("corrections", heading=_("Corrections (fe de erratas)"), label=_("Correction")),
    ]
    settings_panels = [
        FieldPanel("embargo_until"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("go_live_at"), FieldPanel("expire_at")])], heading=_("Schedule"), icon="calendar"
        ),
    ]

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="bulletin_number_unique_per_year"),
            models.CheckConstraint(
                condition=models.Q(number__isnull=True, year__isnull=True)
                | models.Q(number__isnull=False, year__isnull=False),
                name="bulletin_number_and_year_together",
            ),
        ]

    #: A copy is another bulletin: it gets its own number and has nothing to correct yet.
    exclude_fields_in_copy = ["number", "year", "corrections"]

    def clean(self):
        super().clean()
        self.go_live_at = embargo.earliest_publication(self.go_live_at, self.embargo_until)

    def with_content_json(self, content):
        """Of any revision: the number and the dates of notes that readers have, and nothing before its embargo."""
        page = super().with_content_json(content)
        page.number, page.year = self.number, self.year
        page.go_live_at = embargo.earliest_publication(page.go_live_at, page.embargo_until)
        if content.get("corrections"):
            dates = corrections.dates_of_public_notes(self.pk)
            for note in page.corrections.all():
                note.date = dates.get(note.text, note.date)
        return page

    def publish(self, revision, user=None, **kwargs):
        """A note of correction is dated the day that readers see it."""
        with transaction.atomic():
            known, since = list(corrections.dates_of_public_notes(self.pk)), self.last_published_at
            done = super().publish(revision, user=user, **kwargs)
            corrections.date_new_notes(self.pk, known, since)
        return done

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["others"] = self.others()
        return context

    def others(self):
        """The newest of the other bulletins: of its department first, so that a reader goes on in the subject."""
        return _others(id=self.pk, department=self.department_id)

    @property
    def lead(self):
        return self.lead_text

    @property
    def reference(self):
        """How the press cites it: ``Boletín 042 de 2026``, or nothing before publication."""
        if self.number is None:
            return ""
        return _("Bulletin %(number)03d of %(year)d") % {"number": self.number, "year": self.year}

    @property
    def date(self):
        """The day of the dateline: of publication, or today in a draft (aware datetime)."""
        return self.first_published_at or timezone.now()


@written_once
def _others():
    of_department = Case(When(department=given(BulletinPage, "department"), then=0), default=1)
    bulletins = BulletinPage.objects.published().exclude(pk=given(BulletinPage, "id")).for_cards(pictured=False)
    return bulletins.order_by(of_department, "-year", "-number", "-first_published_at")[:3]


BulletinPage.edit_handler = editor_tabs(
    (_("Text"), BulletinPage.content_panels), (_("Press"), BulletinPage.press_panels), page_type=BulletinPage
)


class BulletinSpokesperson(Orderable):
    """Who speaks for the office in a bulletin."""

    page = ParentalKey(BulletinPage, on_delete=models.CASCADE, related_name="spokespersons")
    name = models.CharField(_("name"), max_length=120)
    office = models.CharField(_("position or office"), max_length=160, blank=True)

    api_fields = [APIField("name"), APIField("office")]

    class Meta(Orderable.Meta):
        verbose_name = _("spokesperson")
        verbose_name_plural = _("spokespersons")

    def __str__(self):
        return self.name


class BulletinContact(Orderable):
    """Whom the press may call about a bulletin."""

    page = ParentalKey(BulletinPage, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name or office"), max_length=120)
    role = models.CharField(_("position"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    api_fields = [APIField("name"), APIField("role"), APIField("email"), APIField("phone")]

    class Meta(Orderable.Meta):
        verbose_name = _("press contact")
        verbose_name_plural = _("press contacts")

    def __str__(self):
        return self.name


class BulletinPiece(Orderable):
    """A piece of the library that goes into the press kit of a bulletin."""

    page = ParentalKey(BulletinPage, on_delete=models.CASCADE, related_name="pieces")
    piece = models.ForeignKey(
        "media_assets.Piece", verbose_name=_("piece"), on_delete=models.PROTECT, related_name="bulletin_uses"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("piece of the press kit")
        verbose_name_plural = _("pieces of the press kit")


class BulletinCorrection(Orderable):
    """A *fe de erratas*: a dated public note of what was wrong and what is right."""

    page = ParentalKey(BulletinPage, on_delete=models.CASCADE, related_name="corrections")
    date = models.DateField(_("date"), default=timezone.localdate)
    text = models.TextField(
        _("correction"), max_length=600, help_text=_("What was said, and what is right. It is shown on the page.")
    )

    panels = [FieldPanel("date"), FieldPanel("text")]
    api_fields = [APIField("date"), APIField("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self):
        return f"{self.date}: {self.text[:60]}"
