"""
The doors of the library's files.

Each view finds one stored file, asks ``media_assets.access`` and hands the file
to ``serving.serve``. A stranger to what is not public gets the answer of what
does not exist. ``?descargar`` asks for the file as a download, ``?original`` for the
file as it came instead of the clean copy that the public gets.
"""

from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe
from wagtail.documents.models import document_served
from wagtail.documents.views.serve import serve as serve_document

from media_assets import access
from media_assets.metadata.public_copies import PublicFile, Withheld, ensure_clean_still, public_file
from media_assets.models import EditorialDocument, EditorialMedia, Piece, PieceDerivative, PieceVersion
from media_assets.offering import DOWNLOAD
from organization.pace import FILES, at_pace

from .serving import Stored, is_given_by_bucket, lead_to_bucket, serve, type_by_name

ORIGINAL = "original"


@require_safe
def original(request, name):
    """Any original by its stored name, for the office only; signed consents have a door of their own."""
    if not access.may_read_original(request.user, name):
        raise Http404
    return serve(
        request,
        Stored(default_storage, name),
        content_type=type_by_name(name),
        filename=name.rpartition("/")[2],
        everybody=False,
        attachment=DOWNLOAD in request.GET,
    )


@require_safe
@at_pace(FILES)
def piece_master(request, pk, name):
    """The master of a version as it was uploaded: to play, to see, or to keep under its licence."""
    version = get_object_or_404(PieceVersion.objects.select_related("piece", "metadata"), pk=pk)
    if name != version.original_name:
        raise Http404
    everybody = _open_to_all_or_office(request, _as_asked(request, access.is_public_master(version), version.piece))
    given, everybody = _given(request, version, everybody)
    return serve(
        request,
        given.file,
        content_type=version.mime,
        filename=version.original_name,
        everybody=everybody,
        attachment=DOWNLOAD in request.GET,
        checksum=given.sha256,
    )


@require_safe
@at_pace(FILES)
def piece_captions(request, pk):
    """The captions of a piece, read by its player."""
    piece = get_object_or_404(Piece.objects.exclude(captions=""), pk=pk)
    everybody = _open_to_all_or_office(request, access.is_public_piece(piece))
    return _captions(request, piece.captions, f"{piece.slug}.vtt", everybody)


@require_safe
@at_pace(FILES)
def piece_derivative(request, pk, name):
    """What was made of a version: to see or hear it, or to keep it under the licence of its piece."""
    derivative = get_object_or_404(PieceDerivative.objects.select_related("version__piece"), pk=pk)
    if name != derivative.url.rpartition("/")[2]:
        raise Http404
    piece = derivative.version.piece
    everybody = _open_to_all_or_office(request, _as_asked(request, access.is_public_derivative(derivative), piece))
    return serve(
        request,
        derivative.file,
        content_type=derivative.mime,
        filename=f"{piece.slug}-{name}" if DOWNLOAD in request.GET else name,
        everybody=everybody,
        attachment=DOWNLOAD in request.GET,
    )


@require_safe
@at_pace(FILES)
def media_file(request, pk, name):
    """The sound or video of a page. A name it had before leads to the one it has."""
    media = get_object_or_404(EditorialMedia.objects.select_related("collection", "metadata"), pk=pk)
    everybody = _open_to_all_or_office(request, _as_asked(request, access.is_public_file(media), media))
    if name != media.filename:
        return redirect(media.url)
    given, everybody = _given(request, media, everybody)
    return serve(
        request,
        given.file,
        content_type=type_by_name(media.file.name),
        filename=media.filename,
        everybody=everybody,
        attachment=DOWNLOAD in request.GET,
        checksum=given.sha256,
    )


@require_safe
@at_pace(FILES)
def document(request, document_id, document_filename):
    """
    A document at the address that Wagtail gives it.

    Wagtail's own view hands out the file as it came, with what it may tell of places and
    cameras: the office gets it from there, and everybody else a clean one from here.
    """
    file = get_object_or_404(EditorialDocument.objects.select_related("collection", "metadata"), pk=document_id)
    if access.works_in_the_office(request.user):
        return serve_document(request, document_id, document_filename)
    if document_filename != file.filename or not access.is_public_file(file):
        raise Http404
    given, everybody = _given(request, file, everybody=True)
    document_served.send(sender=EditorialDocument, instance=file, request=request)
    return serve(
        request,
        given.file,
        content_type=type_by_name(file.file.name),
        filename=file.filename,
        everybody=everybody,
        attachment=not file.filename.lower().endswith(".pdf"),
        checksum=given.sha256,
    )


def give_document_from_bucket(document, request):
    """
    Answer in the place of Wagtail's view, which would read a file of a bucket to pass it on.

    For ``before_serve_document``, after all that guards the document.
    """
    if document.content_disposition == "inline" or not is_given_by_bucket(request, document.file.storage):
        return None
    answer = lead_to_bucket(document.file, content_type=type_by_name(document.file.name), filename=document.filename)
    document_served.send(sender=EditorialDocument, instance=document, request=request)
    return answer


@require_safe
@at_pace(FILES)
def media_captions(request, pk):
    media = get_object_or_404(EditorialMedia.objects.select_related("collection").exclude(captions=""), pk=pk)
    everybody = _open_to_all_or_office(request, access.is_public_file(media))
    return _captions(request, media.captions, f"subtitulos-{pk}.vtt", everybody)


@require_safe
@at_pace(FILES)
def media_thumbnail(request, pk):
    media = get_object_or_404(EditorialMedia.objects.select_related("collection").exclude(thumbnail=""), pk=pk)
    everybody = _open_to_all_or_office(request, access.is_public_file(media))
    try:
        ensure_clean_still(media.thumbnail)
    except (Withheld, FileNotFoundError) as reason:
        raise Http404 from reason
    return serve(
        request,
        media.thumbnail,
        content_type=type_by_name(media.thumbnail.name),
        filename=media.thumbnail_filename,
        everybody=everybody,
    )


def _given(request, owner, everybody):
    """
    The file that this reader gets, and whether caches may keep it.

    Everybody gets what tells nothing private. At the address that all share the office
    gets the same, or caches would mix the two; ``?original`` is the very file.
    """
    original = PublicFile(owner.file, getattr(owner, "sha256", ""))
    if everybody and ORIGINAL not in request.GET:
        try:
            return public_file(owner), True
        except FileNotFoundError as gone:
            raise Http404 from gone
        except Withheld:
            # Nobody outside gets it; the office does.
            pass
    if everybody:
        _open_to_office(request)
    return original, False


def _captions(request, file, filename, everybody):
    return serve(request, file, content_type="text/vtt; charset=utf-8", filename=filename, everybody=everybody)


def _open_to_all_or_office(request, public) -> bool:
    """Whether the door is open to everybody; where it is not, only the office passes."""
    if not public:
        _open_to_office(request)
    return bool(public)


def _open_to_office(request):
    if not access.works_in_the_office(request.user):
        raise Http404


def _as_asked(request, public, work):
    """The decision for everybody on what is asked for: to keep a file, its licence must be open too."""
    if public and DOWNLOAD in request.GET:
        return access.may_download(AnonymousUser(), work)
    return public
