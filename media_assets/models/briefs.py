"""What a department asks the office to make."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, IntegerField, Prefetch, Value, When
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from organization.models import Department

from .formats import Channel, PieceFormat

#: Below this folder of the originals lie the files of briefs, which have a door of their own.
FOLDER = "solicitudes"
MOST_OF_A_FORMAT = 50


class BriefState(models.TextChoices):
    """How far a brief has come, in the order of the work."""

    REQUESTED = "requested", pgettext_lazy("brief", "requested")
    ACCEPTED = "accepted", pgettext_lazy("brief", "accepted")
    ASSIGNED = "assigned", pgettext_lazy("brief", "assigned")
    IN_DESIGN = "in_design", pgettext_lazy("brief", "in design")
    IN_REVIEW = "in_review", pgettext_lazy("brief", "in review")
    DELIVERED = "delivered", pgettext_lazy("brief", "delivered")
    REJECTED = "rejected", pgettext_lazy("brief", "rejected")


#: What still asks for somebody's work.
OPEN_STATES = (
    BriefState.REQUESTED,
    BriefState.ACCEPTED,
    BriefState.ASSIGNED,
    BriefState.IN_DESIGN,
    BriefState.IN_REVIEW,
)
#: What somebody has in hand.
IN_HAND = (BriefState.ASSIGNED, BriefState.IN_DESIGN, BriefState.IN_REVIEW)


class BriefQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=OPEN_STATES)

    def in_hand_of(self, user):
        return self.filter(assigned_to=user, state__in=IN_HAND)

    def overdue(self, today):
        """Open, with a deadline that is over."""
        return self.open().filter(deadline__lt=today)

    def most_urgent_first(self):
        """What is open by its deadline; then what is closed, the latest first."""
        closed = Case(When(state__in=OPEN_STATES, then=Value(0)), default=Value(1), output_field=IntegerField())
        return self.order_by(closed, "deadline", "pk")

    def for_cards(self):
        """With all that a card or a row shows, in a constant number of queries."""
        from .pieces import Piece

        pieces = Piece.objects.with_state().select_related("format").order_by("pk")
        return self.select_related("department", "requester", "assigned_to").prefetch_related(
            "wanted__format", Prefetch("pieces", pieces)
        )


class Brief(ClusterableModel):
    """
    A request of a department: what it needs, for whom, and by when.

    Its state is changed by ``media_assets.briefs.acts`` alone, which writes each change
    down (``BriefStep``); the pieces made for it are ``pieces``, those it asks for ``wanted``.
    """

    title = models.CharField(
        _("title"), max_length=160, help_text=_("What it is about, in a few words. For example: rainy-season alerts.")
    )
    department = models.ForeignKey(
        Department, verbose_name=_("department"), on_delete=models.PROTECT, related_name="briefs"
    )
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("requested by"),
        on_delete=models.PROTECT,
        related_name="requested_briefs",
        editable=False,
    )
    purpose = models.TextField(
        _("purpose"),
        max_length=2000,
        help_text=_("What has to happen thanks to the pieces. For example: that homes on the slopes know the siren."),
    )
    audience = models.TextField(
        _("audience"), max_length=1000, help_text=_("Who has to see, hear or read it, and where they are.")
    )
    message = models.TextField(
        _("message"), max_length=3000, help_text=_("The one idea that has to stay, with the dates, places and figures.")
    )
    # The library knows no page type: which pages are campaigns is said by the room that has them.
    campaign = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("campaign"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="briefs",
    )
    deadline = models.DateField(_("needed by"))
    urgent_reason = models.TextField(
        _("why it cannot wait"),
        max_length=500,
        blank=True,
        help_text=_("Only when you need it before the earliest day: it stays on record and the direction reads it."),
    )
    state = models.CharField(
        _("state"), max_length=12, choices=BriefState, default=BriefState.REQUESTED, editable=False
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("designer"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assigned_briefs",
        editable=False,
    )
    requested_at = models.DateTimeField(_("requested"), default=timezone.now, editable=False)
    moved_at = models.DateTimeField(_("last moved"), default=timezone.now, editable=False)

    objects = BriefQuerySet.as_manager()

    class Meta:
        verbose_name = _("brief")
        verbose_name_plural = _("briefs")
        ordering = ["-requested_at", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["state", "deadline"], name="brief_by_state_and_deadline"),
            models.Index(fields=["assigned_to", "state"], name="brief_in_hand"),
            models.Index(fields=["requester", "state"], name="brief_by_requester"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(assigned_to__isnull=False) | ~models.Q(state__in=(*IN_HAND, BriefState.DELIVERED)),
                name="brief_in_hand_has_a_designer",
            ),
            models.CheckConstraint(
                condition=models.Q(assigned_to__isnull=True)
                | ~models.Q(state__in=(BriefState.REQUESTED, BriefState.ACCEPTED)),
                name="brief_in_nobodys_hand_has_none",
            ),
        ]

    def __str__(self):
        return self.title

    def get_base_content_type(self):
        """As Wagtail's contents say it, for those who tell of any of them."""
        return ContentType.objects.get_for_model(Brief)

    @property
    def is_open(self):
        return self.state in OPEN_STATES

    @property
    def is_urgent(self):
        return bool(self.urgent_reason)


class BriefPiece(Orderable):
    """One row of what a brief asks for; without a format the designer chooses one of the channel."""

    brief = ParentalKey(Brief, on_delete=models.CASCADE, related_name="wanted")
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    format = models.ForeignKey(
        PieceFormat, verbose_name=_("format"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    quantity = models.PositiveSmallIntegerField(
        _("how many different ones"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_OF_A_FORMAT)],
        help_text=_("Different pieces, not printed copies."),
    )
    notes = models.CharField(
        _("notes"),
        max_length=300,
        blank=True,
        help_text=_("Copies, places, stations, languages, what must not be missing."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("wanted piece")
        verbose_name_plural = _("wanted pieces")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(quantity__gte=1), name="brief_asks_for_at_least_one")]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        return self.format.name if self.format_id else str(Channel(self.channel).label)


def attachment_path(attachment, filename):
    """Where an attachment lies: below the originals, under a name that tells nobody another's."""
    return f"{FOLDER}/{get_random_string(20)}/{filename}"
