"""
The tus resumable upload protocol, version 1.0.0 (https://tus.io/protocols/resumable-upload).

Core, and the extensions creation, termination, checksum and expiration. Any tus client
that is signed in may use it. Written here because what PyPI offers for Django stopped in 2020.
"""

import base64
import binascii
import hashlib
import tempfile

from django.conf import settings
from django.http import HttpResponse, UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date

from media_assets.models import Upload, UploadState

from . import on_disk, receiving
from .access import for_senders, upload_of
from .refusals import ChecksumMismatch, NotAPart, NotUnderstood, OtherVersion, TooLong, UploadGone

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,checksum,expiration"
CHECKSUMS = ("sha1", "sha256")
PART = "application/offset+octet-stream"
BLOCK = 1024 * 1024


@for_senders("OPTIONS", "POST")
def collection(request):
    """Creation extension: the address at which an upload is made."""
    if request.method == "OPTIONS":
        return _capabilities()
    _check_version(request)
    length = _whole_number(request, "Upload-Length")
    metadata = _metadata(request)
    upload = receiving.begin(request.user, metadata.get("filename", ""), length, place=Upload.Place.DISK)
    response = _answer(201, upload)
    response["Location"] = reverse("upload", args=[upload.key])
    return response


@for_senders("OPTIONS", "GET", "HEAD", "PATCH", "DELETE", "POST")
def resource(request, upload_key):
    """One upload; ``GET`` is no part of the protocol and tells its sender's screens how it stands."""
    # "MUST be interpreted as the request's method": for clients behind proxies that know only POST.
    method = request.headers.get("X-HTTP-Method-Override", request.method).upper()
    if method == "GET":
        from .doors import state

        return state(request, upload_key)
    if method == "OPTIONS":
        return _capabilities()
    _check_version(request)
    act = {"HEAD": _head, "PATCH": _patch, "DELETE": _delete}.get(method)
    if act is None:
        raise NotUnderstood
    return act(request, upload_of(request.user, upload_key))


def _capabilities():
    response = HttpResponse(status=204)
    response["Tus-Version"] = response["Tus-Resumable"] = VERSION
    response["Tus-Extension"] = EXTENSIONS
    response["Tus-Checksum-Algorithm"] = ",".join(CHECKSUMS)
    response["Tus-Max-Size"] = settings.ROTATIVA_MAX_MASTER_BYTES
    return response


def _head(request, upload):
    receiving.ensure_alive(upload)
    response = _answer(200, upload)
    response["Upload-Offset"] = receiving.received(upload)
    response["Upload-Length"] = upload.length
    return response


def _patch(request, upload):
    receiving.ensure_alive(upload)
    if request.content_type != PART:
        raise NotAPart
    offset = _whole_number(request, "Upload-Offset")
    if upload.place != Upload.Place.DISK:
        raise NotUnderstood
    if upload.state != UploadState.RECEIVING:
        # Whoever did not hear that the last part arrived asks by an empty one.
        if offset == upload.length:
            return _at(offset, upload)
        raise on_disk.OffsetConflict(upload.length)
    try:
        offset = on_disk.append(upload, offset, _verified(request, upload.length - offset) or _blocks(request))
    finally:
        receiving.touch(upload)
    if offset == upload.length:
        receiving.finish(upload)
    return _at(offset, upload)


def _delete(request, upload):
    if upload.state == UploadState.GONE:
        raise UploadGone
    receiving.discard(upload)
    return _answer(204, upload)


def _at(offset, upload):
    response = _answer(204, upload)
    response["Upload-Offset"] = offset
    return response


def _answer(status, upload):
    response = HttpResponse(status=status)
    response["Upload-Expires"] = http_date(upload.expires_at.timestamp())
    return response


def _blocks(request):
    """The body as it comes. A connection that breaks ends it: what came before counts."""
    try:
        while block := request.read(BLOCK):
            yield block
    except UnreadablePostError:
        return


def _verified(request, most):
    """
    Checksum extension: the blocks of a part whose digest was announced, once all of them have come and agree.

    They wait in the temporary folder, which takes no more of them than the upload lacks.
    """
    announced = request.headers.get("Upload-Checksum")
    if announced is None:
        return None
    algorithm, _space, wanted = announced.partition(" ")
    if algorithm not in CHECKSUMS:
        raise NotUnderstood
    return _once_it_agrees(_blocks(request), most, hashlib.new(algorithm, usedforsecurity=False), _decoded(wanted))


def _once_it_agrees(blocks, most, digest, wanted):
    with tempfile.TemporaryFile(prefix="part-") as kept:
        for block in blocks:
            if kept.tell() + len(block) > most:
                raise TooLong
            digest.update(block)
            with on_disk.room_awaited():
                kept.write(block)
        if digest.digest() != wanted:
            raise ChecksumMismatch
        kept.seek(0)
        while block := kept.read(BLOCK):
            yield block


def _check_version(request):
    if request.headers.get("Tus-Resumable") != VERSION:
        raise OtherVersion


def _whole_number(request, header):
    value = request.headers.get(header, "")
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        raise NotUnderstood
    return int(value)


def _metadata(request):
    """``Upload-Metadata``: pairs of a key and a value in base64, separated by commas."""
    pairs = (pair.strip().partition(" ") for pair in request.headers.get("Upload-Metadata", "").split(","))
    return {key: _decoded(value).decode(errors="replace") for key, _space, value in pairs if key}


def _decoded(value):
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotUnderstood from error
