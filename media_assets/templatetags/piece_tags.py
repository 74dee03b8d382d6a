"""How templates show pieces and recordings to readers."""

from django import template
from django.contrib.auth.models import AnonymousUser

from media_assets import access
from media_assets.models import Channel
from media_assets.public_library import SLUG_OF_CHANNEL
from media_assets.technical_sheet import clock, technical_sheet, type_name
from media_assets.views.files import DOWNLOAD

register = template.Library()

register.filter("clock", clock)
register.filter("type_name", type_name)
register.simple_tag(technical_sheet, name="technical_sheet")

#: Width over height from which a still lies across, and from which it is a strip that takes a whole row.
LANDSCAPE, STRIP = 1.15, 2.6

#: Seconds from which a recording offers the speed of its playing; a spot is heard as it is.
LONG = 90


@register.filter
def download_url(work):
    """Where everybody may take the file of a piece or recording away, or nothing under its licence."""
    if not access.may_download(AnonymousUser(), work):
        return ""
    source = getattr(work, "current_version", None) or work
    return f"{source.url}?{DOWNLOAD}"


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
