"""How templates show pieces and recordings to readers."""

from django import template
from django.contrib.auth.models import AnonymousUser

from media_assets import access, offering
from media_assets.metadata.public_copies import standing
from media_assets.models import Channel
from media_assets.offering import DOWNLOAD
from media_assets.public_library import SLUG_OF_CHANNEL
from media_assets.technical_sheet import clock, technical_sheet, type_name

register = template.Library()

register.filter("clock", clock)
register.filter("type_name", type_name)
register.simple_tag(technical_sheet, name="technical_sheet")
register.simple_tag(offering.captions_url, name="captions_url")
register.simple_tag(offering.downloads, name="downloads")
register.filter("sources", offering.sources)
register.filter("picture_set", offering.picture_set)

#: Width over height from which a still lies across, and from which it is a strip that takes a whole row.
LANDSCAPE, STRIP = 1.15, 2.6

#: Seconds from which a recording offers the speed of its playing; a spot is heard as it is.
LONG = 90


@register.filter
def download_url(work):
    """Where everybody may take the file of a recording away; nothing under its licence, or while none is given."""
    may = access.may_download(AnonymousUser(), work) and standing(work).is_given
    return f"{work.url}?{DOWNLOAD}" if may else ""


@register.filter
def is_given(work):
    """Whether readers get the file of a version or recording now."""
    return standing(work).is_given


@register.filter
def is_recording(version):
    return version.mime.startswith(access.STREAMED)


@register.filter
def first_download(piece):
    """What a card offers everybody to keep, or None."""
    return next(iter(offering.downloads(piece, piece.current_version)), None)


@register.filter
def channel_slug(channel):
    return SLUG_OF_CHANNEL[Channel(channel)]


@register.filter
def lies(still):
    """How a derivative hangs on a wall: ``across``, ``strip``, or upright, which has no name."""
    if not (still and still.width and still.height):
        return ""
    proportion = still.width / still.height
    if proportion >= STRIP:
        return "strip"
    return "across" if proportion >= LANDSCAPE else ""


@register.filter
def is_long(seconds):
    return bool(seconds and seconds >= LONG)
