"""By what the office looks for a piece."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet

from media_assets.library.facets import Facet, RowsFacet
from media_assets.library.piece_facets import LicenceFacet, RightsFacet, StateFacet, YearFacet
from media_assets.models import Channel, ColourFamily, Piece, PieceCollection, PieceFormat
from organization.models import Department

#: Other rooms add facets by this hook: a function that returns ``{name: facet}``.
FILTERS_HOOK = "register_piece_filters"


class FormatFacet(RowsFacet):
    def label_of(self, row):
        return row.name

    def may_have(self, least):
        """Of the channels that are chosen, if any: no poster is a radio spot."""
        channels = self.parent.form.cleaned_data.get("channel") if self.parent.is_valid() else None
        of_channels = {str(format.pk) for format in self.known if not channels or format.channel in channels}
        return [choice for choice in self.options if choice[0] in of_channels]


class PieceFilterSet(WagtailFilterSet):
    """The facets of the library, in the order in which they stand; each is a list of values in the address."""

    channel = Facet(label=_("Channel"), column="channel", choices=Channel.choices)
    format = FormatFacet(label=_("Format"), column="format_id", rows=PieceFormat.objects.all())
    state = StateFacet(label=_("State"))
    rights = RightsFacet(label=_("Rights"))
    colour = Facet(
        label=_("Colour"), column="current_version__colours__family", choices=ColourFamily.choices, to_many=True
    )
    licence = LicenceFacet(label=_("Licence"))
    department = RowsFacet(label=_("Department"), column="department_id", rows=Department.objects.all())
    year = YearFacet(label=_("Year"))
    collection = RowsFacet(
        label=_("Collection"),
        column="places__collection_id",
        rows=lambda request: PieceCollection.objects.seen_by(request.user),
        to_many=True,
    )

    class Meta:
        model = Piece
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for register in hooks.get_hooks(FILTERS_HOOK):
            for name, found in register().items():
                found.parent, found.model, found.field_name = self, Piece, name
                self.filters[name] = found
