"""Pieces with a master, as the intake and the background work leave them."""

from django.core.files.base import ContentFile
from django.utils import timezone

from media_assets.inspection.catalogue import ENGINE
from media_assets.inspection.specification import specification_of
from media_assets.models import (
    Channel,
    DerivativeKind,
    InspectionReport,
    PieceDerivative,
    PieceVersion,
    ProcessingState,
)
from tests import factories

#: A real file of each channel: its name, type, kind and content.
MASTERS = {
    Channel.PRINT: ("afiche.pdf", "application/pdf", "document", b"%PDF-1.7 ..."),
    Channel.RADIO: ("cuña final.wav", "audio/wav", "audio", factories.sound_bytes(0.2)),
    Channel.TV: ("comercial.mp4", "video/mp4", "video", b"\0\0\0\x18ftypmp42"),
    Channel.WEB: ("aviso.jpg", "image/jpeg", "image", factories.picture_bytes()),
}
STILLS = {
    Channel.PRINT: DerivativeKind.COVER,
    Channel.TV: DerivativeKind.POSTER,
    Channel.WEB: DerivativeKind.PREVIEW,
}


def add_version(piece, content=None, *, name=None, mime=None, current=True, inspected=True, **facts):
    """A version of the piece, of its channel's kind unless told otherwise, in which the inspection found nothing."""
    usual_name, usual_mime, kind, usual_content = MASTERS[piece.channel]
    content = usual_content if content is None else content
    version = PieceVersion(
        piece=piece,
        number=piece.versions.count() + 1,
        original_name=name or usual_name,
        mime=mime or usual_mime,
        kind=kind,
        size=len(content),
        sha256="ab" * 32,
        processing=ProcessingState.DONE,
        **facts,
    )
    version.file.save("master.bin", ContentFile(content), save=False)
    version.save()
    if current:
        piece.current_version = version
        piece.save()
    if inspected:
        pass_inspection(version)
    return version


def pass_inspection(version):
    """A finished report without findings, as the background work leaves it."""
    return InspectionReport.objects.create(
        version=version,
        engine=ENGINE,
        state=ProcessingState.DONE,
        specification=specification_of(version.piece, version).as_dict(),
        finished_at=timezone.now(),
    )


def add_derivative(version, kind, content=None, mime="image/jpeg", width=600, height=400, position=0):
    derivative = PieceDerivative(
        version=version, kind=kind, mime=mime, width=width, height=height, position=position
    )
    content = factories.picture_bytes() if content is None else content
    derivative.file.save(f"{kind}.{mime.rpartition('/')[2][:3]}", ContentFile(content), save=False)
    derivative.save()
    return derivative


def published_piece(channel=Channel.WEB, **fields):
    """A piece that everybody may see, with its master and its still or waveform."""
    piece = factories.piece(channel, live=True, **fields)
    version = add_version(piece, duration=30 if channel in (Channel.RADIO, Channel.TV) else None)
    if channel == Channel.RADIO:
        add_derivative(version, DerivativeKind.WAVEFORM, b"<svg/>", "image/svg+xml", 800, 100)
    else:
        add_derivative(version, STILLS[channel])
    return piece


def withdraw(piece):
    """Take a published piece off the public site, as its viewset does."""
    piece.first_published_at = piece.first_published_at or timezone.now()
    piece.save()
    piece.unpublish()
    return piece
