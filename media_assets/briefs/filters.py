"""By what a brief is looked for: in the list, and on the board."""

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from media_assets.briefs.forms import PersonField
from media_assets.models import Brief, BriefState, Channel
from organization import roles
from organization.business_hours import today
from organization.filters import DepartmentFilter
from organization.models import Department
from organization.widgets import DepartmentSelect

OPEN, MINE, ASKED, LATE, URGENT = "open", "mine", "asked", "late", "urgent"
WHICH = (
    (OPEN, pgettext_lazy("briefs", "Open")),
    (MINE, _("In my hands")),
    (ASKED, _("Asked for by me")),
    (LATE, pgettext_lazy("briefs", "Overdue")),
    (URGENT, pgettext_lazy("briefs", "Urgent")),
)


def only(briefs, which, user):
    """Those of the briefs that are of one sort, as people name it."""
    match which:
        case "open":
            return briefs.open()
        case "mine":
            return briefs.in_hand_of(user)
        case "asked":
            return briefs.filter(requester=user)
        case "late":
            return briefs.overdue(today(timezone.now()))
        case "urgent":
            return briefs.open().exclude(urgent_reason="")
    return briefs


def designers():
    people = get_user_model().objects.filter(pk__in=roles.people(roles.DESIGNERS).values("pk"))
    return people.order_by("first_name", "last_name", "username")


class PersonFilter(django_filters.ModelChoiceFilter):
    field_class = PersonField


class BriefFilterSet(WagtailFilterSet):
    which = django_filters.ChoiceFilter(
        label=_("Which"), choices=WHICH, empty_label=_("All"), widget=forms.RadioSelect, method="only"
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(state.value, capfirst(state.label)) for state in BriefState],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    channel = django_filters.ChoiceFilter(
        label=_("Channel"), choices=Channel.choices, empty_label=_("All"), widget=forms.RadioSelect, method="in_channel"
    )
    department = django_filters.ModelChoiceFilter(label=_("Department"), queryset=Department.objects.all())
    assigned_to = PersonFilter(label=_("Designer"), queryset=lambda request: designers())

    class Meta:
        model = Brief
        fields = []

    def only(self, briefs, name, which):
        return only(briefs, which, self.request.user)

    def in_channel(self, briefs, name, channel):
        return briefs.filter(pk__in=Brief.objects.filter(wanted__channel=channel).values("pk"))


class BoardFilter(DepartmentFilter):
    """What the address asks for; what makes no sense is taken as not asked."""

    canal = forms.ChoiceField(choices=[("", _("All channels")), *Channel.choices], required=False, label=_("Channel"))
    persona = PersonField(
        queryset=None, required=False, label=_("Designer"), empty_label=_("Anybody"), widget=DepartmentSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["persona"].queryset = designers()

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields)

    def narrow(self, briefs):
        asked = self.cleaned_data
        if department := asked.get("dependencia"):
            briefs = briefs.filter(department=department)
        if channel := asked.get("canal"):
            briefs = briefs.filter(pk__in=Brief.objects.filter(wanted__channel=channel).values("pk"))
        if person := asked.get("persona"):
            briefs = briefs.filter(assigned_to=person)
        return briefs
