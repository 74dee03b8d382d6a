"""The public library: readers see what is published, find it, and learn what they may do with it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from editorial.models import CampaignPiece
from media_assets.models import Channel, DerivativeKind, Licence, Piece, PieceCredit
from media_assets.public_library import PAGE, SHELF, Selection
from media_assets.technical_sheet import clock, technical_sheet
from tests import factories
from tests.media_assets.factories import add_derivative, add_version, published_piece, withdraw

pytestmark = pytest.mark.django_db

#: What a public page may cost when nothing is cached (issue 2), the chrome of the site included.
COLD = 12


def shown(client, address="/biblioteca/"):
    """The titles of the pieces that a page of the library shows."""
    groups = client.get(address).context["groups"]
    return [piece.title for _channel, pieces in groups for piece in pieces]


def campaign_with(*pieces, **fields):
    campaign = factories.campaign(**fields)
    campaign.pieces = [CampaignPiece(piece=piece, sort_order=place) for place, piece in enumerate(pieces)]
    campaign.save()
    return campaign


# -- The listing ----------------------------------------------------------------


def test_the_library_shows_the_published_pieces_of_each_channel(client):
    for channel in Channel:
        published_piece(channel, title=f"Pieza de {channel}")
    factories.piece(Channel.PRINT, title="Borrador")
    assert shown(client) == ["Pieza de print", "Pieza de radio", "Pieza de tv", "Pieza de web"]


@pytest.mark.parametrize(
    "change",
    [
        {"live": False},
        {"current_version": None},
        {"rights_until": timezone.localdate() - timedelta(days=1)},
        {"rights_from": timezone.localdate() + timedelta(days=1)},
        {"expire_at": timezone.now() - timedelta(seconds=1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_not_public_is_in_no_shelf(client, change):
    piece = published_piece()
    for name, value in change.items():
        setattr(piece, name, value)
    piece.save()
    assert shown(client) == []
    assert shown(client, f"/biblioteca/?formato={piece.format.code}") == []


def test_a_shelf_holds_the_latest_and_a_listing_all(client):
    for n in range(SHELF + 2):
        piece = published_piece(title=f"Aviso {n}")
        Piece.objects.filter(pk=piece.pk).update(last_published_at=timezone.now() + timedelta(minutes=n))
    assert shown(client) == [f"Aviso {n}" for n in reversed(range(2, SHELF + 2))]
    assert len(shown(client, "/biblioteca/?canal=web")) == SHELF + 2


def test_a_long_listing_has_pages(client):
    for _ in range(PAGE + 1):
        published_piece()
    response = client.get("/biblioteca/?canal=web&pagina=2")
    assert len(response.context["listing"].object_list) == 1
    assert 'href="?canal=web&amp;pagina=1"' in response.content.decode()


def test_filters_narrow_the_listing(client):
    wanted, other = published_piece(Channel.RADIO, title="Ésta"), published_piece(Channel.RADIO, title="Otra")
    campaign = campaign_with(wanted, slug="cuidemos-el-agua")
    for query in (
        f"formato={wanted.format.code}",
        f"dependencia={wanted.department.slug}",
        f"campana={campaign.slug}",
        f"canal=radio&formato={wanted.format.code}&dependencia={wanted.department.slug}",
    ):
        assert shown(client, f"/biblioteca/?{query}") == ["Ésta"], query
    assert sorted(shown(client, "/biblioteca/?canal=radio")) == ["Otra", "Ésta"]
    assert shown(client, "/biblioteca/?canal=web") == []
    assert other.department != wanted.department


def test_the_tabs_count_under_the_other_filters(client):
    spot = published_piece(Channel.RADIO)
    published_piece(Channel.RADIO)
    response = client.get(f"/biblioteca/?dependencia={spot.department.slug}")
    assert {item["slug"]: item["count"] for item in response.context["channels"]} == {
        "impresos": 0,
        "radio": 1,
        "television": 0,
        "web": 0,
    }


@pytest.mark.parametrize("channel", [Channel.WEB, Channel.RADIO, Channel.TV])
def test_the_words_that_were_sought_are_marked_in_the_titles_and_nothing_else_is_markup(channel, client):
    published_piece(channel, title="Jornadas de vacunación <b onclick=x>")
    answer = client.get("/biblioteca/", {"q": "VACUNACIONES"}).content.decode()
    assert ">Jornadas de <mark>vacunación</mark> &lt;b onclick=x&gt;</a>" in answer
    assert "<mark>" not in client.get("/biblioteca/").content.decode()


@pytest.mark.parametrize("query", ["canal=prensa", "formato=nada", "dependencia=%00", "campana=x", "pagina=-3&canal=x"])
def test_a_filter_that_means_nothing_is_left_out(client, query):
    published_piece(title="Aviso")
    assert shown(client, f"/biblioteca/?{query}") == ["Aviso"]


def test_words_find_pieces_without_their_accents(client):
    published_piece(title="Jornada de educación ambiental")
    published_piece(title="Otra cosa")
    assert shown(client, "/biblioteca/?q=educacion") == ["Jornada de educación ambiental"]


@pytest.mark.parametrize("text", ["%00", "%22%28%2A", "a" * 500, "%F0%9F%90%95", "AND OR NOT"])
def test_any_words_get_an_answer(client, text):
    published_piece()
    response = client.get(f"/biblioteca/?q={text}")
    assert response.status_code == 200


def test_an_empty_answer_says_what_to_do(client):
    response = client.get("/biblioteca/?canal=radio")
    assert "Ninguna pieza cumple estos filtros" in response.content.decode()


def test_a_campaign_before_a_login_is_no_filter(client):
    campaign = campaign_with(published_piece())
    assert Selection.read({}).choices.campaigns == [campaign.page_ptr]
    PageViewRestriction.objects.create(page=campaign, restriction_type=PageViewRestriction.LOGIN)
    assert Selection.read({}).choices.campaigns == []


# -- The page of a piece -----------------------------------------------------------


def test_a_poster_has_its_sheet_credits_and_licence(client):
    piece = published_piece(
        Channel.PRINT,
        title="Cada gota",
        licence=Licence.CC_BY,
        format=factories.piece_format(Channel.PRINT, name="Afiche", width_mm=500, height_mm=700, bleed_mm=3),
    )
    PieceCredit.objects.create(piece=piece, role="Diseño", name="Taller gráfico")
    page = client.get(piece.get_absolute_url()).content.decode()
    for text in ("500 × 700 mm", "3 mm", "Taller gráfico", "creativecommons.org/licenses/by/4.0", "PDF"):
        assert text in page


def test_only_an_open_licence_offers_the_file(client):
    piece = published_piece(Channel.PRINT)
    master = piece.current_version.url
    assert master not in client.get(piece.get_absolute_url()).content.decode()
    piece.licence = Licence.CC0
    piece.save()
    assert f'href="{master}?descargar"' in client.get(piece.get_absolute_url()).content.decode()


def test_a_spot_is_heard_and_read_without_scripts(client):
    piece = published_piece(Channel.RADIO, transcript="Cierre la llave.")
    page = client.get(piece.get_absolute_url()).content.decode()
    assert f'<audio class="player__media" src="{piece.current_version.url}" controls' in page
    assert "Cierre la llave." in page


def test_a_commercial_has_its_captions(client):
    piece = published_piece(Channel.TV)
    piece.captions.name = "captions/c.vtt"
    piece.save()
    page = client.get(piece.get_absolute_url()).content.decode()
    assert f'<track kind="captions" src="/archivos/subtitulos/{piece.pk}.vtt"' in page
    assert f'poster="{piece.current_version.preview.url}"' in page


def test_a_booklet_shows_its_pages(client):
    piece = published_piece(Channel.PRINT)
    pages = [add_derivative(piece.current_version, DerivativeKind.PAGE, position=n) for n in (1, 2)]
    html = client.get(piece.get_absolute_url()).content.decode()
    assert all(page.url in html for page in pages)


def test_a_piece_without_previews_says_that_they_are_being_made(client):
    piece = factories.piece(Channel.WEB, live=True)
    add_version(piece)
    assert "Vista previa en preparación" in client.get(piece.get_absolute_url()).content.decode()


def test_a_piece_tells_the_open_pages_that_show_it(client):
    piece = published_piece()
    shown_in = campaign_with(piece, title="Campaña abierta")
    campaign_with(piece, title="Campaña en borrador", live=False)
    private = campaign_with(piece, title="Campaña reservada")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    response = client.get(piece.get_absolute_url())
    assert [page.title for page in response.context["pages"]] == ["Campaña abierta"]
    assert shown_in.url in response.content.decode()


def test_what_people_write_is_shown_as_text(client):
    piece = published_piece(Channel.RADIO, title="<b>uno</b>", transcript="<script>dos</script>", description="<i>tres")
    page = client.get(piece.get_absolute_url()).content.decode()
    assert "<b>uno" not in page
    assert "<script>dos" not in page
    assert "<i>tres" not in page


def test_a_draft_is_not_found_and_a_withdrawn_piece_is_gone(client):
    draft = factories.piece()
    add_version(draft)
    gone = withdraw(published_piece())
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(gone.get_absolute_url()).status_code == 410


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"rights_until": timezone.localdate() - timedelta(days=1)}, 410),
        ({"rights_from": timezone.localdate() + timedelta(days=1)}, 404),
        ({"expire_at": timezone.now() - timedelta(seconds=1)}, 410),
    ],
)
def test_a_piece_is_shown_while_its_rights_hold(client, change, status):
    piece = published_piece()
    Piece.objects.filter(pk=piece.pk).update(**change)
    assert client.get(piece.get_absolute_url()).status_code == status


def test_the_office_previews_a_draft_that_the_public_does_not_see(rf, designer):
    piece = factories.piece(Channel.RADIO, user=designer, title="Cuña en borrador")
    add_version(piece)
    request = rf.get("/")
    request.user = designer
    response = piece.make_preview_request(request)
    assert response.status_code == 200
    page = response.content.decode()
    assert "Cuña en borrador" in page
    assert "esta página no es pública" in page


# -- The technical sheet --------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (None, "0:00"), (29.6, "0:30"), (725, "12:05"), (3720, "1:02:00")]
)
def test_a_duration_reads_as_a_clock(seconds, text):
    assert clock(seconds) == text


def test_the_sheet_prefers_what_was_measured_to_what_was_prescribed():
    piece = factories.piece(Channel.PRINT, format=factories.piece_format(Channel.PRINT, width_mm=500, height_mm=700))
    version = add_version(piece, page_width_mm=499.96, page_height_mm=700.5, pages=1)
    sheet = dict(technical_sheet(piece, version))
    assert "500 × 700,5 mm" in sheet.values()


def test_a_piece_without_a_master_has_the_sheet_of_its_format():
    piece = factories.piece(Channel.PRINT, format=factories.piece_format(Channel.PRINT, width_mm=500, height_mm=700))
    assert "500 × 700 mm" in dict(technical_sheet(piece, None)).values()


# -- What it costs ----------------------------------------------------------------------


@pytest.fixture
def cost(client, django_assert_max_num_queries):
    """``cost(address)``: the queries of a page that is kept nowhere, within what one may cost."""

    def ask(address):
        client.get(address)  # what all pages share is in memory from here on
        with django_assert_max_num_queries(COLD) as queries:
            assert client.get(address, headers={"cookie": "sessionid=alguien"}).status_code == 200
        return len(queries)

    return ask


@pytest.mark.parametrize("query", ["", "?canal=web", "?q=pieza", "?campana=la-campana"])
def test_the_library_costs_the_same_with_few_pieces_and_with_many(cost, query):
    address = f"/biblioteca/{query}"
    campaign_with(*[published_piece(channel) for channel in Channel], slug="la-campana")
    with_few = cost(address)
    campaign_with(*[published_piece(channel) for channel in Channel for _ in range(4)])
    assert cost(address) == with_few


def test_the_page_of_a_piece_costs_the_same_however_much_it_has(cost):
    piece = published_piece(Channel.PRINT)
    campaign_with(piece)
    with_little = cost(piece.get_absolute_url())
    for n in range(8):
        add_derivative(piece.current_version, DerivativeKind.PAGE, position=n + 1)
        PieceCredit.objects.create(piece=piece, role="Diseño", name=f"Oficina {n}")
        campaign_with(piece)
    assert cost(piece.get_absolute_url()) == with_little
