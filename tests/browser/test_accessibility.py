"""WCAG 2.2 AA by axe: what readers open and what the office works with, wide and narrow, by day and by night."""

import pytest

from editorial.models import BulletinIndexPage
from media_assets.models import PieceFormat
from tests import factories
from tests.browser import editing
from tests.browser.accessibility import COLOURS, violations
from tests.browser.conftest import DESKTOP, PHONE
from tests.editorial import chain
from tests.editorial.test_force_publication import force
from tests.media_assets.factories import published_piece

pytestmark = pytest.mark.browser

#: Wagtail's own editors, whose markup is not ours to write:
#: Draftail gives its toolbar and its text area roles without names, Handsontable its clipboard no label;
#: on a phone the outline of the editor is opened by a target of 20 px, partly under another.
OF_WAGTAIL = (".Draftail-Editor", ".handsontable", "#HandsontableCopyPaste", "#w-minimap-toggle")


#: Colours fade from one scheme into the other, however briefly: what is judged is where they end.
SETTLED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
    Promise.allSettled(
        document.getAnimations().filter((a) => a instanceof CSSTransition).map((a) => a.finished)
    ).then(() => done())
)))"""


def looks(page, exclude=()):
    """``(look, violations)`` of the open page in each of its four looks."""
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.evaluate(SETTLED)
            found = violations(page, COLOURS if scheme == "dark" else None, exclude)
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > size["width"]:
                found.append(f"the page is {wide} px wide")
            yield f"{size['width']} px, {scheme}", found
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")


def faults_of(page, addresses, exclude=()):
    faults = []
    for address in addresses:
        page.goto(address)
        for look, found in looks(page, exclude):
            faults += [f"{address} ({look}): {fault}" for fault in found]
    return "\n".join(faults)


def test_every_public_page_is_accessible(browser_page, newsroom):
    browser_page.emulate_media(reduced_motion="reduce")
    addresses = [*newsroom.addresses, newsroom.missing, newsroom.withdrawn]
    assert not (faults := faults_of(browser_page, addresses)), faults


def test_the_screens_of_the_office_are_accessible(sign_in, newsroom, superuser):
    page = sign_in(superuser)
    piece, *_rest = newsroom.pieces.values()
    index = BulletinIndexPage.objects.get()
    addresses = [
        "/admin/",
        f"/admin/pages/{index.pk}/",
        f"/admin/pages/add/editorial/bulletinpage/{index.pk}/",
        f"/admin/pages/{newsroom.bulletin.pk}/edit/",
        f"/admin/pages/{newsroom.campaign.pk}/edit/",
        f"/admin/pages/{newsroom.edition.pk}/edit/",
        "/admin/piezas/",
        "/admin/piezas/?layout=list",
        "/admin/piezas/add/",
        f"/admin/piezas/edit/{piece.pk}/",
        f"/admin/piezas/inspect/{piece.pk}/",
        "/admin/formatos/",
        f"/admin/formatos/edit/{PieceFormat.objects.first().pk}/",
        "/admin/dependencias/",
        "/admin/temas/",
        "/admin/images/",
        "/admin/media/",
        "/admin/documents/",
        "/admin/reports/workflow/",
    ]
    assert not (faults := faults_of(page, addresses, OF_WAGTAIL)), faults


def test_the_screens_of_the_review_are_accessible(sign_in, newsroom, editor, style_reviewer, approver, legal_reviewer):
    campaign = factories.campaign(user=editor, live=False, slogan="Una ciudad que lee")
    chain.submit(campaign, editor)
    chain.approve(campaign, style_reviewer)
    chain.edit(campaign, editor, slogan="Una ciudad que lee y escucha")
    forced = factories.campaign(user=editor, live=False, title="Alerta en la quebrada")
    owed = force(approver, forced)
    portrait = published_piece(title="Retrato", shows_people=True, created_by=editor)
    portrait.save_revision(user=editor)
    record = f"wagtailcore.page/{campaign.pk}"
    director = sign_in(approver)
    addresses = [
        "/admin/",
        f"/admin/expediente/{record}/",
        f"/admin/expediente/{record}/cambios/",
        f"/admin/publicar-con-urgencia/{record}/",
        f"/admin/retirar/wagtailcore.page/{newsroom.bulletin.pk}/",
        "/admin/avisos/?ver=todos",
        "/admin/account/",
        f"/admin/piezas/{portrait.pk}/consentimientos/nuevo/",
    ]
    assert not (faults := faults_of(director, addresses, OF_WAGTAIL)), faults
    lawyer = sign_in(legal_reviewer)
    addresses = ["/admin/", "/admin/avisos/", f"/admin/revision-posterior/{owed.pk}/"]
    assert not (faults := faults_of(lawyer, addresses, OF_WAGTAIL)), faults


def test_the_chooser_of_pieces_is_accessible(sign_in, newsroom, editor):
    page = sign_in(editor)
    page.goto(f"/admin/pages/add/editorial/bulletinpage/{BulletinIndexPage.objects.get().pk}/")
    block = editing.add_block(page, "Pieza")
    block.get_by_role("button", name="Seleccionar pieza").click()
    editing.dialog(page).get_by_role("link").first.wait_for()
    # Behind the dialog a toggle of the editor may lie half under its bar, as the page happens to be scrolled.
    behind = (*OF_WAGTAIL, ".w-panel__toggle")
    faults = [f"{look}: {fault}" for look, found in looks(page, behind) for fault in found]
    assert not faults, "\n".join(faults)
