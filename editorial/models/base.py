"""What all pages that go through review share."""

from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Left, Length, Substr
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import CommentPanel, FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images.api.fields import ImageRenditionField
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.search import index

from editorial import reading
from editorial.review_doors import ReviewedPage
from organization.models import Department, Topic
from organization.widgets import DepartmentSelect, TopicCheckboxes

from .addresses import Signposted

#: What a card needs of Wagtail's own columns.
COLUMNS_OF_CARD = (
    "title", "slug", "path", "depth", "url_path", "content_type", "live", "search_description", "first_published_at",
)  # fmt: skip


class EditorialQuerySet(PageQuerySet):
    """Pages in the words of the newsroom."""

    def published(self):
        """Live and open to everybody, private sections told in the same query."""
        private = PageViewRestriction.objects.filter(page__path=Substr(OuterRef("path"), 1, Length("page__path")))
        return self.live().filter(~Exists(private))

    def with_joins(self):
        """With the department and the images that the page itself shows."""
        return self.select_related("department", *self.model.images_read)

    def for_cards(self, pictured=True):
        """With what a card shows, and without the rest of the page, which is long to fetch and to decode."""
        model = self.model
        own = [field.name for field in model._meta.local_concrete_fields if not isinstance(field, StreamField)]
        cards = self.select_related("department", *([model.image_of_card] if pictured else []))
        return cards.only(*COLUMNS_OF_CARD, *own, "department__name")

    def with_parent_title(self):
        """``parent_title`` names the publication or programme of a page without a query more."""
        parent = Page.objects.filter(path=Left(OuterRef("path"), Length(OuterRef("path")) - Page.steplen))
        return self.annotate(parent_title=Subquery(parent.values("title")[:1]))

    def for_department(self, department):
        return self.filter(department=department)

    def about(self, topic):
        return self.filter(topics=topic)

    def latest_first(self):
        return self.order_by("-first_published_at", "-pk")


EditorialManager = PageManager.from_queryset(EditorialQuerySet)


class EditorialPage(Signposted, ReviewedPage, Page):
    """
    What every piece of published content has: department, topics, a lead image.

    Abstract. ``content_panels`` of each type come first; the rest of the tabs
    are the same everywhere, so that an editor learns them once.
    """

    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The department that answers for this content."),
    )
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")
    lead_image = models.ForeignKey(
        "media_assets.EditorialImage",
        verbose_name=_("lead image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Opens the page and stands for it in listings and in social networks."),
    )

    objects = EditorialManager()

    class Meta:
        abstract = True

    search_fields = Page.search_fields + [
        index.FilterField("department_id"),
        index.RelatedFields("department", [index.SearchField("name")]),
        index.RelatedFields("topics", [index.SearchField("name"), index.FilterField("slug")]),
    ]

    classification_panels = [
        FieldPanel("topics", widget=TopicCheckboxes),
        FieldPanel("lead_image"),
    ]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("For search engines and social networks"),
        ),
    ]

    api_fields = [
        APIField("department"),
        APIField("topics"),
        APIField("lead_image"),
        APIField("lead_image_rendition", serializer=ImageRenditionField("width-1200|format-webp", source="lead_image")),
    ]

    #: What ``read`` prepares: StreamFields, images, and the fields that are shown of each small list.
    bodies_read: tuple[str, ...] = ("body",)
    images_read: tuple[str, ...] = ("lead_image",)
    image_of_card = "lead_image"
    lists_read: dict[str, tuple[str, ...]] = {"topics": ("name", "slug")}

    @property
    def lead(self):
        """The sentence that stands for the page in a listing."""
        return self.search_description

    def serve(self, request, *args, **kwargs):
        self.read()
        return super().serve(request, *args, **kwargs)

    def read(self):
        """Fetch all that the public page shows, in a number of queries that no content changes."""
        reading.read_lists(self, **self.lists_read)
        reading.read(self, *self.bodies_read, images=self.images_read)


def editor_tabs(*tabs, page_type):
    """
    The editor's tabs: those of the type, then classification, promotion and schedule.

    The department stands at the top: nothing is saved without it, not even by itself.
    """
    (first, panels), *others = tabs
    opening = (first, [FieldPanel("department", widget=DepartmentSelect), *panels])
    return TabbedInterface(
        [
            *(ObjectList(panels, heading=heading) for heading, panels in (opening, *others)),
            ObjectList(page_type.classification_panels, heading=_("Classification")),
            ObjectList(page_type.promote_panels, heading=_("Promotion")),
            # Wagtail adds the comments only to an editor that it laid out itself.
            ObjectList([*page_type.settings_panels, CommentPanel()], heading=_("Schedule"), classname="settings"),
        ]
    )
