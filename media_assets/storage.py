"""Where files live: originals behind a door for the office, renditions in a public store."""

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible
class OriginalsStorage(FileSystemStorage):
    """
    Private originals on disk, below ``MEDIA_ROOT``.

    Their addresses lead to ``media_assets.views.files.original``, which answers
    people of the office only; readers get published files through the views that
    ask ``media_assets.access``.
    """

    def __init__(self):
        super().__init__(base_url="/archivos/originales/")
