"""Only connects: what happens in the review chain, and who is told of it."""

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.text import capfirst
from wagtail.models import Comment, CommentReply
from wagtail.signals import published, task_rejected, task_submitted, workflow_approved

from editorial.models import AfterReview, Approval, NoticeEvent, ReviewState, Withdrawal
from editorial.notices.telling import notify, reviewers_of, specific, tell_mentioned, unheard_in, writers_of
from media_assets.briefs.machine import ASKS, DONE
from media_assets.briefs.telling import brief_discussed, brief_moved
from media_assets.consents import why_withdrawn
from media_assets.delivery.preparing import delivery_closed
from media_assets.models import BriefStep, Delivery, Piece, Upload, UploadState
from media_assets.rights_watch import rights_ending
from media_assets.uploading.telling import upload_ended
from organization import roles
from organization.publication import GatedPublication


@receiver(task_submitted)
def tell_reviewers(sender, instance, user=None, **kwargs):
    if isinstance(instance, ReviewState):
        content = specific(instance.workflow_state.content_object)
        notify(
            NoticeEvent.WAITING, content, reviewers_of(instance, content), key=f"step:{instance.pk}", actor=user
        )


@receiver(task_rejected)
def tell_writers_of_rejection(sender, instance, user=None, **kwargs):
    content = specific(instance.workflow_state.content_object)
    notify(
        NoticeEvent.REJECTED,
        content,
        writers_of(content),
        key=f"rejected:{instance.pk}",
        actor=user,
        reason=instance.comment,
    )


@receiver(task_rejected)
def tell_mentioned_in_rejection(sender, instance, user=None, **kwargs):
    """Also of pieces, whose only thread is what their reviewers say."""
    content = specific(instance.workflow_state.content_object)
    tell_mentioned(content, instance.comment, key=f"sent-back:{instance.pk}", actor=user)


@receiver(post_save, sender=Approval)
def tell_mentioned_in_approval(sender, instance, raw=False, **kwargs):
    if not raw:
        content = specific(instance.state.workflow_state.content_object)
        tell_mentioned(content, instance.comment, key=f"approval:{instance.pk}", actor=instance.user)


@receiver(workflow_approved)
def tell_writers_of_approval(sender, instance, user=None, **kwargs):
    content = specific(instance.content_object)
    notify(NoticeEvent.APPROVED, content, writers_of(content), key=f"approved:{instance.pk}", actor=user)


@receiver(published)
def tell_writers_of_publication(sender, instance, revision=None, **kwargs):
    if isinstance(instance, GatedPublication) and instance.live and revision is not None:
        notify(NoticeEvent.PUBLISHED, instance, writers_of(instance), key=f"published:{revision.pk}")


@receiver(post_save, sender=Comment)
def tell_mentioned_in_comment(sender, instance, raw=False, **kwargs):
    if not raw:
        tell_mentioned(instance.page.specific, instance.text, key=f"comment:{instance.pk}", actor=instance.user)


@receiver(post_save, sender=CommentReply)
def tell_mentioned_in_reply(sender, instance, raw=False, **kwargs):
    if not raw:
        page = instance.comment.page.specific
        tell_mentioned(page, instance.text, key=f"reply:{instance.pk}", actor=instance.user)


@receiver(post_save, sender=AfterReview)
def tell_who_may_review_what_was_forced(sender, instance, created, **kwargs):
    if created:
        content = specific(instance.content)
        people = roles.people(roles.APPROVERS, roles.LEGAL_REVIEWERS).exclude(pk__in=instance.authors)
        notify(
            NoticeEvent.FORCED,
            content,
            people,
            key=f"forced:{instance.pk}",
            actor=instance.forced_by,
            reason=instance.reason,
        )


@receiver(post_save, sender=Withdrawal)
def tell_writers_of_withdrawal(sender, instance, created, **kwargs):
    if created and (content := instance.content):
        content = specific(content)
        notify(
            NoticeEvent.WITHDRAWN,
            content,
            writers_of(content),
            key=f"withdrawn:{instance.pk}",
            actor=instance.withdrawn_by,
            reason=instance.reason,
        )


@receiver(rights_ending, sender=Piece)
def tell_of_ending_rights(sender, piece, last_day, days, reason, **kwargs):
    """Why a person took their consent back is told to those alone who may read the consent."""
    for person in [*writers_of(piece), *roles.people(roles.LEGAL_REVIEWERS)]:
        withdrawal = why_withdrawn(piece, person) if days == 0 else ""
        notify(
            NoticeEvent.RIGHTS,
            piece,
            [person],
            key=f"rights:{piece.pk}:{last_day}:{days}",
            reason="\n".join(filter(None, [reason, withdrawal])),
        )


@receiver(delivery_closed, sender=Delivery)
def tell_of_closed_delivery(sender, delivery, piece, reason, **kwargs):
    """Somebody came for a package that the rules do not let out any more: who took it before has it still."""
    if piece is not None:
        people = [delivery.prepared_by, *roles.people(roles.APPROVERS, roles.LEGAL_REVIEWERS)]
        notify(NoticeEvent.DELIVERY, piece, people, key=f"delivery:{delivery.pk}", reason=f"{delivery}. {reason}")


@receiver(brief_moved)
def tell_of_brief(sender, step: BriefStep, people, **kwargs):
    is_new = step.act in ASKS
    notify(
        NoticeEvent.BRIEF_ASKED if is_new else NoticeEvent.BRIEF_MOVED,
        step.brief,
        people,
        key=f"brief:{step.pk}",
        actor=step.actor,
        reason=". ".join(filter(None, [capfirst(str(DONE[step.act])), step.reason])),
    )


@receiver(brief_discussed)
def tell_of_what_was_said_of_brief(sender, message, people, **kwargs):
    """Who is named is told of that, and not twice; returns the names of those who are not told."""
    key = f"brief-said:{message.pk}"
    tell_mentioned(message.brief, message.text, key=key, actor=message.author)
    notify(NoticeEvent.BRIEF_SAID, message.brief, people, key=key, actor=message.author, reason=message.text)
    return unheard_in(message.text, message.brief)


@receiver(upload_ended, sender=Upload)
def tell_sender_of_file(sender, upload, **kwargs):
    """Whoever saved a draft and went on hears what became of the file that followed it."""
    is_good = upload.state == UploadState.KEPT
    notify(
        NoticeEvent.FILE_STORED if is_good else NoticeEvent.FILE_REFUSED,
        upload.piece,
        [upload.user],
        key=f"upload:{upload.pk}:{upload.state}",
        reason=upload.name if is_good else f"{upload.name}. {upload.refusal}",
    )
