"""A department asks for pieces, a designer takes it in the board by keyboard, and every screen of it is accessible."""

import pytest
from playwright.sync_api import expect

from editorial.models import CampaignPiece
from media_assets.briefs import requests
from media_assets.briefs.following import link
from media_assets.models import Brief, BriefState, Channel
from tests import factories
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.editing import save_draft
from tests.browser.test_accessibility import OF_WAGTAIL, faults_of
from tests.media_assets.briefs import asked, do, in_hand, late, soon, wanted
from tests.media_assets.factories import published_piece

pytestmark = pytest.mark.browser
#: Pixels: one line of a heading.
TALLEST_ICON = 40


@pytest.fixture
def briefs(home, editor, designer, approver):
    """A brief in each look that a card, a row or a page of one may have."""
    asked(editor, title="Esterilización en los corregimientos", urgent_reason="La jornada se adelantó una semana.")
    busy = in_hand(editor, designer, wanted(Channel.PRINT), wanted(quantity=2), title="Red de lluvia")
    requests.say(busy, "Van las direcciones.", [], editor)
    late(in_hand(editor, designer, title="Pendones de los puntos de encuentro"))
    do("reject", asked(editor, title="Calendario de bolsillo"), approver)
    return busy


def test_the_screens_of_the_briefs_are_accessible(sign_in, briefs, designer, approver):
    page = sign_in(designer)
    addresses = [
        "/admin/solicitudes/",
        "/admin/solicitudes/nueva/",
        "/admin/solicitudes/tablero/",
        "/admin/solicitudes/calendario/",
        f"/admin/solicitudes/calendario/?vista=semana&fecha={briefs.deadline}",
        "/admin/solicitudes/carga/",
        f"/admin/solicitudes/{briefs.pk}/",
        f"/admin/solicitudes/{briefs.pk}/devolver/",
        "/admin/",
    ]
    assert not (faults := faults_of(page, addresses, OF_WAGTAIL)), faults
    director = sign_in(approver)
    addresses = [f"/admin/solicitudes/{briefs.pk}/asignar/", f"/admin/solicitudes/{briefs.pk}/reprogramar/"]
    assert not (faults := faults_of(director, addresses, OF_WAGTAIL)), faults


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_icon_of_a_brief_swells_beyond_its_words(sign_in, briefs, designer, viewport):
    page = sign_in(designer, viewport)
    page.goto(f"/admin/solicitudes/{briefs.pk}/")
    icons = page.get_by_role("main").locator("svg.icon:visible")
    expect(icons.first).to_be_visible()
    heights = icons.evaluate_all("icons => icons.map((icon) => icon.getBoundingClientRect().height)")
    assert max(heights) <= TALLEST_ICON


def test_a_request_is_sent_taken_and_talked_about(sign_in, home, editor, designer):
    factories.DepartmentFactory(name="Secretaría de Salud")
    desk = sign_in(editor)
    desk.goto("/admin/solicitudes/nueva/")
    desk.get_by_label("Título").fill("Esterilización gratuita")
    desk.get_by_label("Dependencia").select_option(label="Secretaría de Salud")
    desk.locator("#id_wanted-0-what").select_option("web")
    desk.get_by_label("Propósito").fill("Agotar los cupos.")
    desk.get_by_label("Público").fill("Familias rurales.")
    desk.get_by_label("Mensaje").fill("Es gratuita.")
    desk.get_by_role("button", name="Enviar la solicitud").click()
    # The day was forgotten: nothing of the rest is.
    desk.get_by_text("La solicitud no se envió").wait_for()
    assert desk.get_by_label("Propósito").input_value() == "Agotar los cupos."
    desk.locator("#id_deadline").fill(soon().isoformat())
    desk.keyboard.press("Escape")
    desk.get_by_role("button", name="Enviar la solicitud").click()
    desk.get_by_text("ya está con Diseño").wait_for()

    maker = sign_in(designer)
    maker.goto("/admin/solicitudes/tablero/")
    maker.get_by_role("button", name="Tomarla Esterilización gratuita").press("Enter")
    maker.get_by_role("button", name="Empezar el diseño Esterilización gratuita").wait_for()
    brief = Brief.objects.get()
    assert (brief.state, brief.assigned_to) == (BriefState.ASSIGNED, designer)
    maker.get_by_role("link", name="Esterilización gratuita").first.click()
    maker.locator("#id_text").fill("¿Hay fotografías de la jornada pasada?")
    maker.get_by_role("button", name="Enviar", exact=True).click()
    maker.get_by_text("¿Hay fotografías de la jornada pasada?").wait_for()


def test_what_is_told_of_a_message_is_seen_where_it_was_sent(sign_in, briefs, designer):
    page = sign_in(designer, PHONE)
    page.goto(f"/admin/solicitudes/{briefs.pk}/")
    page.locator("#id_text").fill("Copio a @nadie.")
    page.get_by_role("button", name="Enviar", exact=True).click()
    expect(page.get_by_text("no menciona a nadie que pueda leerla aquí: @nadie.")).to_be_in_viewport()
    expect(page.get_by_text("Copio a @nadie.")).to_be_in_viewport()


def test_a_delivered_piece_is_added_to_the_draft_of_its_campaign(sign_in, home, editor, designer):
    campaign = factories.campaign(user=editor)
    brief = in_hand(editor, designer, campaign=campaign)
    banner = published_piece(title="Banner de la lluvia", created_by=designer)
    link(banner, brief, designer)
    do("deliver", brief, designer)
    desk = sign_in(editor)
    desk.goto(f"/admin/pages/{campaign.pk}/edit/#tab-piezas")
    offers = desk.get_by_role("region", name="Piezas entregadas para esta campaña, aún sin colocar")
    assert not (faults := faults_of(desk, [desk.url], OF_WAGTAIL)), faults
    offers.get_by_role("button", name="Agregar al borrador Banner de la lluvia").press("Enter")
    expect(offers).to_be_hidden()
    expect(desk.locator("#id_pieces-0-piece-title")).to_have_text("Banner de la lluvia")
    # The row is taken away again: the piece is offered again.
    desk.locator("#id_pieces-0-DELETE-button").click()
    expect(offers).to_be_visible()
    offers.get_by_role("button", name="Agregar al borrador").click()
    save_draft(desk)
    draft = campaign.__class__.objects.get(pk=campaign.pk).get_latest_revision_as_object()
    assert [row.piece_id for row in draft.pieces.all()] == [banner.pk]
    assert not CampaignPiece.objects.filter(page=campaign).exists()
