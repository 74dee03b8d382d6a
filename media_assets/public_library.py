"""
The public half of the library: what a reader asked for, and the pieces that answer.

Addresses are typed and shared, so that a value which means nothing is left out
instead of failing.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from django.db import connection
from django.db.models import Case, Count, IntegerField, Q, Value, When
from wagtail.models import Page

from media_assets import uses
from media_assets.finding import matching
from media_assets.finding.readers import readers
from media_assets.models import Channel, Piece, PieceFormat
from organization.models import Department

#: Channels as addresses write them, in the order in which the library shows them.
CHANNEL_SLUGS = {
    "impresos": Channel.PRINT,
    "radio": Channel.RADIO,
    "television": Channel.TV,
    "web": Channel.WEB,
}
SLUG_OF_CHANNEL = {channel: slug for slug, channel in CHANNEL_SLUGS.items()}

#: Pieces of each channel in the overview, and in a page of a listing.
SHELF, PAGE = 6, 24
LONGEST_TEXT = 120
LATEST = ("-last_published_at", "-pk")
#: Up to so many that the words find are counted and leafed through by their keys.
MOST_LISTED = 20_000


@dataclass(frozen=True, slots=True)
class Choices:
    """What each filter offers: only values that have published pieces."""

    formats: list[PieceFormat]
    departments: list[Department]
    campaigns: list[Page]


@dataclass(frozen=True)
class Selection:
    """The filters of one request that mean something."""

    choices: Choices
    channel: Channel | None = None
    format: PieceFormat | None = None
    department: Department | None = None
    campaign: Page | None = None
    text: str = ""

    @classmethod
    def read(cls, query) -> "Selection":
        """From the query of an address (``canal``, ``formato``, ``dependencia``, ``campana``, ``q``)."""
        choices = offered()
        format = _of(choices.formats, "code", query.get("formato"))
        return cls(
            choices=choices,
            channel=CHANNEL_SLUGS.get(query.get("canal")) or (Channel(format.channel) if format else None),
            format=format,
            department=_of(choices.departments, "slug", query.get("dependencia")),
            campaign=_of(choices.campaigns, "slug", query.get("campana")),
            text=" ".join(query.get("q", "").replace("\0", "").split())[:LONGEST_TEXT],
        )

    @property
    def is_everything(self) -> bool:
        return not (self.channel or self.format or self.department or self.campaign or self.text)

    @cached_property
    def _in_any_channel(self):
        pieces = Piece.objects.public()
        if self.format:
            pieces = pieces.filter(format=self.format)
        if self.department:
            pieces = pieces.filter(department=self.department)
        if self.campaign:
            pieces = pieces.filter(pk__in=uses.pieces_of(self.campaign))
        if self.text:
            pieces = readers.within(pieces, self.text)
        return pieces

    @cached_property
    def _found(self) -> list[tuple[int, str]] | None:
        """
        Keys and channels of what the words find under the other filters, in the order of the listing.

        None without words, and where they find more than ``MOST_LISTED``.
        """
        if not self.text:
            return None
        latest = self._in_any_channel.order_by(_channel_order(), *LATEST)
        told = matching.columns_of(latest.values_list("pk", "channel")[: MOST_LISTED + 1])
        found = [(int(pk), channel) for pk, channel in told]
        return found if len(found) <= MOST_LISTED else None

    def counts(self) -> dict[str, int]:
        """How many pieces each channel would show under the other filters."""
        if self._found is not None:
            return Counter(channel for _pk, channel in self._found)
        by_channel = self._in_any_channel.order_by().values_list("channel").annotate(Count("pk"))
        return dict(by_channel)

    def pieces(self):
        """The pieces that answer, by channel and the latest first, with what their cards show."""
        return self._narrow.for_cards().order_by(*self._order)

    def slice(self, place):
        """Some of them by their places: the rows are read of those alone."""
        if self._found is not None:
            keys = [pk for pk, channel in self._found if self.channel in (None, channel)][place]
        else:
            keys = self._narrow.order_by(*self._order).values("pk")[place]
        pieces = Piece.objects.filter(pk__in=keys).for_cards().order_by(*self._order)
        if self.text:
            readers.mark(pieces, self.text)
        return pieces

    @property
    def _narrow(self):
        return self._in_any_channel.in_channel(self.channel) if self.channel else self._in_any_channel

    @property
    def _order(self):
        # Of one channel the database takes the latest from an index.
        return LATEST if self.channel else (_channel_order(), *LATEST)

    def shelves(self):
        """The latest pieces of each channel, as many as the overview shows."""
        latest = [
            self._in_any_channel.in_channel(channel).order_by(*LATEST).values("pk")[:SHELF]
            for channel in CHANNEL_SLUGS.values()
        ]
        if connection.features.supports_slicing_ordering_in_compound:
            # The database takes the first of each from an index, and numbers none of the others.
            return self.pieces().filter(pk__in=latest[0].union(*latest[1:], all=True))
        return self.pieces().filter(reduce(or_, (Q(pk__in=keys) for keys in latest)))


class Listing:
    """The pieces of a selection as a paginator asks for them; the tabs have counted already."""

    def __init__(self, selection, counts):
        self.selection = selection
        self._count = counts.get(selection.channel, 0) if selection.channel else sum(counts.values())

    def count(self):
        return self._count

    def __len__(self):
        return self._count

    def __getitem__(self, place):
        return self.selection.slice(place)


def offered() -> Choices:
    """What the filters offer today."""
    public = Piece.objects.public().order_by()
    return Choices(
        formats=list(PieceFormat.objects.filter(pk__in=public.values("format_id"))),
        departments=list(Department.objects.filter(pk__in=public.values("department_id"))),
        campaigns=list(uses.collections()),
    )


def by_channel(pieces) -> list[tuple[Channel, list[Piece]]]:
    """The pieces grouped by channel in the library's order, without channels that have none."""
    groups = {channel: [] for channel in CHANNEL_SLUGS.values()}
    for piece in pieces:
        groups[Channel(piece.channel)].append(piece)
    return [(channel, found) for channel, found in groups.items() if found]


def _of(values, attribute, wanted):
    """The value whose attribute is the wanted one, or None."""
    return next((value for value in values if wanted and getattr(value, attribute) == wanted), None)


def _channel_order():
    places = [When(channel=channel, then=Value(place)) for place, channel in enumerate(CHANNEL_SLUGS.values())]
    return Case(*places, output_field=IntegerField())
