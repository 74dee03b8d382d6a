"""Press bulletins of the demonstration, in the order in which they were published."""

from datetime import timedelta

from cms.demo import loading, markup, people, review
from cms.demo.clock import at, moment
from editorial.models import (
    BulletinContact,
    BulletinCorrection,
    BulletinIndexPage,
    BulletinPage,
    BulletinPiece,
    BulletinSpokesperson,
)
from media_assets.models import Piece


def texts():
    """All bulletins, oldest first, so that numbers are given in the order of publication."""
    return sorted(markup.read_folder("boletines"), key=lambda text: moment(text.get("hace")))


def load(text, newsroom):
    """Write one bulletin and take it to its state; return whether it was new."""
    index = BulletinIndexPage.objects.get()
    slug = text.name.partition("-")[2]
    if BulletinPage.objects.child_of(index).filter(slug=slug).exists():
        return False
    page = BulletinPage(
        title=text.get("título"),
        slug=slug,
        kicker=text.get("antetítulo"),
        lead_text=text.get("entradilla"),
        body=newsroom.body(text.blocks),
    )
    if text.get("embargo"):
        page.embargo_until = page.go_live_at = moment(text.get("embargo"))
    if text.get("salida"):
        page.go_live_at = moment(text.get("salida"))
    newsroom.classify_by(page, text)
    page.spokespersons = [BulletinSpokesperson(name=str(page.department), office=text.get("vocería"))]
    page.contacts = list(_contacts(page.department))
    page.pieces = [BulletinPiece(piece=Piece.objects.get(slug=slug)) for slug in text.list("piezas")]
    newsroom.publish_page(index, page, review.Life.of(text))
    if text.get("corrección"):
        _correct(page, text, newsroom.staff)
    if text.get("retiro"):
        with at(moment(text.get("retiro"))):
            page.unpublish(user=newsroom.staff["direccion"])
    return True


def _contacts(department):
    position = [slug for slug, *_names in people.DEPARTMENTS].index(department.slug)
    yield BulletinContact(
        name="Oficina de Prensa",
        role="Secretaría de Comunicaciones",
        email=people.OFFICE["press_email"],
        phone=people.OFFICE["phone"],
    )
    if department.slug != "comunicaciones":
        yield BulletinContact(
            name="Enlace de comunicaciones",
            role=department.name,
            email=people.contact_email(department.slug),
            phone=people.contact_phone(position),
        )


def _correct(page, text, staff):
    """A *fe de erratas*: the editor amends the bulletin and the chain approves it again."""
    when, wrong, right, note = (part.strip() for part in text.get("corrección").split("|"))
    corrected, author = moment(when), staff[loading.PAGE_AUTHOR]
    submitted = corrected - timedelta(hours=3)
    page = page.get_latest_revision_as_object()
    page.body = [(block.block_type, _amended(block.value, wrong, right)) for block in page.body]
    page.corrections.add(BulletinCorrection(date=corrected.date(), text=note))
    with at(submitted):
        page.save_revision(user=author, log_action=True)
    review.submit(page, author, submitted)
    review.approve_all(page, staff, submitted, corrected, ("", "Sale con fe de erratas."))


def _amended(value, wrong, right):
    """A block's value with the words set right, where it is running text."""
    return value.source.replace(wrong, right) if hasattr(value, "source") else value
