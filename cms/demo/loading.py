"""What every stage of the demonstration shares: pictures by key, placing pages, values of blocks."""

from datetime import timedelta

from django.utils.text import slugify
from wagtail.models import Page

from cms.demo import review
from cms.demo.clock import at, moment
from media_assets.models import EditorialDocument, EditorialImage, Piece
from organization.models import Department, Topic


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

    def classify(self, page, text):
        """Department, topics and lead image, as the heading of the text says."""
        page.department = self.departments[text.get("dependencia")]
        page.topics.set([self.topics[slug] for slug in text.list("temas")])
        if text.get("imagen"):
            page.lead_image = self.image(text.get("imagen"))
        page.search_description = text.get("entradilla")[:200]


def image_tag(key):
    """The tag by which a second load knows an image of the first."""
    return f"muestra-{key}"


def place(parent: Page, page: Page, author, when):
    """Put a draft into the tree as its author would in the editor."""
    with at(when):
        page.owner = author
        page.live = False
        page.has_unpublished_changes = True
        page.slug = page.slug or slugify(page.title)[:100].strip("-")
        parent.add_child(instance=page)
        page.save_revision(user=author, log_action=True)
    return page


def live_through(page, text, newsroom, author=None):
    """
    Take a page that was just placed to the state its text asks for.

    States: borrador, en revisión (``aprobaciones`` steps done), devuelto, programado,
    embargado, publicado, corregido, retirado.
    """
    staff = newsroom.staff
    author = author or staff.redaccion
    state, when = text.get("estado"), moment(text.get("hace"))
    if state == "borrador":
        return
    submitted = when if state in ("en revisión", "devuelto") else when - review.SUBMITTED_BEFORE
    review.submit(page, author, submitted)
    if state == "en revisión":
        for step in range(int(text.get("aprobaciones", "0"))):
            review.approve(page, staff, submitted + timedelta(hours=5 * (step + 1)))
        return
    if state == "devuelto":
        for step in range(int(text.get("aprobaciones", "0"))):
            review.approve(page, staff, submitted + timedelta(hours=5 * (step + 1)))
        review.reject(page, staff, submitted + timedelta(hours=22), text.get("comentario"))
        return
    comments = [c.strip() for c in text.get("comentarios").split("|")] if text.get("comentarios") else ()
    review.approve_all(page, staff, submitted, when, comments)


def drafted_at(text):
    """When the author began the page: some time before what the heading dates."""
    return moment(text.get("hace")) - (
        review.DRAFTED_BEFORE
        if text.get("estado") not in ("borrador", "en revisión", "devuelto")
        else timedelta(hours=4)
    )
