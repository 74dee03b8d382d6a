"""The door of a delivery for people without an account: its page, and the package."""

from functools import wraps

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from media_assets.delivery import rules
from media_assets.delivery.contents import pieces_shown
from media_assets.delivery.handing import HEADERS, come_to, hand_over
from media_assets.delivery.licence import PURPOSE
from media_assets.delivery.links import delivery_of
from media_assets.delivery.sender import sender
from media_assets.models import Standing
from organization.pace import DOWNLOADS, at_pace

#: What is not opened again.
OVER = (Standing.REVOKED, Standing.CLOSED, Standing.EXPIRED, Standing.CANCELLED)
RETRY_AFTER_SECONDS = 30


def by_its_link(view):
    """Give the view the delivery as it stands; what is over is told with 410, what never was with 404."""

    @require_safe
    @at_pace(DOWNLOADS)
    @wraps(view)
    def door(request, token):
        delivery = delivery_of(token)
        if delivery is None:
            raise Http404
        opening = come_to(delivery)
        is_over = opening.standing in OVER
        response = _page(request, "gone", opening, status=410) if is_over else view(request, opening)
        for header, value in HEADERS.items():
            response[header] = value
        return response

    return door


@by_its_link
def package(request, opening):
    """What is in the package, how long it is open, under what conditions, and the button to take it."""
    return _page(request, "package", opening)


@by_its_link
def download(request, opening):
    """The package itself; it is put on record who came, before the first byte leaves."""
    if opening.standing != Standing.READY:
        response = _page(request, "package", opening, status=503)
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
    return hand_over(request, opening.delivery)


def _page(request, name, opening, status=200):
    delivery, office = opening.delivery, sender()
    context = {
        "delivery": delivery,
        "standing": opening.standing,
        "is_ready": opening.standing == Standing.READY,
        "office": office,
    }
    if name == "package":
        packed = list(delivery.packed.all())
        context |= {
            "pieces": pieces_shown(opening.items, packed, office),
            "packed": packed,
            "are_clean_copies": rules.gets_clean_copies(delivery.receiver_kind),
            "purpose": PURPOSE[delivery.receiver_kind],
            "download_url": "paquete.zip",
        }
    return render(request, f"media_assets/delivery/{name}.html", context, status=status)
