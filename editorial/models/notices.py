"""What people of the office are told, and how each wants to be told."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NoticeEvent(models.TextChoices):
    """What somebody of the office is told of."""

    WAITING = "waiting", _("A content waits for my review")
    REJECTED = "rejected", _("My content was sent back")
    APPROVED = "approved", _("My content was approved")
    PUBLISHED = "published", _("My content was published")
    OVERDUE = "overdue", _("A review of mine is overdue")
    MENTION = "mention", _("Somebody mentions me in a comment")
    COMMENT = "comment", _("Somebody comments on what I follow")
    WITHDRAWN = "withdrawn", _("My content was withdrawn")
    FORCED = "forced", _("A content was published before its review")
    RIGHTS = "rights", _("The rights over a piece end")
    DELIVERY = "delivery", _("A delivery of a piece was closed")
    BRIEF_ASKED = "brief_asked", _("A department asks for pieces")
    BRIEF_MOVED = "brief_moved", _("A brief of mine moves on")
    BRIEF_SAID = "brief_said", _("Somebody writes in a brief of mine")
    FILE_STORED = "file_stored", _("A file that I sent became a version")
    FILE_REFUSED = "file_refused", _("A file that I sent was refused")


class Delivery(models.TextChoices):
    """How somebody wants to be told."""

    MAIL = "mail", _("by e-mail, at once")
    DIGEST = "digest", _("by e-mail, once a day")
    DESK = "desk", _("in the office only")


DEFAULT_DELIVERY = {
    NoticeEvent.WAITING: Delivery.MAIL,
    NoticeEvent.REJECTED: Delivery.MAIL,
    NoticeEvent.APPROVED: Delivery.DIGEST,
    NoticeEvent.PUBLISHED: Delivery.DIGEST,
    NoticeEvent.OVERDUE: Delivery.MAIL,
    NoticeEvent.MENTION: Delivery.MAIL,
    NoticeEvent.COMMENT: Delivery.DIGEST,
    NoticeEvent.WITHDRAWN: Delivery.MAIL,
    NoticeEvent.FORCED: Delivery.MAIL,
    NoticeEvent.RIGHTS: Delivery.DIGEST,
    NoticeEvent.DELIVERY: Delivery.MAIL,
    NoticeEvent.BRIEF_ASKED: Delivery.MAIL,
    NoticeEvent.BRIEF_MOVED: Delivery.MAIL,
    NoticeEvent.BRIEF_SAID: Delivery.MAIL,
    NoticeEvent.FILE_STORED: Delivery.DESK,
    NoticeEvent.FILE_REFUSED: Delivery.MAIL,
}


class NoticeChoice(models.Model):
    """How one person wants to be told of one event; absent, the house's usual way."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices")
    event = models.CharField(max_length=12, choices=NoticeEvent)
    delivery = models.CharField(max_length=8, choices=Delivery)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "event"], name="notice_choice_once_per_event")]

    def __str__(self):
        return f"{self.user_id}: {self.event} {self.delivery}"


class Notice(models.Model):
    """
    One thing told to one person, and how far its letter has come.

    Written in the transaction of what it tells, so that neither is there without the
    other; ``key`` names the event, which is told once to each person. It holds no text
    of the content but its title: what a reader of the letter may see is asked on arrival.
    """

    class Mail(models.TextChoices):
        NONE = "none", _("no letter")
        QUEUED = "queued", _("to be sent")
        DIGEST = "digest", _("for the daily letter")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("not sent: the person may not see it any more")

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    event = models.CharField(_("event"), max_length=12, choices=NoticeEvent)
    key = models.CharField(max_length=80)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    content = GenericForeignKey("content_type", "object_id")
    title = models.CharField(_("title"), max_length=255)
    actor_name = models.CharField(max_length=200, blank=True)
    said = models.TextField(_("what was said"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("when"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True)
    mail = models.CharField(_("letter"), max_length=8, choices=Mail, default=Mail.NONE)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="notice_once_per_person")]
        indexes = [
            models.Index(fields=["recipient", "read_at", "-created_at"], name="notice_unread_of_person"),
            models.Index(fields=["mail", "next_attempt_at"], name="notice_to_be_sent"),
        ]

    def __str__(self):
        return f"{self.get_event_display()}: {self.title}"


class DailyLetter(models.Model):
    """That somebody had the letter of a day, so that they get one, whoever makes it."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "day"], name="daily_letter_once_a_day")]

    def __str__(self):
        return f"{self.recipient_id} {self.day}"
