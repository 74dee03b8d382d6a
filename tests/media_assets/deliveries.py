"""Pieces that may go out, and deliveries as the office and the worker make them."""

import hashlib
import io
import zipfile

from django.core.files.base import ContentFile

from media_assets.delivery import links, packing
from media_assets.delivery.preparing import prepare
from media_assets.models import Channel, Delivery, Piece, PieceVersion, ReceiverKind
from tests import factories
from tests.media_assets.factories import MASTERS, add_version


def out_piece(channel=Channel.PRINT, content=None, *, live=True, name=None, user=None, inspected=True, **fields):
    """A piece that is published and inspected, with a master whose checksum is true."""
    piece = factories.piece(channel, user=user, live=live, **fields)
    content = MASTERS[channel][3] if content is None else content
    version = add_version(piece, content, name=name, current=live, inspected=inspected)
    PieceVersion.objects.filter(pk=version.pk).update(sha256=hashlib.sha256(content).hexdigest())
    return Piece.objects.get(pk=piece.pk)


def with_captions(piece, text="WEBVTT\n"):
    piece.captions.save("subtitulos.vtt", ContentFile(text.encode()))
    return piece


def ordered(pieces, user, kind=ReceiverKind.PRINTER, *, receiver="Imprenta del Sur", days=7, write=False, **fields):
    """A delivery that waits to be packed."""
    delivery = Delivery(receiver_kind=kind, receiver_name=receiver, **fields)
    return prepare(delivery, list(pieces), user=user, days=days, write_to_receiver=write)


def packed(pieces, user, kind=ReceiverKind.PRINTER, **fields):
    """A delivery that is ready."""
    delivery = ordered(pieces, user, kind, **fields)
    packing.carry_out(delivery.pk, "worker")
    return fresh(delivery)


def fresh(delivery):
    return Delivery.objects.get(pk=delivery.pk)


def page_of(delivery):
    return links.path_of(delivery)


def package_of(delivery):
    return f"{links.path_of(delivery)}paquete.zip"


def taken(client, delivery, **headers):
    """The package as somebody with the link gets it."""
    response = client.get(package_of(delivery), headers=headers)
    assert response.status_code in (200, 206), response.status_code
    return b"".join(response.streaming_content)


def hang_up(response):
    """What a server does when the receiver is gone, in the order in which Django's own client can bear it."""
    response._iterator.close()


def opened(delivery):
    with delivery.file.open("rb") as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def inside(delivery):
    """``{path below the folder: content}`` of the package."""
    package = opened(delivery)
    return {name.partition("/")[2]: package.read(name) for name in package.namelist()}
