"""The facets of a piece whose choices are more than the values of a column."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Case, CharField, IntegerField, Q, Value, When
from django.db.models.functions import Cast, Coalesce, ExtractYear
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, WorkflowState

from media_assets.library.facets import Facet
from media_assets.library.rights_standing import USABLE, RightsStanding, by_standing
from media_assets.models import Licence, Piece, PieceState
from media_assets.models.licences import OPEN_LICENCES

#: The choice that stands for every licence under which the public may take the file away.
OPEN = "open"
FIRST_YEAR = 1990


def _keys(records, content_type_field):
    """The keys of the pieces that those records of Wagtail are about."""
    about = {content_type_field: ContentType.objects.get_for_model(Piece)}
    return records.filter(**about).annotate(key=Cast("object_id", BigIntegerField())).order_by().values("key")


def _conditions() -> list[tuple[PieceState, Q]]:
    """
    The first condition that holds names the state, as in ``PieceQuerySet.with_state``.

    Asked by sets and not row by row: the scheduled and those in review are few
    among a hundred thousand.
    """
    scheduled = _keys(Revision.objects.filter(approved_go_live_at__isnull=False), "content_type")
    reviewed = _keys(WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS), "base_content_type")
    return [
        (PieceState.EXPIRED, Q(expired=True)),
        (PieceState.PUBLISHED, Q(live=True)),
        (PieceState.APPROVED, Q(pk__in=scheduled)),
        (PieceState.IN_REVIEW, Q(pk__in=reviewed)),
        (PieceState.WITHDRAWN, Q(first_published_at__isnull=False)),
        (PieceState.DRAFT, Q()),
    ]


class StateFacet(Facet):
    def __init__(self, **kwargs):
        super().__init__(column="live", choices=PieceState.choices, **kwargs)

    def narrowed(self, pieces, values):
        wanted, before = Q(pk__in=[]), Q()
        for state, holds in _conditions():
            if state in values:
                wanted |= before & holds
            before &= ~holds
        return pieces.filter(wanted)

    @property
    def counted_by(self):
        *conditions, (default, _always) = _conditions()
        return Case(
            *(When(holds, then=Value(state.value)) for state, holds in conditions),
            default=Value(default.value),
            output_field=CharField(),
        )


class RightsFacet(Facet):
    def __init__(self, **kwargs):
        super().__init__(column="rights_until", choices=RightsStanding.choices, **kwargs)

    def narrowed(self, pieces, values):
        wanted = {*values, *(USABLE if RightsStanding.VALID in values else ())}
        return pieces.alias(standing=by_standing()).filter(standing__in=sorted(wanted))

    @property
    def counted_by(self):
        return by_standing()

    def folded(self, counts):
        usable = sum(counts.get(kind, 0) for kind in USABLE)
        return counts | {RightsStanding.VALID.value: usable}


class LicenceFacet(Facet):
    def __init__(self, **kwargs):
        choices = [(OPEN, _("Any open licence")), *Licence.choices]
        super().__init__(column="licence", choices=choices, **kwargs)

    def narrowed(self, pieces, values):
        wanted = {*values, *(OPEN_LICENCES if OPEN in values else ())}
        return pieces.filter(licence__in=sorted(wanted))

    def folded(self, counts):
        return counts | {OPEN: sum(counts.get(licence, 0) for licence in OPEN_LICENCES)}


class YearFacet(Facet):
    """The year in which a piece was first published, or else in which it came into the library."""

    def __init__(self, **kwargs):
        super().__init__(column="created_at", choices=_years, **kwargs)

    def narrowed(self, pieces, values):
        wanted = Q()
        for year in values:
            wanted |= Q(dated__year=int(year))
        return pieces.alias(dated=Coalesce("first_published_at", "created_at")).filter(wanted)

    def may_have(self, least):
        years = range(least or FIRST_YEAR, timezone.localdate().year + 1)
        return [(year, label) for year, label in self.options if int(year) in years]

    def leasts(self):
        # Each is the first of an index.
        return [
            Piece.objects.filter(**{f"{column}__isnull": False})
            .order_by(column)
            .values_list(Cast(ExtractYear(column), IntegerField()))[:1]
            for column in ("first_published_at", "created_at")
        ]

    @property
    def counted_by(self):
        return ExtractYear(Coalesce("first_published_at", "created_at"))


def _years():
    return [(year, year) for year in range(timezone.localdate().year + 1, FIRST_YEAR - 1, -1)]
