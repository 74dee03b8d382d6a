"""Uploads on their way in: what passes the limit is counted but not kept."""

import io

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class BoundedUploadHandler(FileUploadHandler):
    """
    Stops filling the disk once a file passes ``ROTATIVA_MAX_UPLOAD_BYTES``.

    The form then receives an empty file that tells the true size, so that the
    person reads at the field that it was too large, beside what else was wrong.
    First of ``FILE_UPLOAD_HANDLERS``.
    """

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.passed = False

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) <= settings.ROTATIVA_MAX_UPLOAD_BYTES:
            return raw_data
        if not self.passed:
            self.passed = True
            self._free_what_was_written()
        return None

    def _free_what_was_written(self):
        for handler in self.request.upload_handlers:
            if handler is not self:
                handler.upload_interrupted()

    def file_complete(self, file_size):
        if not self.passed:
            return None
        return UploadedFile(io.BytesIO(), self.file_name, self.content_type, file_size, self.charset)
