"""
A good file whose form was not good yet: kept at the door until the form comes back.

A browser forgets the file of a form that returns with errors. Sending a gigabyte
again because a date was missing is a loss; so the file waits on the disk of the
house as an upload of its sender (``media_assets.uploading``), also while object storage
is down, and the form carries its key. A file that came in parts beforehand is brought
to the form by the same key.
"""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from media_assets.models import Upload, UploadState
from media_assets.uploading import receiving


def hold(file, user) -> Upload:
    """Keep an inspected file of a form; ``recall`` brings its upload back to the same user."""
    return receiving.take_over(user, file, file.facts)


def recall(token, user) -> Upload:
    """
    The upload of that key, whole, of that user, and of no piece yet.

    Raises ``ValidationError`` with what to tell at the field of the file.
    """
    try:
        upload = Upload.objects.of(user).get(key=UUID(token), piece=None)
    except (ValueError, Upload.DoesNotExist):
        upload = None
    if upload is None or upload.is_over:
        raise ValidationError(_("The file that was received has expired: choose it again."), code="expired")
    if upload.state == UploadState.REFUSED:
        raise ValidationError(upload.refusal, code="refused")
    if upload.state == UploadState.RECEIVING:
        raise ValidationError(
            _("“%(name)s” has not arrived whole: choose it again, and it goes on where it stopped."),
            code="not_whole",
            params={"name": upload.name},
        )
    return upload
