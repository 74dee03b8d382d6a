"""
Parts that go from the browser straight to the private bucket.

S3's multipart upload: the house begins it, signs the address of each part, and closes
it after asking the bucket itself what has come; the browser's word is not taken. The
object lies at once where a master may stay, so that nothing is copied afterwards.
Parts are of one size, at least 5 MiB and at most 10,000 of them (Amazon S3, "Multipart
upload limits").
"""

import posixpath
from operator import itemgetter

from botocore.exceptions import ClientError
from django.core.files.storage import default_storage

from media_assets.buckets import spoken_plainly
from media_assets.models import Upload

from .refusals import NotWhole, UploadGone

MEBIBYTE = 1024 * 1024
SMALLEST_PART = 16 * MEBIBYTE
MOST_PARTS = 10_000
#: Seconds that the address of a part lives: a slow line needs some for 16 MiB.
SIGNATURE_LIVES = 3600


def part_size_of(length) -> int:
    """Bytes of each part but the last, in whole mebibytes."""
    needed = -(-length // MOST_PARTS)
    return max(SMALLEST_PART, -(-needed // MEBIBYTE) * MEBIBYTE)


def parts_of(upload) -> int:
    """How many parts the file has."""
    return -(-upload.length // upload.part_size)


def ensure_begun(upload):
    """Begin the multipart upload, once, whoever asks at the same time."""
    if upload.multipart_id:
        return
    with spoken_plainly():
        begun = _client().create_multipart_upload(**_where(upload))["UploadId"]
    mine = Upload.objects.filter(pk=upload.pk, multipart_id="").update(multipart_id=begun)
    if mine:
        upload.multipart_id = begun
    else:
        with spoken_plainly():
            _client().abort_multipart_upload(**_where(upload), UploadId=begun)
        upload.refresh_from_db()


def received_parts(upload) -> dict[int, dict]:
    """
    What the bucket holds of a file that is not whole yet: number -> size and ETag.

    A part of another weight than it should have has not come: it is sent again. A server
    may go on listing what a part replaced (SeaweedFS does, in any order), so that the last
    one of the right weight counts; closing the upload names it by its ETag.
    """
    if not upload.multipart_id:
        return {}
    pages = _client().get_paginator("list_parts").paginate(**_where(upload), UploadId=upload.multipart_id)
    with spoken_plainly():
        try:
            parts = [part for page in pages for part in page.get("Parts", ())]
        except ClientError as refusal:
            if _is_unknown(refusal):
                raise UploadGone from refusal
            raise
    whole = [part for part in parts if part["Size"] == _size_of_part(upload, part["PartNumber"])]
    return {part["PartNumber"]: part for part in sorted(whole, key=itemgetter("LastModified"))}


def _size_of_part(upload, number):
    """0 for a number that the file does not have."""
    return max(0, min(upload.part_size, upload.length - upload.part_size * (number - 1)))


def sign(upload, numbers) -> dict[int, str]:
    """Addresses to which those parts may be sent for an hour."""
    ensure_begun(upload)
    last = parts_of(upload)
    return {
        number: _client().generate_presigned_url(
            "upload_part",
            Params={**_where(upload), "UploadId": upload.multipart_id, "PartNumber": number},
            ExpiresIn=SIGNATURE_LIVES,
        )
        for number in numbers
        if 1 <= number <= last
    }


def complete(upload):
    """
    Make one object of the parts. Safe to repeat.

    Raises ``NotWhole`` while parts are missing or not of the weight that they should have.
    """
    try:
        parts = received_parts(upload)
    except UploadGone:
        if _size_or_none(upload) == upload.length:
            return
        raise
    if set(parts) < set(range(1, parts_of(upload) + 1)):
        raise NotWhole
    listed = [{"PartNumber": number, "ETag": parts[number]["ETag"]} for number in sorted(parts)]
    with spoken_plainly():
        _client().complete_multipart_upload(
            **_where(upload), UploadId=upload.multipart_id, MultipartUpload={"Parts": listed}
        )


def discard(upload):
    """Take away what came: the parts, or the object that was made of them."""
    if upload.multipart_id:
        with spoken_plainly():
            try:
                _client().abort_multipart_upload(**_where(upload), UploadId=upload.multipart_id)
            except ClientError as refusal:
                if not _is_unknown(refusal):
                    raise
    default_storage.delete(upload.stored_as)


def _size_or_none(upload):
    try:
        return default_storage.size(upload.stored_as)
    except FileNotFoundError:
        return None


def _client():
    return default_storage.client


def _where(upload):
    key = posixpath.join(default_storage.location.strip("/"), upload.stored_as)
    return {"Bucket": default_storage.bucket_name, "Key": key}


def _is_unknown(refusal):
    return refusal.response.get("Error", {}).get("Code") == "NoSuchUpload"
