"""Publications with their editions, their mastheads and their print data."""

from datetime import date
from decimal import Decimal

from cms.demo import markup, official_text, review
from cms.demo.clock import moment
from editorial.models import EditionCredit, EditionPage, PublicationIndexPage, PublicationPage
from media_assets.models import Piece


def items():
    """Every publication (a folder of ``texts/publicaciones``), each followed by its editions, oldest first."""
    for folder in sorted((markup.TEXTS / "publicaciones").iterdir()):
        publication = markup.read(folder / "publicacion.txt")
        yield folder.name, publication, None
        editions = [markup.read(path) for path in folder.glob("*.txt") if path.stem != "publicacion"]
        for edition in sorted(editions, key=lambda text: moment(text.get("hace"))):
            yield folder.name, publication, edition


def load(item, newsroom):
    slug, publication, edition = item
    index = PublicationIndexPage.objects.get()
    page = PublicationPage.objects.child_of(index).filter(slug=slug).first()
    if edition is None:
        return False if page else bool(_publication(index, slug, publication, newsroom))
    if EditionPage.objects.child_of(page).filter(slug=edition.name).exists():
        return False
    return bool(_edition(page, edition, newsroom))


def _publication(index, slug, text, newsroom):
    page = PublicationPage(
        title=text.get("título"),
        slug=slug,
        publication_type=text.get("tipo"),
        subtitle=text.get("subtítulo"),
        description=text.get("entradilla"),
        issn=text.get("issn"),
        frequency=text.get("periodicidad"),
    )
    newsroom.classify_by(page, text)
    return newsroom.publish_page(index, page, review.Life.of(text))


def _edition(parent, text, newsroom):
    page = EditionPage(
        title=text.get("título"),
        slug=text.name,
        issue_number=text.get("número"),
        edition_date=_edition_date(text),
        isbn=text.get("isbn"),
        summary=text.get("entradilla"),
        cover=newsroom.image(text.get("portada")) if text.get("portada") else None,
        body=newsroom.body(official_text.read(text.get("oficial")) if text.get("oficial") else text.blocks),
        print_piece=Piece.objects.get(slug=text.get("pieza")) if text.get("pieza") else None,
        binding=text.get("encuadernación"),
        print_specification=text.get("impresión"),
        legal_deposit=text.get("depósito"),
        page_count=int(text.get("páginas")) if text.get("páginas") else None,
        print_run=int(text.get("tiraje")) if text.get("tiraje") else None,
    )
    if text.get("corte"):
        page.trim_width_mm, page.trim_height_mm = (Decimal(side) for side in text.get("corte").split("x"))
    newsroom.classify_by(page, text)
    page.credits = [
        EditionCredit(role=role.strip(), name=name.strip())
        for role, _equals, name in (line.partition("=") for line in text.get("créditos").split("|"))
        if name
    ]
    return newsroom.publish_page(parent, page, review.Life.of(text))


def _edition_date(text):
    """The date printed on the cover: given, or that of publication."""
    return date.fromisoformat(text.get("fecha")) if text.get("fecha") else moment(text.get("hace")).date()
