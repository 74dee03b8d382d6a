"""Who stands before the doors of uploads, and how they are told no: in JSON, with the status of the wire."""

from functools import wraps

from django.http import HttpResponseNotAllowed, JsonResponse
from django.views.decorators.cache import never_cache

from media_assets.intake import IntakeRefused
from media_assets.middleware import RETRY_AFTER_SECONDS
from media_assets.models import Upload
from media_assets.storage import StorageDown

from .receiving import may_upload
from .refusals import MayNotUpload, NotUnderstood, OffsetConflict, SignedOut, StoreSilent, UnknownUpload, UploadRefused

#: What the library says of a file's weight is 413 on the wire, of its type 415; of all else the request is at fault.
_STATUS_OF_INTAKE = {"too_large": 413, "extension_not_allowed": 415}


def for_senders(*methods):
    """
    A door for those who upload masters. CSRF is Django's: every change carries its header.

    A refusal is answered as ``{"code", "message"}``; a silent store of files as 503.
    Every answer says what version of tus is spoken.
    """

    def decorate(view):
        @wraps(view)
        @never_cache
        def door(request, *args, **kwargs):
            try:
                _check_person(request.user)
                if request.method not in methods:
                    return HttpResponseNotAllowed(methods)
                response = view(request, *args, **kwargs)
            except UploadRefused as refusal:
                response = _said(refusal.status, refusal.code, refusal.message)
                if isinstance(refusal, OffsetConflict):
                    response["Upload-Offset"] = refusal.offset
            except IntakeRefused as refusal:
                response = _said(_STATUS_OF_INTAKE.get(refusal.code, 400), refusal.code, refusal.message)
            except StorageDown:
                response = _said(StoreSilent.status, StoreSilent.code, StoreSilent.message)
                response["Retry-After"] = RETRY_AFTER_SECONDS
            response.setdefault("Tus-Resumable", "1.0.0")
            if response.status_code == 412:
                response["Tus-Version"] = "1.0.0"
            return response

        return door

    return decorate


def _check_person(user):
    if not (user.is_authenticated and user.is_active):
        raise SignedOut
    if not may_upload(user):
        raise MayNotUpload


def _said(status, code, message):
    return JsonResponse({"code": code, "message": str(message)}, status=status)


def upload_of(user, key) -> Upload:
    """The user's own upload; of anybody else's there is none."""
    upload = Upload.objects.of(user).filter(key=key).first()
    if upload is None:
        raise UnknownUpload
    return upload


def number_in(values, name, *, most) -> int:
    """A positive whole number that a script sent."""
    value = values.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise NotUnderstood
    return value

