"""What is learnt of a file in the background. Every task may run twice without harm."""

from django.tasks import task

from media_assets.finding import documents, likenesses, texts
from media_assets.models import EditorialDocument, Piece, PieceVersion


@task(backend="background")
def know_version(version_id):
    """Read a master, take its likeness once there is a still of it, and compare its piece with the others."""
    versions = PieceVersion.objects.select_related("piece").prefetch_related("derivatives")
    version = versions.filter(pk=version_id).first()
    if version is not None:
        know(version)


@task(backend="background")
def read_captions(piece_id):
    """Read the captions that somebody wrote for a piece."""
    piece = Piece.objects.select_related("latest_revision").filter(pk=piece_id).first()
    if piece is not None and texts.read_captions(piece):
        texts.text_read.send(Piece, piece=piece)


@task(backend="background")
def read_document(document_id):
    """Read a document that pages may offer."""
    document = EditorialDocument.objects.filter(pk=document_id).first()
    if document is not None:
        documents.read(document)


def know(version):
    """All that is learnt of one version."""
    if texts.read_version(version):
        texts.text_read.send(Piece, piece=version.piece)
    likenesses.take(version)
    likenesses.weigh(version.piece)
