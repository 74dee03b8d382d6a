"""«Tablero» in the admin: the board by state, narrowed by department, kind and person."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from editorial.desk.board import Choice, board_of, kinds
from editorial.desk.sight import Sight
from organization import roles
from organization.filters import DepartmentFilter
from organization.widgets import DepartmentSelect


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return user.get_full_name() or user.get_username()


def _kinds():
    return [("", _("All kinds")), *((name, capfirst(model._meta.verbose_name)) for name, model in kinds().items())]


class WhichWorks(DepartmentFilter):
    """What the address asks for; what makes no sense is taken as not asked."""

    tipo = forms.ChoiceField(choices=_kinds, required=False, label=_("Kind"))
    persona = PersonField(
        get_user_model().objects.none(),
        required=False,
        label=_("Begun by"),
        empty_label=_("Anybody"),
        widget=DepartmentSelect,
    )
    columna = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    p = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = roles.people(roles.EDITORS, roles.DESIGNERS, roles.APPROVERS, roles.ADMINISTRATORS)
        self.fields["persona"].queryset = people.order_by("first_name", "last_name", "username")


class BoardView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "editorial/desk/board.html"
    page_title = _("Board")
    header_icon = "table"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        form = WhichWorks(self.request.GET)
        form.is_valid()
        asked = form.cleaned_data
        choice = Choice(
            kind=kinds().get(asked.get("tipo")),
            person=asked.get("persona"),
            column=asked.get("columna") or "",
            page=asked.get("p") or 1,
        )
        names = ("dependencia", "tipo", "persona")
        filters = {name: self.request.GET[name] for name in names if asked.get(name)}
        return super().get_context_data(
            form=form,
            columns=board_of(Sight(self.request.user, asked.get("dependencia")), choice),
            # What the addresses of other pages of a column begin with.
            kept=f"{urlencode(filters)}&" if filters else "",
            is_narrowed=bool(filters),
            **kwargs,
        )
