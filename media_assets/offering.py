"""
What readers are offered of a piece: the form that was made for their screens and ears, and the file to keep.

A master serves the printer and the station; readers get what is light and at the
loudness of the web, and the master only while nothing else is made of it. Reads what
``PieceQuerySet.for_cards`` fetches, and asks no query.
"""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from media_assets import access
from media_assets.metadata import public_copies
from media_assets.models import DerivativeKind

DOWNLOAD = "descargar"

#: What is played, the first that a browser can play first. A narrow screen asks for the smaller film.
SOUNDS = ((DerivativeKind.OPUS, "audio/ogg; codecs=opus"), (DerivativeKind.MP3, "audio/mpeg"))
FILMS = (DerivativeKind.FILM_1080, DerivativeKind.FILM_720)
NARROW = "(max-width: 48rem)"
#: Lighter forms to take away, beside the master.
LIGHTER = (DerivativeKind.MP3, DerivativeKind.FILM_1080, DerivativeKind.FILM_720)


@dataclass(frozen=True, slots=True)
class Source:
    """One form of a recording; ``media`` is the condition under which a browser takes it."""

    url: str
    mime: str
    media: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that everybody may keep. Its name is empty for the master; size in bytes, None where it is not known."""

    url: str
    mime: str
    size: int | None
    name: str = ""


def sources(version) -> list[Source]:
    """The forms of a sound or film that browsers are offered; none while none is made."""
    sounds = [Source(made.url, mime) for kind, mime in SOUNDS if (made := version.derivative(kind))]
    films = [made for kind in FILMS if (made := version.derivative(kind))]
    offered = sounds + [Source(made.url, "video/mp4") for made in films]
    if len(films) > 1:
        offered.insert(len(sounds), Source(films[-1].url, "video/mp4", NARROW))
    return offered


def captions_url(piece, version) -> str:
    """The captions that people wrote, or those found inside the film."""
    if piece.captions:
        return reverse("piece_captions", args=[piece.pk])
    found = version.derivative(DerivativeKind.CAPTIONS)
    return found.url if found else ""


def picture_set(version, kind) -> str:
    """The pictures of one format as ``srcset`` takes them; empty where there are none."""
    made = [each for each in version.derivatives.all() if each.kind == kind and each.width]
    return ", ".join(f"{each.url} {each.width}w" for each in sorted(made, key=lambda each: each.width))


def downloads(piece, version) -> list[Download]:
    """What everybody may take away: the master as readers get it, and lighter forms; nothing under a reserved licence."""
    if version is None or not access.may_download(AnonymousUser(), piece):
        return []
    lighter = [
        Download(f"{made.url}?{DOWNLOAD}", made.mime, made.size, made.get_kind_display())
        for kind in LIGHTER
        if (made := version.derivative(kind))
    ]
    master = master_download(version)
    return [master, *lighter] if master else lighter


def master_download(version) -> Download | None:
    """The master, or the clean copy that stands for it; None where readers cannot have it."""
    given = public_copies.standing(version)
    if not given.is_given:
        return None
    return Download(f"{version.url}?{DOWNLOAD}", version.mime, given.size)
