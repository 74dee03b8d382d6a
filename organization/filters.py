"""The filter by department that pages of the admin share; what makes no sense is taken as not asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organization.models import Department
from organization.widgets import DepartmentSelect


class DepartmentFilter(forms.Form):
    dependencia = forms.ModelChoiceField(
        Department.objects.all(),
        required=False,
        label=_("Department"),
        empty_label=_("All departments"),
        widget=DepartmentSelect,
    )
