"""Only connects: what is to be learnt of a new file, and where what was learnt is found."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.search.index import insert_or_update_object

from media_assets.finding import documents
from media_assets.finding.tasks import know_version, read_captions, read_document
from media_assets.finding.texts import text_read
from media_assets.models import DerivativeKind, EditorialDocument, Piece, PieceDerivative, PieceVersion, TextInside

#: What of a version is learnt from: its still, and the captions that were inside its film.
TELLING = (DerivativeKind.THUMBNAIL, DerivativeKind.CAPTIONS)


@receiver(post_save, sender=PieceVersion)
def know_new_master(sender, instance, created, raw=False, **kwargs):
    if created and not raw:
        transaction.on_commit(partial(know_version.enqueue, instance.pk))


@receiver(post_save, sender=PieceDerivative)
def know_by_what_was_made(sender, instance, created, raw=False, **kwargs):
    if created and not raw and instance.kind in TELLING:
        transaction.on_commit(partial(know_version.enqueue, instance.version_id))


@receiver(post_save, sender=Piece)
def read_new_captions(sender, instance, raw=False, **kwargs):
    name = instance.captions.name
    if not raw and name and not TextInside.objects.filter(name=name).exists():
        transaction.on_commit(partial(read_captions.enqueue, instance.pk))


@receiver(post_save, sender=EditorialDocument)
def read_new_document(sender, instance, raw=False, **kwargs):
    if not raw and documents.needs_reading(instance):
        transaction.on_commit(partial(read_document.enqueue, instance.pk))


@receiver(documents.document_read)
def find_document_by_its_words(sender, document, **kwargs):
    insert_or_update_object(EditorialDocument.objects.select_related("said").get(pk=document.pk))


@receiver(text_read)
def find_piece_by_its_words(sender, piece, **kwargs):
    insert_or_update_object(piece)
