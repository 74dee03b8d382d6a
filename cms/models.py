from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable
from wagtail.search import index

from cms.search.changes import IndexChange  # noqa: F401


@register_setting(icon="site")
class OfficeSettings(BaseSiteSetting, ClusterableModel):
    """Who publishes this site: the name, the crest, the contacts and the footer."""

    office_name = models.CharField(_("name of the office"), max_length=120, default="Secretaría de Comunicaciones")
    institution = models.CharField(_("institution"), max_length=120, default="Alcaldía de Medellín")
    crest = models.ForeignKey(
        "media_assets.EditorialImage",
        verbose_name=_("crest"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    press_email = models.EmailField(_("e-mail for the press"), blank=True)
    footer_text = models.TextField(_("text of the footer"), max_length=400, blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("office_name"), FieldPanel("institution"), FieldPanel("crest")], heading=_("Identity")
        ),
        MultiFieldPanel(
            [
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                FieldPanel("press_email"),
            ],
            heading=_("Contact"),
        ),
        InlinePanel("social_links", heading=_("Social networks"), label=_("Network")),
        FieldPanel("footer_text"),
    ]

    class Meta:
        verbose_name = _("office and site")
        verbose_name_plural = _("office and site")


class SocialLink(Orderable):
    """An account of the office in a social network."""

    office = ParentalKey(OfficeSettings, on_delete=models.CASCADE, related_name="social_links")
    name = models.CharField(_("network"), max_length=40)
    url = models.URLField(_("address"))

    class Meta(Orderable.Meta):
        verbose_name = _("social network")
        verbose_name_plural = _("social networks")

    def __str__(self):
        return self.name


class SearchKind(models.TextChoices):
    """What a reader takes a result for."""

    BULLETIN = "boletin", _("Bulletin")
    PUBLICATION = "publicacion", _("Publication")
    EDITION = "edicion", _("Edition")
    CAMPAIGN = "campana", _("Campaign")
    PROGRAMME = "programa", _("Programme")
    EPISODE = "episodio", _("Episode")
    PIECE = "pieza", _("Piece")
    PAGE = "pagina", _("Page")


class SearchEntryQuerySet(models.QuerySet):
    def open_at(self, now):
        """Those whose time has come and is not over: rights of pieces, expiry."""
        return self.filter(
            models.Q(opens_at__isnull=True) | models.Q(opens_at__lte=now),
            models.Q(closes_at__isnull=True) | models.Q(closes_at__gt=now),
        )


class SearchEntry(index.Indexed, models.Model):
    """
    One public page or piece as readers may find it.

    Written by ``cms.search.entries`` alone. ``text`` is all that is searched beside the
    title, without markup; results are excerpted from it, so that no body is loaded.
    ``documents`` is what the documents say that a page offers.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.CASCADE, related_name="search_entry"
    )
    piece = models.OneToOneField(
        "media_assets.Piece", null=True, blank=True, on_delete=models.CASCADE, related_name="search_entry"
    )
    kind = models.CharField(max_length=12, choices=SearchKind)
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    documents = models.TextField(blank=True)
    date = models.DateTimeField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    department = models.ForeignKey("organization.Department", null=True, on_delete=models.CASCADE, related_name="+")
    image = models.ForeignKey("media_assets.EditorialImage", null=True, on_delete=models.SET_NULL, related_name="+")
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)

    objects = SearchEntryQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=4),
        index.SearchField("summary", boost=2),
        index.SearchField("text"),
        index.SearchField("documents"),
        index.RelatedFields("department", [index.SearchField("name")]),
        index.AutocompleteField("title"),
        index.AutocompleteField("summary"),
        index.AutocompleteField("text"),
        index.FilterField("kind"),
        index.FilterField("year"),
        index.FilterField("department"),
        index.FilterField("opens_at"),
        index.FilterField("closes_at"),
        index.FilterField("date"),
    ]
    # A result is no use of what it points at: it must not stand in anybody's way in the admin.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes = [
            # From what the search found to the pieces, without reading an entry.
            models.Index(
                fields=["id", "piece", "opens_at", "closes_at"],
                condition=models.Q(kind=SearchKind.PIECE),
                name="search_entry_of_piece",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page__isnull=False, piece__isnull=True)
                | models.Q(page__isnull=True, piece__isnull=False),
                name="search_entry_is_a_page_or_a_piece",
            )
        ]

    def __str__(self):
        return self.title
