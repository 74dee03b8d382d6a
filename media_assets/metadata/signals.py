"""Only connects: every file that comes in is read, every copy goes with its file, every label with its publication."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import published

from media_assets.metadata import labelling, records
from media_assets.metadata.tasks import label_version, read_metadata
from media_assets.models import (
    EditorialDocument,
    EditorialImage,
    EditorialMedia,
    FileMetadata,
    Piece,
    PieceVersion,
)


@receiver(post_save, sender=PieceVersion)
@receiver(post_save, sender=EditorialImage)
@receiver(post_save, sender=EditorialDocument)
@receiver(post_save, sender=EditorialMedia)
def read_new_file(sender, instance, raw=False, update_fields=None, **kwargs):
    """What intake has read already comes with the object (``read_metadata``)."""
    if raw or not instance.file or (update_fields is not None and "file" not in update_fields):
        return
    if records.of(instance) is not None:
        return
    values = getattr(instance, "read_metadata", None)
    if values is not None:
        records.keep(instance, values, filled=getattr(instance, "filled_from_file", ()))
        if keywords := getattr(instance, "keywords_of_file", ()):
            instance.tags.set(keywords)
    else:
        transaction.on_commit(partial(read_metadata.enqueue, records.field_of(instance), instance.pk))


@receiver(post_delete, sender=FileMetadata)
def forget_public_copy(sender, instance, **kwargs):
    if instance.public_copy:
        transaction.on_commit(partial(instance.public_copy.storage.delete, instance.public_copy.name))


@receiver(published, sender=Piece)
def label_what_is_published(sender, instance, **kwargs):
    version = instance.current_version
    if version is not None and labelling.needs_label(version):
        transaction.on_commit(partial(label_version.enqueue, version.pk))
