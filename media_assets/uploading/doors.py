"""What the scripts of the screens ask about one upload, in JSON."""

import json
import re

from django.http import JsonResponse
from django.urls import reverse

from media_assets.models import Upload, UploadState

from . import receiving
from .access import for_senders, number_in, upload_of
from .delivering import bring_on
from .examining import is_examined_at_once
from .refusals import NotUnderstood, UploadGone

LONGEST = 2**63 - 1
#: Signs that no file is called by and no database keeps.
NO_NAME = re.compile("[\0\ud800-\udfff]")
#: Addresses given out at once: at 16 MiB each, half a gigabyte.
MOST_SIGNED = 32


@for_senders("POST")
def begin(request):
    """``{"name", "size", "modified"}``: a new upload, or what has come of the same file before."""
    asked = body_of(request)
    name, size, modified = named_file(asked)
    upload = receiving.begin_or_resume(request.user, name, size, modified)
    return JsonResponse(described(upload))


def state(request, upload_key):
    """How it stands: for whoever resumes it, and for whoever waits for its examination."""
    upload = upload_of(request.user, upload_key)
    if upload.state == UploadState.GONE:
        raise UploadGone
    return JsonResponse(described(upload))


@for_senders("POST")
def sign(request, upload_key):
    """``{"parts": [numbers]}``: addresses to which those parts may be sent straight into the bucket."""
    upload = upload_of(request.user, upload_key)
    receiving.ensure_alive(upload)
    numbers = body_of(request).get("parts")
    if (
        upload.place != Upload.Place.BUCKET
        or upload.state != UploadState.RECEIVING
        or not isinstance(numbers, list)
        or not all(isinstance(number, int) for number in numbers[:MOST_SIGNED])
    ):
        raise NotUnderstood
    from . import in_bucket

    receiving.touch(upload)
    return JsonResponse({"addresses": in_bucket.sign(upload, numbers[:MOST_SIGNED])})


@for_senders("POST")
def finish(request, upload_key):
    """Every byte has come: a small file is examined before the answer, a large one by the worker."""
    upload = upload_of(request.user, upload_key)
    receiving.finish(upload)
    if is_examined_at_once(upload):
        bring_on(upload)
    return JsonResponse(described(upload))


def described(upload) -> dict:
    """What a script needs to continue the upload and to say how it stands."""
    told = {
        "key": str(upload.key),
        "url": reverse("upload", args=[upload.key]),
        "name": upload.name,
        "length": upload.length,
        "place": upload.place,
        "state": upload.state,
        "received": upload.length,
        "examined": upload.examined,
        "message": upload.refusal,
        "expires": upload.expires_at.isoformat(),
    }
    if upload.state != UploadState.RECEIVING:
        return told
    if upload.place == Upload.Place.DISK:
        return told | {"received": receiving.received(upload)}
    from . import in_bucket

    parts = in_bucket.received_parts(upload)
    return told | {
        "received": sum(part["Size"] for part in parts.values()),
        "part_size": upload.part_size,
        "parts": sorted(parts),
        "sign_url": reverse("upload_parts", args=[upload.key]),
    }


def body_of(request) -> dict:
    """The JSON object that a script sent."""
    try:
        asked = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood from error
    if not isinstance(asked, dict):
        raise NotUnderstood
    return asked


def named_file(asked) -> tuple[str, int, int]:
    """Name, bytes and time of change (milliseconds) of a file that somebody chose."""
    if not isinstance(asked, dict) or not isinstance(name := asked.get("name"), str):
        raise NotUnderstood
    if NO_NAME.search(name):
        raise NotUnderstood
    return name, number_in(asked, "size", most=LONGEST), number_in(asked, "modified", most=LONGEST)
