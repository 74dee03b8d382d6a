"""The description of a page or piece, of which ``<head>`` is made."""

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import Truncator

from cms.addresses import absolute
from editorial.models import BulletinPage, EditionPage, EpisodePage, HomePage, ProgrammePage
from media_assets.renditions import open_graph

from . import structured

#: Search engines show about this many characters of a description.
DESCRIPTION = 200


@dataclass(frozen=True, slots=True)
class Picture:
    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class FeedLink:
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """``structured`` is the schema.org description (a dict), or None where there is nothing to say."""

    title: str
    description: str
    canonical: str
    type: str = "website"
    picture: Picture | None = None
    published: datetime | None = None
    changed: datetime | None = None
    section: str = ""
    tags: tuple[str, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    structured: dict | None = field(default=None, hash=False)


def describe(content, request, chrome) -> Metadata:
    """
    What to tell of a page or piece, or of the bare address when ``content`` is None.

    Reads only what the page's own reading has fetched: pictures are those already made.
    """
    if content is None:
        path = request.path if request else "/"
        return Metadata(chrome.site_name if chrome else "", "", absolute(path), feeds=feeds_at(path, chrome))
    url = content.get_absolute_url() if hasattr(content, "channel") else content.url
    description = Truncator(getattr(content, "search_description", "") or _lead(content)).chars(DESCRIPTION)
    picture = _picture(content)
    is_article = isinstance(content, (BulletinPage, EditionPage))
    topics = content.topics.all() if hasattr(content, "topics") else ()
    return Metadata(
        title=getattr(content, "seo_title", "") or content.title,
        description=description,
        canonical=absolute(f"{url or '/'}{_turned_page(request)}"),
        type="article" if is_article else "video.other" if _is_television(content) else "website",
        picture=picture,
        published=content.first_published_at,
        changed=content.last_published_at,
        section=content.department.name if is_article else "",
        tags=tuple(topic.name for topic in topics) if is_article else (),
        feeds=feeds_at(url or "/", chrome, content),
        structured=structured.of(content, absolute(url or "/"), description, picture, chrome),
    )


def feeds_at(path, chrome, content=None) -> tuple[FeedLink, ...]:
    """The feeds to offer at an address: all on the front page, else that of its section and its podcast."""
    sections = [
        FeedLink(link.label, reverse("library_feed") if link.url == reverse("library") else f"{link.url}feed.xml")
        for link in (chrome.sections if chrome else ())
        if isinstance(content, HomePage) or path.startswith(link.url)
    ]
    podcast = [FeedLink(content.title, content.feed_url)] if isinstance(content, ProgrammePage) else []
    return tuple(FeedLink(feed.title, absolute(feed.url)) for feed in podcast + sections)


def _lead(content):
    for name in ("lead", "introduction", "description", "alt_text"):
        if text := getattr(content, name, ""):
            return text
    return ""


def _picture(content) -> Picture | None:
    image = getattr(content, "cover", None) or getattr(content, "lead_image", None)
    if image is not None and (shared := open_graph(image)):
        return Picture(absolute(shared.url), shared.width, shared.height, image.default_alt_text)
    still = getattr(getattr(content, "current_version", None), "preview", None)
    if still and still.width and still.height:
        return Picture(absolute(still.url), still.width, still.height, content.alt_text)
    return None


def _turned_page(request):
    """The later pages of a listing are pages of their own; its filters are not."""
    number = request.GET.get("pagina", "") if request else ""
    return f"?{urlencode({'pagina': number})}" if number.isascii() and number.isdecimal() and number != "1" else ""


def _is_television(content):
    media = getattr(content, "media", None) if isinstance(content, EpisodePage) else None
    return media is not None and media.type == "video"
