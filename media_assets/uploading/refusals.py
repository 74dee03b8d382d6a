"""Why a part, or a whole file, is not taken: a code for programs, words for people, a status for the wire."""

from django.utils.translation import gettext_lazy as _


class UploadRefused(Exception):
    """
    The house does not do what was asked of an upload.

    ``code`` is stable; ``message`` says in the language in force what happened and what
    to do. The status of tus 1.0.0 where the protocol names one.
    """

    code, status, message = "refused", 400, _("The upload could not be continued. Try again.")

    def __init__(self, message=None):
        super().__init__(self.code)
        if message is not None:
            self.message = message


class NotUnderstood(UploadRefused):
    code, status = "not_understood", 400
    message = _("The house did not understand what was sent. Load the page again.")


class SignedOut(UploadRefused):
    code, status = "signed_out", 401
    message = _("Your session ended. Sign in again in another window and press “Resume”: what was received is kept.")


class MayNotUpload(UploadRefused):
    code, status = "may_not_upload", 403
    message = _("Your role does not upload pieces. Ask the administration for it.")


class UnknownUpload(UploadRefused):
    code, status = "unknown", 404
    message = _("There is no such upload of yours. Choose the file again.")


class OffsetConflict(UploadRefused):
    """The part does not begin where the file ends: another window was quicker, or an answer was lost."""

    code, status = "offset", 409
    message = _("Another window is sending the same file.")

    def __init__(self, offset):
        super().__init__()
        self.offset = offset


class NotWhole(UploadRefused):
    code, status = "not_whole", 409
    message = _("The file has not arrived whole yet.")


class AlreadyUsed(UploadRefused):
    code, status = "used", 409
    message = _("This file is a version already: it was stored a moment ago.")


class UploadGone(UploadRefused):
    code, status = "gone", 410
    message = _("This upload was discarded or expired. Choose the file again.")


class OtherVersion(UploadRefused):
    code, status = "version", 412
    message = _("This program speaks another version of the tus protocol.")


class TooLong(UploadRefused):
    """More bytes than were announced."""

    code, status = "too_large", 413
    message = _("More was sent than the file had when it was chosen. Choose it again.")


class NotAPart(UploadRefused):
    code, status = "type", 415
    message = _("A part of a file must come as application/offset+octet-stream.")


class ChecksumMismatch(UploadRefused):
    """Status 460 is the checksum extension's own."""

    code, status = "checksum", 460
    message = _("A part of the file was damaged on its way. It is sent again.")


class NoRoom(UploadRefused):
    code, status = "no_room", 507
    message = _("There is no room for this file on the disk of the house. Tell the systems office; what came is kept.")


class TooMuchAtOnce(UploadRefused):
    """One person announced more than their share of what the house can take in."""

    code, status = "share", 507
    message = _(
        "You have announced many files that have not arrived yet. Wait until some have, or discard those that you "
        "do not need: the room is for everybody."
    )


class StoreSilent(UploadRefused):
    """The bucket does not answer. Not raised: ``StorageDown`` is told in these words."""

    code, status = "storage_down", 503
    message = _("The file store does not answer. What was received is kept, and it is tried again by itself.")
