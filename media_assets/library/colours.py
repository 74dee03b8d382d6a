"""The colours of a version, measured on its own preview and kept beside it."""

import io
import logging

from django.db import transaction
from PIL import Image

from media_assets.models import DerivativeKind, PieceColour, PieceVersion
from media_assets.previews.colours import families

logger = logging.getLogger(__name__)

#: The stills on which colours are measured, the smallest first. They are the house's own WebP,
#: made in the bounded process: nothing that was uploaded is decoded here.
MEASURED_ON = (DerivativeKind.THUMBNAIL, DerivativeKind.PREVIEW, DerivativeKind.COVER, DerivativeKind.POSTER)


def remember_colours(version) -> dict[str, int]:
    """
    Measure the colours of a version again and keep them; returns family and share in per cent.

    A sound has no colours. Without them a piece is found by everything else, so a preview
    that cannot be read is told to the log and to nobody else.
    """
    found = _measured(version)
    with transaction.atomic():
        version.colours.all().delete()
        PieceColour.objects.bulk_create(
            PieceColour(version=version, family=family, share=share) for family, share in found.items()
        )
    return found


def without_colours():
    """The versions that have a still and no colours yet: those from before colours were kept."""
    return PieceVersion.objects.filter(derivatives__kind__in=MEASURED_ON, colours=None).distinct().order_by("-pk")


def _measured(version):
    stills = {still.kind: still for still in version.derivatives.filter(kind__in=MEASURED_ON, position=0)}
    for kind in MEASURED_ON:
        if still := stills.get(kind):
            break
    else:
        return {}
    try:
        with still.file.open("rb") as file, Image.open(io.BytesIO(file.read()), formats=["WEBP"]) as picture:
            picture.load()
            return families(picture)
    except (OSError, ValueError) as failure:
        logger.warning("The colours of version %s were not measured: %s", version.pk, failure)
        return {}
