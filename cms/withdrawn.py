"""What was public once and is no longer: nothing vanishes without a word."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import Resolver404, resolve
from django.utils import timezone
from wagtail.models import Page, Site

from editorial.withdrawal import reason_for
from media_assets.models import Piece


@dataclass(frozen=True)
class Withdrawn:
    """A publication that was withdrawn or whose time ended: what may still be said of it."""

    title: str
    kind: str
    published: datetime
    expired: bool
    reason: str = ""


def find_withdrawn(request) -> Withdrawn | None:
    """The withdrawn page or piece at the address of the request, if that is what it is."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    if match.view_name == "piece":
        found = Piece.objects.filter(slug=match.kwargs["slug"]).first()
    elif match.view_name == "wagtail_serve":
        found = _page_at(request, *match.args)
    elif match.view_name in {"reading_pdf", "press_kit"}:
        found = _page_at(request, match.kwargs["path"])
    else:
        return None
    if found is None or found.first_published_at is None:
        return None
    ended = _has_ended(found, timezone.now())
    if found.live and not ended:
        return None
    return Withdrawn(
        title=found.title,
        kind=str(found.specific_class._meta.verbose_name if isinstance(found, Page) else found._meta.verbose_name),
        published=found.first_published_at,
        expired=found.expired or ended,
        reason=reason_for(found),
    )


def _has_ended(found, now):
    """Whether its hour of expiry or its rights are over, also before the scheduler has come round."""
    if found.expire_at is not None and found.expire_at <= now:
        return True
    if not isinstance(found, Piece):
        return False
    # A consent that was withdrawn ends the use as much as rights whose day has passed.
    last_day, unconsented = found.last_day_of_use, found.shows_people and not found.consents_stand
    return unconsented or (last_day is not None and last_day < timezone.localdate(now))


def _page_at(request, path) -> Page | None:
    """The page with that address, live or not, that was never private."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    page = Page.objects.filter(url_path=f"{site.root_page.url_path}{path}").first()
    return None if page is None or page.get_view_restrictions() else page
