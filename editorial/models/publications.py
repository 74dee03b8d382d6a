"""Publications: titles, their editions, and who made them."""

from django.db import models
from django.db.models import Window
from django.db.models.functions import Left, Length, RowNumber
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from editorial import reading
from editorial.blocks import EditionBodyBlock
from editorial.standard_numbers import validate_isbn, validate_issn

from .addresses import RoutesByType
from .base import EditorialPage, EditorialQuerySet, PageManager, editor_tabs
from .downloads import ReadingEdition
from .listing import ListingPage


class PublicationIndexPage(ListingPage):
    """All the titles that the office publishes."""

    template = "editorial/publication_index_page.html"
    parent_page_types = ["editorial.HomePage"]
    subpage_types = ["editorial.PublicationPage"]
    max_count = 1
    listing_filters = ("topic", "department")

    class Meta:
        verbose_name = _("publication index")
        verbose_name_plural = _("publication indexes")

    def listed_model(self):
        return PublicationPage

    def read_cards(self, pages):
        """A title is shown by the cover of its newest edition."""
        newest = {edition.parent_path: edition for edition in EditionPage.objects.newest_of(pages)}
        for page in pages:
            page.newest_edition = newest.get(page.path)
        images = [*(page.lead_image for page in pages), *(edition.cover for edition in newest.values())]
        reading.with_sizes([image for image in images if image])


class PublicationPage(RoutesByType, EditorialPage):
    """A title: a magazine, booklet, book, newspaper or report, whose issues are its editions."""

    class Type(models.TextChoices):
        MAGAZINE = "magazine", _("Magazine")
        BOOKLET = "booklet", _("Booklet")
        BOOK = "book", _("Book")
        NEWSPAPER = "newspaper", _("Newspaper")
        REPORT = "report", _("Report")
        DOCUMENT = "document", _("Official document")

    publication_type = models.CharField(_("type"), max_length=12, choices=Type)
    subtitle = models.CharField(_("subtitle"), max_length=200, blank=True)
    description = models.TextField(_("description"), max_length=800)
    issn = models.CharField("ISSN", max_length=9, blank=True, validators=[validate_issn])
    frequency = models.CharField(_("frequency"), max_length=60, blank=True)

    bodies_read = ()

    template = "editorial/publication_page.html"
    parent_page_types = ["editorial.PublicationIndexPage"]
    subpage_types = ["editorial.EditionPage"]

    search_fields = EditorialPage.search_fields + [
        index.SearchField("subtitle"),
        index.SearchField("description", boost=2),
    ]
    api_fields = EditorialPage.api_fields + [
        APIField("publication_type"),
        APIField("subtitle"),
        APIField("description"),
        APIField("issn"),
        APIField("frequency"),
    ]
    content_panels = [
        TitleFieldPanel("title", placeholder=False, classname=""),
        FieldPanel("subtitle"),
        FieldRowPanel([FieldPanel("publication_type"), FieldPanel("frequency"), FieldPanel("issn")]),
        FieldPanel("description"),
    ]

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    @property
    def lead(self):
        return self.description

    def editions(self):
        """Its published issues, newest first."""
        return EditionPage.objects.child_of(self).published().latest_first().for_cards()

    def child_model(self):
        return EditionPage

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["editions"] = list(self.editions()[:60])
        reading.with_sizes([edition.cover for edition in context["editions"] if edition.cover])
        return context


PublicationPage.edit_handler = editor_tabs((_("Text"), PublicationPage.content_panels), page_type=PublicationPage)


class EditionQuerySet(EditorialQuerySet):
    def latest_first(self):
        return self.order_by("-edition_date", "-pk")

    def with_parent_path(self):
        """``parent_path`` tells the title of an edition without a query more."""
        return self.annotate(parent_path=Left("path", Length("path") - EditionPage.steplen))

    def newest_of(self, titles):
        """The newest published edition of each title, in one query."""
        newest = Window(RowNumber(), partition_by="parent_path", order_by=["-edition_date", "-pk"])
        editions = (
            self.published().for_cards().with_parent_path().filter(parent_path__in=[title.path for title in titles])
        )
        return editions.annotate(rank=newest).filter(rank=1)


class EditionPage(ReadingEdition, EditorialPage):
    """
    An issue of a publication, to be read here, taken away as PDF, and printed.

    Trim size in millimetres; print run in copies.
    """

    class Binding(models.TextChoices):
        STAPLED = "stapled", _("Saddle-stitched")
        PERFECT = "perfect", _("Perfect bound")
        SEWN = "sewn", _("Sewn")
        SPIRAL = "spiral", _("Spiral")
        LOOSE = "loose", _("Loose sheets")
        DIGITAL = "digital", _("Digital only")

    issue_number = models.CharField(_("issue number"), max_length=20, blank=True)
    edition_date = models.DateField(_("date of the edition"), default=timezone.localdate)
    isbn = models.CharField("ISBN", max_length=17, blank=True, validators=[validate_isbn])
    summary = models.TextField(_("summary"), max_length=600)
    cover = models.ForeignKey(
        "media_assets.EditorialImage",
        verbose_name=_("cover"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(EditionBodyBlock(), verbose_name=_("contents"))
    print_piece = models.ForeignKey(
        "media_assets.Piece",
        verbose_name=_("print piece"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="edition_uses",
        limit_choices_to={"channel": "print"},
        help_text=_("The piece of the library with the PDF for the printer."),
    )
    trim_width_mm = models.DecimalField(_("trim width (mm)"), max_digits=6, decimal_places=1, null=True, blank=True)
    trim_height_mm = models.DecimalField(_("trim height (mm)"), max_digits=6, decimal_places=1, null=True, blank=True)
    page_count = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    binding = models.CharField(_("binding"), max_length=12, choices=Binding, blank=True)
    print_run = models.PositiveIntegerField(_("print run (copies)"), null=True, blank=True)
    print_specification = models.TextField(
        _("print specification"),
        max_length=1000,
        blank=True,
        help_text=_("Paper and weight, inks, finishes, packing and delivery."),
    )
    legal_deposit = models.CharField(
        _("legal deposit"),
        max_length=120,
        blank=True,
        help_text=_("Number and date of the deposit at the National Library (Ley 44 de 1993)."),
    )

    objects = PageManager.from_queryset(EditionQuerySet)()

    images_read = ("lead_image", "cover")
    image_of_card = "cover"
    lists_read = EditorialPage.lists_read | {"credits": ("role", "name")}

    template = "editorial/edition_page.html"
    parent_page_types = ["editorial.PublicationPage"]
    subpage_types = []

    search_fields = EditorialPage.search_fields + [
        index.SearchField("issue_number"),
        index.SearchField("summary", boost=2),
        index.SearchField("body"),
    ]
    api_fields = EditorialPage.api_fields + [
        APIField("issue_number"),
        APIField("edition_date"),
        APIField("isbn"),
        APIField("summary"),
        APIField("body"),
        APIField("credits"),
    ]
    content_panels = [
        TitleFieldPanel("title", placeholder=False, classname=""),
        FieldRowPanel([FieldPanel("issue_number"), FieldPanel("edition_date")]),
        FieldPanel("summary"),
        FieldPanel("cover"),
        FieldPanel("body"),
        InlinePanel("credits", heading=_("Credits (masthead)"), label=_("Credit")),
    ]
    print_panels = [
        FieldPanel("print_piece"),
        FieldRowPanel([FieldPanel("trim_width_mm"), FieldPanel("trim_height_mm"), FieldPanel("page_count")]),
        FieldRowPanel([FieldPanel("binding"), FieldPanel("print_run")]),
        FieldPanel("print_specification"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("isbn"), FieldPanel("legal_deposit")])], heading=_("Registration")),
    ]

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    @property
    def lead(self):
        return self.summary

    @property
    def publication(self):
        return self.get_parent().specific

    @property
    def table_of_contents(self):
        """The sections of the body as (anchor, text) in order."""
        return [
            (slugify(block.value["text"]), block.value["text"])
            for block in self.body
            if block.block_type == "heading" and block.value["level"] == "2"
        ]


EditionPage.edit_handler = editor_tabs(
    (_("Text"), EditionPage.content_panels), (_("Print"), EditionPage.print_panels), page_type=EditionPage
)


class EditionCredit(Orderable):
    """A line of the masthead of an edition."""

    page = ParentalKey(EditionPage, on_delete=models.CASCADE, related_name="credits")
    role = models.CharField(_("role"), max_length=80)
    name = models.CharField(_("name"), max_length=160)

    api_fields = [APIField("role"), APIField("name")]

    class Meta(Orderable.Meta):
        verbose_name = _("credit")
        verbose_name_plural = _("credits")

    def __str__(self):
        return f"{self.role}: {self.name}"
