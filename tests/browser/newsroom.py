"""One of everything that the public and the office open, as small as it gets."""

from dataclasses import dataclass

from editorial.models import (
    BulletinCorrection,
    BulletinPage,
    CampaignPage,
    CampaignPiece,
    EditionPage,
    HomePage,
    Medium,
    StandardPage,
)
from media_assets import renditions
from media_assets.models import Channel, Piece
from tests import factories
from tests.media_assets.factories import published_piece, withdraw


@dataclass
class Newsroom:
    home: HomePage
    bulletin: BulletinPage
    edition: EditionPage
    campaign: CampaignPage
    pieces: dict[Channel, Piece]
    addresses: list[str]
    missing: str
    withdrawn: str


def body(photograph, pieces):
    """Every block that needs no more than words, one photograph or one piece."""
    contact = {"name": "Oficina de Prensa", "role": "", "email": "prensa@rotativa.example", "phone": "604 555 0100"}
    table = {"data": [["Comuna", "Cupos"], ["Popular", "320"]], "first_row_is_table_header": True}
    return [
        ("paragraph", "<p>La Administración abre la <a href='https://www.example.org/'>convocatoria</a> el lunes.</p>"),
        ("heading", {"text": "Requisitos", "level": "2"}),
        ("quote", {"text": "Caminar es cuidar.", "speaker": "Secretaría de Movilidad", "office": ""}),
        ("figure", {"image": photograph, "alt_text": "Una calle", "caption": "La calle", "credit": "Archivo"}),
        *(("piece", {"piece": piece, "caption": ""}) for piece in pieces.values()),
        (
            "figures",
            {"items": [{"value": "21", "label": "comunas"}, {"value": "38 %", "label": "viajes"}], "source": ""},
        ),
        ("table", {"caption": "Cupos", "table": table, "source": ""}),
        ("highlight", {"title": "Tenga en cuenta", "text": "<p>Es gratis.</p>"}),
        ("contact", contact),
    ]


def furnish() -> Newsroom:
    """Fill the site that the migrations plant, and say where everything is."""
    home = HomePage.objects.get()
    photograph = factories.ImageFactory(credit="Archivo", caption="Una calle del centro")
    renditions.prepare(photograph)
    pieces = {c: published_piece(c, title=f"Pieza de {c.label}", transcript="Cierre la llave.") for c in Channel}
    topic = factories.TopicFactory()
    bulletin = factories.bulletin(
        title="La educación abre tres mil cupos",
        kicker="Convocatoria",
        lead_image=photograph,
        body=body(photograph, pieces),
        topics=[topic],
        number=1,
        year=2026,
    )
    bulletin.corrections.add(BulletinCorrection(text="Son tres mil cupos, y no dos mil."))
    bulletin.save()
    factories.bulletin()
    edition = factories.edition(body=body(photograph, pieces), cover=photograph, lead_image=photograph)
    campaign = factories.campaign(
        lead_image=photograph,
        indicators=[
            ("indicator", {"name": "Consumo", "baseline": "120 l", "goal": "100 l", "result": "", "source": ""})
        ],
    )
    for place, piece in enumerate(pieces.values()):
        campaign.pieces.add(CampaignPiece(piece=piece, sort_order=place))
    campaign.save()
    radio, television = (factories.episode(factories.programme(medium)) for medium in (Medium.RADIO, Medium.TELEVISION))
    gone = withdraw(published_piece(Channel.WEB, title="Aviso retirado"))
    pages = (bulletin, edition.get_parent(), edition, campaign, radio.get_parent(), radio, television)
    indexes = ("boletines", "publicaciones", "campanas", "radio", "television", "biblioteca", "buscar")
    return Newsroom(
        home=home,
        bulletin=bulletin,
        edition=edition,
        campaign=campaign,
        pieces=pieces,
        addresses=[
            "/",
            *(f"/{index}/" for index in indexes),
            *(page.url for page in StandardPage.objects.live()),
            *(page.url for page in pages),
            *(piece.get_absolute_url() for piece in pieces.values()),
            f"/boletines/?tema={topic.slug}",
            "/biblioteca/?canal=radio",
            "/buscar/?q=educacion",
            "/buscar/?q=zzzz",
        ],
        missing="/no-existe/",
        withdrawn=gone.get_absolute_url(),
    )
