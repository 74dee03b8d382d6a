"""How pieces are asked for, in the words of the office: what is public, how far each has come, with what a card shows."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, Exists, OuterRef, Subquery, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Revision, WorkflowState
from wagtail.search.queryset import SearchableQuerySetMixin

from .inspection import InspectionReport


class PieceState(models.TextChoices):
    """What people call the moment of a piece's life."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved, scheduled")
    PUBLISHED = "published", pgettext_lazy("piece", "published")
    EXPIRED = "expired", _("expired")
    WITHDRAWN = "withdrawn", _("withdrawn")


def _about(model, records, content_type_field):
    """Of Wagtail's records about any object, those about the piece of the outer query."""
    return records.filter(
        object_id=Cast(OuterRef("pk"), models.CharField()),
        **{content_type_field: ContentType.objects.get_for_model(model)},
    )


def _inspected(versions):
    """What a badge reads of the inspections of those versions, without the measures behind it."""
    reports = InspectionReport.objects.defer("facts", "specification")
    return models.Prefetch(f"{versions}__inspections", reports), f"{versions}__waivers"


class PieceQuerySet(SearchableQuerySetMixin, models.QuerySet):
    def live(self):
        return self.filter(live=True)

    def with_current_rights(self, day=None):
        """Mirrors ``media_assets.rights.rights_hold_on``."""
        day = day or timezone.localdate()
        consented = models.Q(consents_from__lte=day) & (
            models.Q(consents_until__isnull=True) | models.Q(consents_until__gte=day)
        )
        return self.consented().filter(
            models.Q(rights_from__isnull=True) | models.Q(rights_from__lte=day),
            models.Q(rights_until__isnull=True) | models.Q(rights_until__gte=day),
            models.Q(shows_people=False) | consented,
        )

    def consented(self):
        """Without those of whose people somebody never gave leave or took it back, whatever the day."""
        return self.filter(models.Q(shows_people=False) | models.Q(consents_stand=True))

    def past_their_rights(self, day=None):
        """What is still published although its rights are over: the scheduler takes it out."""
        day = day or timezone.localdate()
        unconsented = models.Q(consents_stand=False) | models.Q(consents_until__lt=day)
        return self.live().filter(models.Q(rights_until__lt=day) | models.Q(shows_people=True) & unconsented)

    def public(self, day=None):
        """What anybody may see: published, not past its hour, with a master, and with rights that hold today."""
        not_past = models.Q(expire_at__isnull=True) | models.Q(expire_at__gt=timezone.now())
        return self.live().filter(not_past, current_version__isnull=False).with_current_rights(day)

    def in_channel(self, channel):
        return self.filter(channel=channel)

    def with_state(self):
        """
        With the state and the step of the review as columns, so that a listing asks once.

        ``listed_state`` mirrors ``Piece.state``; ``listed_review`` is the status of the
        review that is open (``in_progress`` or ``needs_changes``), or null.
        """
        scheduled = Revision.objects.filter(approved_go_live_at__isnull=False)
        reviews = WorkflowState.objects.active().order_by("-created_at")
        return self.annotate(
            listed_review=Subquery(_about(self.model, reviews, "base_content_type").values("status")[:1]),
            listed_state=Case(
                When(expired=True, then=Value(PieceState.EXPIRED.value)),
                When(live=True, then=Value(PieceState.PUBLISHED.value)),
                When(Exists(_about(self.model, scheduled, "content_type")), then=Value(PieceState.APPROVED.value)),
                When(listed_review=WorkflowState.STATUS_IN_PROGRESS, then=Value(PieceState.IN_REVIEW.value)),
                When(first_published_at__isnull=False, then=Value(PieceState.WITHDRAWN.value)),
                default=Value(PieceState.DRAFT.value),
                output_field=models.CharField(),
            ),
        )

    def in_state(self, state):
        return self.with_state().filter(listed_state=state)

    def for_cards(self):
        """With all that a card shows, in a constant number of queries."""
        return self.select_related("format", "department", "current_version__metadata").prefetch_related(
            "current_version__derivatives"
        )

    def for_listing(self):
        """With all that the office's own cards and rows show, in a constant number of queries."""
        return (
            self.for_cards()
            .with_state()
            .select_related("latest_revision")
            .prefetch_related("versions__derivatives", *_inspected("versions"), *_inspected("current_version"))
        )
