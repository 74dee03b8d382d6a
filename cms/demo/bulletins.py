"""Press bulletins of the demonstration, in the order in which they were published."""

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
    staff = newsroom.staff
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
    newsroom.classify(page, text)
    page.spokespersons = [BulletinSpokesperson(name=str(page.department), office=text.get("vocería"))]
    page.contacts = list(_contacts(page.department))
    page.pieces = [BulletinPiece(piece=Piece.objects.get(slug=slug)) for slug in text.list("piezas")]
    loading.place(index, page, staff.redaccion, loading.drafted_at(text))
    loading.live_through(page, text, newsroom)
    if text.get("corrección"):
        _correct(page, text, staff)
    if text.get("retiro"):
        _withdraw(page, text, staff)
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
            name=f"Enlace de comunicaciones, {department.name}",
            email=people.contact_email(department.slug),
            phone=people.contact_phone(position),
        )


def _correct(page, text, staff):
    """A *fe de erratas*: the editor amends the bulletin and the chain approves it again."""
    when, wrong, right, note = (part.strip() for part in text.get("corrección").split("|"))
    corrected_at = moment(when)
    page = page.get_latest_revision_as_object()
    for block in page.body.raw_data:
        if isinstance(block["value"], str):
            block["value"] = block["value"].replace(wrong, right)
    page.corrections.add(BulletinCorrection(date=corrected_at.date(), text=note))
    submitted = corrected_at - review.SUBMITTED_BEFORE / 6
    with at(submitted):
        page.save_revision(user=staff.redaccion, log_action=True)
    review.submit(page, staff.redaccion, submitted)
    review.approve_all(page, staff, submitted, corrected_at, ["", "Se publica con fe de erratas."])


def _withdraw(page, text, staff):
    when, _reason = (part.strip() for part in text.get("retiro").split("|"))
    with at(moment(when)):
        page.unpublish(user=staff.direccion)
