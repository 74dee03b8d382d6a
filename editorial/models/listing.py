"""What the indexes of each section share: pages of children, filters, years."""

from django.core.paginator import Paginator
from django.db import models
from django.utils.dates import MONTHS
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from editorial import reading
from editorial.review_doors import ReviewedPage
from organization.models import Department, Topic

from .addresses import RoutesByType, Signposted


class ListingPage(Signposted, RoutesByType, ReviewedPage, Page):
    """
    An index of pages with filters in the address and pages of a fixed length.

    Abstract. A value that no filter knows is left out instead of failing, since
    addresses are typed and shared.
    """

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)

    page_length = 12
    listing_filters: tuple[str, ...] = ()
    content_panels = Page.content_panels + [FieldPanel("introduction")]

    class Meta:
        abstract = True

    def listed_model(self):
        """The page type that the index lists."""
        raise NotImplementedError

    def child_model(self):
        return self.listed_model()

    def listed(self):
        """The public pages below this index, newest first; ``read_cards`` adds their pictures."""
        return self.listed_model().objects.child_of(self).published().latest_first().for_cards()

    def read_cards(self, pages):
        """Fetch the pictures of the cards of one page of the listing, in one query."""
        reading.attach_pictures(pages, "lead_image")

    def chosen_filters(self, query, options) -> dict:
        """The filters of the address that mean something, by name."""
        chosen = {}
        if "year" in self.listing_filters and (year := _whole_number(query.get("anio"), 1900, 2200)):
            chosen["year"] = year
        if "month" in self.listing_filters and (month := _whole_number(query.get("mes"), 1, 12)):
            chosen["month"] = month
        if "topic" in self.listing_filters and (slug := query.get("tema")):
            chosen["topic"] = next((topic for topic in options["topics"] if topic.slug == slug), None)
        if "department" in self.listing_filters and (slug := query.get("dependencia")):
            chosen["department"] = next((found for found in options["departments"] if found.slug == slug), None)
        return {name: value for name, value in chosen.items() if value}

    def filtered(self, pages, chosen):
        """Only the pages that fit the chosen filters."""
        if year := chosen.get("year"):
            pages = pages.filter(first_published_at__year=year)
        if month := chosen.get("month"):
            pages = pages.filter(first_published_at__month=month)
        if topic := chosen.get("topic"):
            pages = pages.about(topic)
        if department := chosen.get("department"):
            pages = pages.for_department(department)
        return pages

    def filter_options(self):
        """What each filter offers: only values that have pages."""
        options = {}
        model = self.listed_model()
        pages = model.objects.child_of(self).published()
        if "year" in self.listing_filters:
            options["years"] = self.years_of(pages)
        if "month" in self.listing_filters:
            options["months"] = list(MONTHS.items())
        if "topic" in self.listing_filters:
            through = model.topics.through
            tagged = through.objects.filter(**{f"{model._meta.model_name}__in": pages.order_by()})
            options["topics"] = list(Topic.objects.filter(pk__in=tagged.values("topic_id")))
        if "department" in self.listing_filters:
            answering = pages.order_by().values("department_id")
            options["departments"] = list(Department.objects.filter(pk__in=answering))
        return options

    def years_of(self, pages) -> list[int]:
        """The years that the filter offers, latest first: those in which something was published."""
        return [day.year for day in pages.order_by().dates("first_published_at", "year", order="DESC")]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        options = self.filter_options()
        chosen = self.chosen_filters(request.GET, options)
        pages = Paginator(self.filtered(self.listed(), chosen), self.page_length).get_page(request.GET.get("pagina"))
        self.read_cards(pages.object_list)
        query = request.GET.copy()
        query.pop("pagina", None)
        context.update(
            listing=pages,
            chosen=chosen,
            options=options,
            listing_query=query.urlencode(),
        )
        return context

    @cached_property
    def feed_url(self):
        return f"{self.url}feed.xml"


def _whole_number(text, least, most):
    """The number that the text writes, or None when it is none within the bounds."""
    if not text or not text.isascii() or not text.isdecimal() or len(text) > 6:
        return None
    number = int(text)
    return number if least <= number <= most else None
