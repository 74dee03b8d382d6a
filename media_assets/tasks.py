"""
Background work of the library. Every task may run twice without harm.
"""

import logging

from django.tasks import task

from media_assets import renditions
from media_assets.models import EditorialImage

logger = logging.getLogger(__name__)


@task(backend="background")
def prepare_renditions(image_id):
    """Make the public sizes of a photograph that are missing; returns how many."""
    image = EditorialImage.objects.filter(pk=image_id).first()
    return renditions.prepare(image) if image else 0
