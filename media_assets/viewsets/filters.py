"""By what the office looks for a piece."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet

from media_assets.models import Channel, Licence, Piece, PieceFormat, PieceState
from organization.models import Department

#: Other rooms add filters by this hook: a function that returns ``{name: filter}``.
FILTERS_HOOK = "register_piece_filters"


def capitalised(choices):
    return [(value, str(label)[:1].upper() + str(label)[1:]) for value, label in choices]


class PieceFilterSet(WagtailFilterSet):
    channel = django_filters.ChoiceFilter(
        label=_("Channel"), choices=Channel.choices, empty_label=_("All"), widget=forms.RadioSelect
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=capitalised(PieceState.choices),
        empty_label=_("All"),
        widget=forms.RadioSelect,
        method="in_state",
    )
    format = django_filters.ModelChoiceFilter(label=_("Format"), queryset=PieceFormat.objects.all())
    department = django_filters.ModelChoiceFilter(label=_("Department"), queryset=Department.objects.all())
    licence = django_filters.ChoiceFilter(label=_("Licence"), choices=Licence.choices, empty_label=_("All"))

    class Meta:
        model = Piece
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for register in hooks.get_hooks(FILTERS_HOOK):
            for name, found in register().items():
                found.parent, found.model, found.field_name = self, Piece, found.field_name or name
                self.filters[name] = found

    def in_state(self, pieces, name, state):
        return pieces.in_state(state)
