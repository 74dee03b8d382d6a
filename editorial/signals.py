"""Only connects: what happens in the newsroom when Wagtail says that something did."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import ModelLogEntry, PageLogEntry, WorkflowMixin
from wagtail.signals import page_published, page_unpublished

from editorial import blackout, downloads
from editorial.answered_files import FILES, refuse_to_lose_file
from editorial.custody import journal
from editorial.going_out import may_go_out
from editorial.models import BlackoutException, BulletinPage
from editorial.numbering import assign_number
from editorial.readiness import link_checks
from editorial.review_chain import rebind
from editorial.tasks import prepare_downloads
from editorial.withdrawal import refuse_to_lose
from organization.publication import GatedPublication, gate

gate.guard(may_go_out)


@receiver(page_published, sender=BulletinPage)
def number_published_bulletin(sender, instance, alias=False, **kwargs):
    """Wagtail says so too of a bulletin that was only scheduled, which gets its number on its day."""
    if instance.live and not alias:
        assign_number(instance)


@receiver(post_save)
def review_the_newest_revision(sender, instance, update_fields=None, **kwargs):
    """Wagtail stores a content's new revision by saving this field of it, and only then."""
    if update_fields and "latest_revision" in update_fields and isinstance(instance, WorkflowMixin):
        rebind(instance)
        if isinstance(instance, GatedPublication):
            transaction.on_commit(partial(link_checks.ask_in_background, instance), robust=True)


@receiver(post_save, sender=PageLogEntry)
@receiver(post_save, sender=ModelLogEntry)
def keep_in_custody(sender, instance, created, **kwargs):
    if created:
        journal.keep(instance)
        if instance.content_type and instance.content_type.model_class() is BlackoutException:
            blackout.keep_in_custody(instance)


@receiver(pre_delete)
def nothing_published_is_lost(sender, instance, **kwargs):
    """The last door: commands, cascades and whatever an extension may bring."""
    if isinstance(instance, GatedPublication):
        refuse_to_lose(instance)
    elif isinstance(instance, FILES):
        refuse_to_lose_file(instance)


def prepare_what_is_taken_away(sender, instance, **kwargs):
    transaction.on_commit(partial(prepare_downloads.enqueue, instance.pk))


def forget_what_was_taken_away(sender, instance, **kwargs):
    downloads.forget(instance)


for model in downloads.READ:
    page_published.connect(prepare_what_is_taken_away, sender=model)
    page_unpublished.connect(forget_what_was_taken_away, sender=model)
    post_delete.connect(forget_what_was_taken_away, sender=model)
