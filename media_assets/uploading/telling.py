"""What becomes of a file after its sender went on, for the room that tells people of it."""

from django.dispatch import Signal

from media_assets.models import Upload, UploadState

#: Sent with ``upload``, of a piece, when it has become a version of it (``KEPT``) or was refused; may come twice.
upload_ended = Signal()


def tell_of_end(upload):
    """Tell of a file that followed a draft in the background. What a form answered at once needs no telling."""
    if upload.piece_id and upload.state in (UploadState.KEPT, UploadState.REFUSED):
        upload_ended.send(sender=Upload, upload=upload)
