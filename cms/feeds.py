"""
What the office publishes, as feeds: RSS 2.0 of every section, podcasts of every programme.

Podcasts carry Apple's namespace, which all podcast readers understand
(https://help.apple.com/itc/podcasts_connect/#/itcb54353390).
"""

import mimetypes
import re
from datetime import datetime, time

from django.conf import settings
from django.core.files.base import File
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.formats import date_format
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page, Site

from cms.addresses import absolute
from cms.models import OfficeSettings
from editorial.models import (
    BulletinIndexPage,
    BulletinPage,
    CampaignIndexPage,
    CampaignPage,
    EditionPage,
    EpisodePage,
    ProgrammeIndexPage,
    ProgrammePage,
    PublicationIndexPage,
)
from media_assets.metadata.public_copies import standing
from media_assets.models import Piece

LENGTH = 30
PODCAST_LENGTH = 300

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
# XML 1.0 has no place for these, and one pasted from a word processor must not take a feed down.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class RotativaFeed(Rss201rev2Feed):
    """RSS 2.0 in Spanish; with ``podcast`` values, a podcast too."""

    def rss_attributes(self):
        attributes = super().rss_attributes()
        if self.feed.get("podcast"):
            attributes["xmlns:itunes"] = ITUNES
        return attributes

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if podcast := self.feed.get("podcast"):
            _podcast_elements(handler, podcast)

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        if podcast := item.get("podcast"):
            _podcast_elements(handler, podcast)


def _podcast_elements(handler, podcast):
    """Apple's elements in the order given; a dict holds attributes or, as owner, children."""
    for name, value in podcast.items():
        if not value:
            continue
        if name == "owner":
            handler.startElement("itunes:owner", {})
            for child, text in value.items():
                handler.addQuickElement(f"itunes:{child}", text)
            handler.endElement("itunes:owner")
        elif isinstance(value, dict):
            handler.addQuickElement(f"itunes:{name}", None, value)
        else:
            handler.addQuickElement(f"itunes:{name}", str(value))


def clean(text) -> str:
    """The text without the characters that XML cannot hold."""
    return UNPRINTABLE.sub("", str(text or ""))


# -- What each section lists -------------------------------------------------------


def entries_of(index) -> list:
    """The latest public pages of an index, with what a feed tells of them."""
    match index:
        case BulletinIndexPage():
            found = BulletinPage.objects.child_of(index).prefetch_related("corrections")
        case PublicationIndexPage():
            found = EditionPage.objects.descendant_of(index)
        case CampaignIndexPage():
            found = CampaignPage.objects.child_of(index)
        case ProgrammeIndexPage():
            found = EpisodePage.objects.descendant_of(index).select_related("media__metadata")
        case _:
            raise Http404
    return list(found.published().latest_first().select_related("department").prefetch_related("topics")[:LENGTH])


def moment_of(page) -> datetime:
    """When the entry came out: an episode on its day of broadcast, the rest when published."""
    if isinstance(page, EpisodePage):
        midnight = timezone.make_aware(datetime.combine(page.broadcast_date, time()))
        published = page.first_published_at
        return published if published and timezone.localdate(published) == page.broadcast_date else midnight
    return page.first_published_at or page.last_published_at or timezone.now()


def description_of(page) -> str:
    """The whole lead, and under it the corrections that were made since."""
    paragraphs = [page.lead]
    if isinstance(page, BulletinPage):
        paragraphs += [
            _("Correction of %(day)s: %(text)s") % {"day": date_format(note.date), "text": note.text}
            for note in page.corrections.all()
        ]
    return "\n\n".join(clean(paragraph) for paragraph in paragraphs if paragraph)


def sound_of(page) -> Enclosure | None:
    """
    The recording of an episode as readers get it, with its weight in bytes.

    None while there is none: also where the copy that readers get is still being made, or cannot be.
    """
    media = getattr(page, "media", None)
    if media is None or not (given := standing(media)).is_given:
        return None
    return Enclosure(absolute(media.url), str(given.size or _weight(media.file)), _type(media))


def _weight(file: File) -> int:
    try:
        return file.size
    except (OSError, ValueError):
        return 0


def _type(media) -> str:
    guessed = mimetypes.guess_type(media.filename)[0] or ""
    fallback = {"audio": "audio/mpeg", "video": "video/mp4"}[media.type]
    return guessed if guessed.startswith(f"{media.type}/") else fallback


# -- The feeds ---------------------------------------------------------------------


@require_safe
@conditional_page
def section_feed(request, path):
    """``/<index>/feed.xml``: the latest of one section."""
    index = _open_page(request, path)
    feed = _feed(index.title, index.url, getattr(index, "introduction", ""), request)
    for page in entries_of(index):
        enclosure = sound_of(page)
        _add(feed, page, enclosures=[enclosure] if enclosure else ())
    return _answer(feed)


@require_safe
@conditional_page
def library_feed(request):
    """``/biblioteca/feed.xml``: the pieces that came out last."""
    feed = _feed(_("Library"), reverse("library"), _("Published pieces by channel."), request)
    pieces = Piece.objects.public().select_related("department", "format").order_by("-last_published_at", "-pk")
    for piece in pieces[:LENGTH]:
        feed.add_item(
            title=clean(piece.title),
            link=absolute(piece.get_absolute_url()),
            description=clean(piece.description or piece.alt_text),
            pubdate=piece.first_published_at,
            updateddate=piece.last_published_at,
            unique_id=absolute(piece.get_absolute_url()),
            categories=[str(piece.get_channel_display()), clean(piece.department.name)],
        )
    return _answer(feed)


@require_safe
@conditional_page
def podcast(request, path):
    """``<programme>/podcast.xml``: every episode that has a recording."""
    programme = _open_page(request, path)
    if not isinstance(programme, ProgrammePage):
        raise Http404
    office = OfficeSettings.for_request(request)
    owner = {"name": clean(office.office_name)}
    if address := office.press_email or office.email:
        owner["email"] = address
    feed = _feed(
        programme.title,
        programme.url,
        programme.lead,
        request,
        podcast={
            "author": clean(f"{office.office_name}, {office.institution}"),
            "summary": clean(programme.lead),
            "type": "episodic",
            "explicit": "false",
            "category": {"text": "Government"},
            "image": {"href": absolute(cover)} if (cover := _cover(programme)) else None,
            "owner": owner,
        },
    )
    for page in programme.episodes()[:PODCAST_LENGTH]:
        enclosure = sound_of(page)
        if enclosure is None:
            continue
        _add(
            feed,
            page,
            enclosures=[enclosure],
            podcast={
                "title": clean(page.title),
                "summary": clean(page.lead),
                "duration": _duration(page.media.duration),
                "season": page.season,
                "episode": page.number,
                "episodeType": "full",
                "explicit": "false",
            },
        )
    return _answer(feed)


def _open_page(request, path) -> Page:
    """The live page at that address when everybody may read it; else as if there were none."""
    found = Page.route_for_request(request, path)
    if found is None or Site.find_for_request(request) is None:
        raise Http404
    page = found.page
    if page.get_view_restrictions():
        raise Http404
    return page


def _feed(title, url, description, request, **extra):
    return RotativaFeed(
        title=clean(title),
        link=absolute(url),
        description=clean(description) or clean(title),
        language="es-co",
        feed_url=absolute(request.path),
        ttl=settings.PAGE_CACHE_SECONDS // 60,
        **extra,
    )


def _add(feed, page, **extra):
    feed.add_item(
        title=clean(page.title),
        link=absolute(page.url),
        description=description_of(page),
        pubdate=moment_of(page),
        updateddate=page.last_published_at,
        # The key outlives a change of address, so that no reader shows an entry twice.
        unique_id=f"{settings.SITE_URL}/#{page.translation_key}",
        unique_id_is_permalink=False,
        author_name=clean(page.department.name),
        categories=[clean(topic.name) for topic in page.topics.all()],
        **extra,
    )


def _duration(seconds) -> str:
    """``h:mm:ss``, as podcast readers show it; empty when unknown."""
    whole = round(seconds or 0)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}" if whole else ""


def _cover(programme) -> str:
    """The largest size of its image that is made already, in a form that podcast readers take."""
    image = programme.lead_image
    if image is None:
        return ""
    sizes = [r for r in image.renditions.all() if r.file.name.lower().endswith((".jpg", ".jpeg", ".png"))]
    best = max(sizes, key=lambda rendition: rendition.width, default=None)
    return best.url if best else ""


def _answer(feed) -> HttpResponse:
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    response["Last-Modified"] = http_date(feed.latest_post_date().timestamp())
    return response
