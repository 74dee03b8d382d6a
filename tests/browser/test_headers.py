"""The header of an office screen says the whole title, however long, on a telephone and on a desk."""

import pytest

from editorial.models import BulletinIndexPage
from media_assets.models import PieceCollection
from tests import factories
from tests.browser.accessibility import SETTLE, violations
from tests.browser.conftest import DESKTOP, PHONE
from tests.media_assets import factories as library

pytestmark = pytest.mark.browser

TABLET = {"width": 820, "height": 1180}
#: As long as the shortest of the fields that name these things allows.
LONG = "Piezas de la segunda temporada de lluvias en los corregimientos del suroccidente"
#: Narrower than this, in px, a title is a column of syllables; a shorter title is as wide as its words.
LEGIBLE = 130

#: What is wrong with the title of the open header: cut by a box around it, covered by a button, or squeezed.
FAULTS = """legible => {
  const title = document.querySelector('.w-slim-header .w-breadcrumbs li:last-child, .w-header__title');
  const header = title.closest('header');
  const faults = [];
  const words = document.createRange();
  words.selectNodeContents(title);
  const box = words.getBoundingClientRect();
  for (let around = title; around !== header; around = around.parentElement) {
    const room = around.getBoundingClientRect();
    if (getComputedStyle(around).overflow !== 'visible' && (box.right > room.right + 1 || box.bottom > room.bottom + 1))
      faults.push(`cut by <${around.tagName.toLowerCase()} class="${around.className}">`);
  }
  if (box.right > innerWidth + 1) faults.push('it leaves the screen');
  if (box.height > 60 && title.getBoundingClientRect().width < legible) faults.push(`${box.width} px wide`);
  for (const button of header.querySelectorAll('a, button')) {
    const other = button.getBoundingClientRect();
    if (title.contains(button) || !button.checkVisibility({visibilityProperty: true})) continue;
    if (other.left < box.right - 1 && other.right > box.left + 1 && other.top < box.bottom - 1 && other.bottom > box.top + 1)
      faults.push(`under the button «${button.innerText.trim() || button.ariaLabel}»`);
  }
  return faults;
}"""


@pytest.fixture
def screens(newsroom, superuser):
    """Addresses of screens whose headers differ: listings, editors, records, boards, forms."""
    bulletin = factories.bulletin(title=f"{LONG}: {LONG}")
    piece = library.published_piece(title=LONG)
    collection = PieceCollection.objects.create(name=LONG, owner=superuser)
    index = BulletinIndexPage.objects.get()
    record = f"wagtailcore.page/{bulletin.pk}"
    return [
        f"/admin/colecciones/{collection.pk}/",
        "/admin/colecciones/",
        "/admin/solicitudes/",
        "/admin/solicitudes/tablero/",
        "/admin/solicitudes/carga/",
        "/admin/piezas/",
        f"/admin/piezas/edit/{piece.pk}/",
        f"/admin/piezas/inspect/{piece.pk}/",
        "/admin/tablero/",
        "/admin/calendario/",
        f"/admin/expediente/{record}/",
        f"/admin/retirar/{record}/",
        f"/admin/pages/{index.pk}/",
        f"/admin/pages/{bulletin.pk}/edit/",
        f"/admin/pages/{bulletin.pk}/history/",
        f"/admin/pages/{bulletin.pk}/copy/",
        "/admin/images/",
        "/admin/documents/",
        "/admin/media/",
        "/admin/reports/workflow/",
    ]


def test_no_title_of_a_header_is_cut_covered_or_squeezed(sign_in, superuser, screens):
    page = sign_in(superuser)
    page.emulate_media(reduced_motion="reduce")
    faults = []
    for address in screens:
        page.goto(address)
        for size in (PHONE, TABLET, DESKTOP):
            page.set_viewport_size(size)
            page.evaluate(SETTLE)
            faults += [f"{address} ({size['width']} px): {fault}" for fault in page.evaluate(FAULTS, LEGIBLE)]
    assert not faults, "\n".join(faults)


def test_the_buttons_of_a_header_stay_large_enough_for_a_finger(sign_in, superuser, screens):
    page = sign_in(superuser, PHONE)
    target_size = {"type": "rule", "values": ["target-size"]}
    faults = []
    for address in screens:
        page.goto(address)
        faults += [f"{address}: {fault}" for fault in violations(page, target_size) if "header" in fault]
    assert not faults, "\n".join(faults)
