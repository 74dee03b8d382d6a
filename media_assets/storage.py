"""Where files live: originals behind a door for the office, renditions in a public store."""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

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


@contextmanager
def at_hand(file):
    """A stored file as a path of this machine, for as long as it is needed, wherever the store is."""
    try:
        path = file.path
    except NotImplementedError:
        with tempfile.NamedTemporaryFile(suffix=Path(file.name).suffix) as copy:
            with file.open("rb") as stored:
                shutil.copyfileobj(stored, copy)
            copy.flush()
            yield copy.name
    else:
        yield path
