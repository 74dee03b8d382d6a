"""Only wires: briefs into Wagtail's admin, and into what happens to their pieces."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail import hooks
from wagtail.models import WorkflowState
from wagtail.permissions import register_permission_policy
from wagtail.signals import published, unpublished

from media_assets.briefs.following import follow, follow_piece
from media_assets.briefs.panels import MyBriefsPanel
from media_assets.briefs.policy import BriefPolicy
from media_assets.briefs.viewset import BriefViewSet
from media_assets.models import Brief, Piece

register_permission_policy(Brief, BriefPolicy(Brief))


@hooks.register("register_admin_viewset")
def briefs():
    return BriefViewSet()


@hooks.register("construct_homepage_panels")
def put_briefs_on_the_desk(request, panels):
    panels.append(MyBriefsPanel())


@receiver(post_save, sender=WorkflowState)
def follow_review(sender, instance, raw=False, **kwargs):
    """Whatever a review comes to is saved on its state: begun, sent back, taken up again, cancelled."""
    # What is approved is published or scheduled in the same breath: in between it is neither.
    is_over = instance.status == WorkflowState.STATUS_APPROVED
    if not raw and not is_over and instance.base_content_type.model_class() is Piece:
        follow_piece(instance.object_id)


@receiver(published, sender=Piece)
@receiver(unpublished, sender=Piece)
def follow_publication(sender, instance, **kwargs):
    follow_piece(instance.pk)


@receiver(post_delete, sender=Piece)
def follow_deletion(sender, instance, **kwargs):
    if instance.brief_id:
        follow(Brief.objects.filter(pk=instance.brief_id))
