"""What a reader takes away from a page: the reading PDF and the press kit, and when they may be had."""

from django.utils import timezone

from editorial import press_kit, reading_pdf
from editorial.embargo import is_under_embargo
from editorial.models import BulletinPage, EditionPage
from editorial.prepared_files import PreparedFile
from media_assets.typesetting import design_mark

#: Page types that have a reading PDF of their own.
READ = (BulletinPage, EditionPage)


def is_out(page, now=None) -> bool:
    """Whether the page is before the public at this minute, also where the scheduler has not come round."""
    now = now or timezone.now()
    ended = page.expire_at is not None and page.expire_at <= now
    return page.live and not ended and not is_under_embargo(getattr(page, "embargo_until", None), now)


def _write_reading(page, file):
    file.write(reading_pdf.reading_pdf(page))


def _write_kit(page, file):
    with reading_edition.open(page) as pdf:
        press_kit.write(page, file, pdf.read())


def _reading_mark(page):
    # The number comes a moment after the revision that it is printed on.
    return design_mark(), getattr(page, "number", None)


def _kit_mark(page):
    return (*_reading_mark(page), *press_kit.mark(page))


reading_edition = PreparedFile("ediciones", "pdf", _write_reading, _reading_mark)
kit = PreparedFile("kits", "zip", _write_kit, _kit_mark)


def kinds_for(page) -> list[PreparedFile]:
    """The files that the page offers."""
    if isinstance(page, BulletinPage):
        return [reading_edition, kit]
    return [reading_edition] if isinstance(page, EditionPage) else []


def forget(page):
    """Delete what was prepared: the page has left the public."""
    for kind in kinds_for(page):
        kind.forget(page)
