"""Only connects: background work that an upload or a publication asks for."""

from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import ReferenceIndex
from wagtail.signals import page_published, published, workflow_approved

from media_assets import recordings
from media_assets.derivatives.orders import lift_mark, order
from media_assets.inspection.reports import judge_again
from media_assets.models import EditorialImage, EditorialMedia, Piece, PieceFormat, PieceVersion
from media_assets.tasks import judge_pieces_of_format, prepare_media, prepare_renditions

_SHAPES_RENDITIONS = {"file", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"}


@receiver(post_save, sender=EditorialImage)
def prepare_saved_image(sender, instance, raw=False, update_fields=None, **kwargs):
    if raw or (update_fields is not None and not _SHAPES_RENDITIONS & set(update_fields)):
        return
    transaction.on_commit(partial(prepare_renditions.enqueue, instance.pk))


@receiver(post_save, sender=EditorialMedia)
def prepare_saved_recording(sender, instance, raw=False, **kwargs):
    if not raw and recordings.needs_preparation(instance):
        transaction.on_commit(partial(prepare_media.enqueue, instance.pk))


@receiver(post_save, sender=Piece)
def judge_what_a_new_draft_asks(sender, instance, raw=False, update_fields=None, **kwargs):
    """Wagtail stores a new revision by saving this field of the piece, and only then."""
    if not raw and update_fields and "latest_revision" in update_fields:
        judge_again(instance)


@receiver(post_save, sender=PieceFormat)
def judge_what_a_mended_format_asks(sender, instance, created, raw=False, **kwargs):
    if not raw and not created:
        transaction.on_commit(partial(judge_pieces_of_format.enqueue, instance.pk))


@receiver(post_save, sender=PieceVersion)
def order_derivatives_of_new_master(sender, instance, created, raw=False, **kwargs):
    if created and not raw:
        order(instance)


@receiver(published, sender=Piece)
def lift_mark_of_published_proof(sender, instance, **kwargs):
    if instance.current_version_id:
        lift_mark(instance.current_version)


@receiver(workflow_approved)
def lift_mark_of_approved_proof(sender, instance, **kwargs):
    """The last approval may leave the piece scheduled under its embargo, which publishes nothing yet."""
    piece = instance.content_object
    if isinstance(piece, Piece) and piece.current_version_id:
        for version in piece.versions.select_related("piece"):
            lift_mark(version)


@receiver(page_published)
def prepare_images_of_published_page(sender, instance, **kwargs):
    """No reader waits for a picture: what the page shows is made, or made again, by now."""
    kind = ContentType.objects.get_for_model(EditorialImage)
    references = ReferenceIndex.get_references_for_object(instance).filter(to_content_type=kind)
    for image_id in set(references.values_list("to_object_id", flat=True)):
        transaction.on_commit(partial(prepare_renditions.enqueue, int(image_id)))
