"""An upload that has come whole, as the file that examinations and pieces take."""

from contextlib import contextmanager

from django.core.files import File
from django.core.files.storage import default_storage

from media_assets.intake import FileFacts
from media_assets.models import Upload

from . import on_disk
from .refusals import UploadGone


class Assembled(File):
    """
    The whole file under the name its sender gave it, with the ``facts`` of its examination.

    It is read from its beginning only, and ``tell`` hears how many bytes have been read.
    """

    def __init__(self, file, upload, tell=None):
        super().__init__(file, name=upload.name)
        self.upload, self._tell, self._read = upload, tell, 0
        self.facts = FileFacts.from_dict(upload.facts) if upload.facts else None

    @property
    def size(self):
        return self.upload.length

    def read(self, size=-1):
        block = self.file.read(size)
        if self._tell:
            self._read += len(block)
            self._tell(self._read)
        return block


class OnDisk(Assembled):
    """What decoders may open by its path, and the store of this disk takes without a copy."""

    def __init__(self, upload, tell=None):
        path = on_disk.path_of(upload)
        try:
            super().__init__(path.open("rb"), upload, tell)
        except FileNotFoundError as error:
            raise UploadGone from error
        self.settled_path = path

    def temporary_file_path(self):
        return str(self.settled_path)


class InBucket(Assembled):
    """What lies where it may stay: the store takes its name, and its bytes pass through nobody's memory."""

    def __init__(self, upload, tell=None):
        super().__init__(None, upload, tell)
        self.settled_name = upload.stored_as

    def seek(self, offset, whence=0):
        if offset or whence:
            raise ValueError("An object of the bucket is read from its beginning only")
        self.close()
        return 0

    def read(self, size=-1):
        if self.file is None:
            self.file = default_storage.stream(self.settled_name)
        return super().read(size)

    @property
    def closed(self):
        return self.file is None

    def close(self):
        if self.file is not None:
            self.file.close()
            self.file = None


@contextmanager
def opened(upload, tell=None):
    file = assembled(upload, tell)
    try:
        yield file
    finally:
        file.close()


def assembled(upload, tell=None) -> Assembled:
    """Raises ``UploadGone`` where this machine does not hold it."""
    kind = InBucket if upload.place == Upload.Place.BUCKET else OnDisk
    return kind(upload, tell)


