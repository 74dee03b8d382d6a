"""What every stage of the demonstration shares: pictures by key, placing pages, values of blocks."""

from django.utils.text import slugify
from wagtail.models import Page

from cms.demo import review
from cms.demo.clock import at
from media_assets.models import EditorialDocument, EditorialImage, Piece
from organization.models import Department, Topic

#: Who writes what: pages come from the editors' desk, pieces from the designers'.
PAGE_AUTHOR, PIECE_AUTHOR = "redaccion", "diseno"


class Newsroom:
    """The demonstration's own objects, found by the keys its texts use."""

    def __init__(self, staff):
        self.staff = staff
        self.departments = {d.slug: d for d in Department.objects.all()}
        self.topics = {t.slug: t for t in Topic.objects.all()}
        self._images = {}

    def image(self, key):
        if key not in self._images:
            self._images[key] = EditorialImage.objects.get(tags__slug=image_tag(key))
        return self._images[key]

    def body(self, blocks):
        """The blocks of a text with the pictures, pieces and documents they name."""
        return [(kind, self._value(kind, value)) for kind, value in blocks]

    def _value(self, kind, value):
        match kind:
            case "figure":
                return value | {"image": self.image(value["image"])}
            case "gallery":
                return value | {"items": [self._value("figure", item) for item in value["items"]]}
            case "piece":
                return value | {"piece": Piece.objects.get(slug=value["piece"])}
            case "download":
                return value | {"document": EditorialDocument.objects.get(title=value["document"])}
        return value

    def classify(self, page, *, department, topics, image="", description=""):
        """Department, topics, lead image and the description for search engines."""
        page.department = self.departments[department]
        page.topics.set([self.topics[slug] for slug in topics])
        if image:
            page.lead_image = self.image(image)
        page.search_description = description[:200]

    def classify_by(self, page, text):
        """The same, as the heading of a text says."""
        self.classify(
            page,
            department=text.get("dependencia"),
            topics=text.list("temas"),
            image=text.get("imagen"),
            description=text.get("entradilla"),
        )

    def publish_page(self, parent: Page, page: Page, life: review.Life):
        """Put a page into the tree as its author would in the editor, and take it as far as its life goes."""
        author = self.staff[PAGE_AUTHOR]
        with at(life.drafted):
            page.owner = author
            page.live = False
            page.has_unpublished_changes = True
            page.slug = page.slug or slugify(page.title)[:100].strip("-")
            parent.add_child(instance=page)
            page.save_revision(user=author, log_action=True)
        review.live_through(page, life, self.staff, author)
        return page


def image_tag(key):
    """The tag by which a second load knows an image of the first."""
    return f"muestra-{key}"
