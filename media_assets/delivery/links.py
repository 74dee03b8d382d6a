"""
The address that opens a delivery to people without an account.

It carries the random key of the delivery under the house's signature: nobody makes one up,
not even with a copy of the database, and it ends with the delivery.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from media_assets.models import Delivery

_signer = Signer(sep=".", salt="media_assets.delivery.link")


def token_of(delivery) -> str:
    return _signer.sign(delivery.key)


def delivery_of(token: str) -> Delivery | None:
    """The delivery that the address opens, or None for one that the house did not write."""
    try:
        key = _signer.unsign(token)
    except BadSignature:
        return None
    return Delivery.objects.filter(key=key).first()


def path_of(delivery) -> str:
    return reverse("delivery", args=[token_of(delivery)])


def address_of(delivery) -> str:
    """Whole, for a letter."""
    return settings.SITE_URL.rstrip("/") + path_of(delivery)
