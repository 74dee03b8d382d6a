"""Where files live: originals in a store without addresses, renditions in a public one."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible
class OriginalsStorage(FileSystemStorage):
    """
    Private originals on disk.

    ``url()`` raises ValueError: an original reaches a reader only through a view
    that asks ``media_assets.access``.
    """

    def __init__(self):
        super().__init__(location=settings.MEDIA_ROOT, base_url=None)

    @property
    def base_url(self):
        return None
