"""What a reviewer is asked when they approve or send back: the points they checked, the reason and the words."""

from django import forms
from django.utils.translation import gettext_lazy as _


def _offered_reasons():
    from editorial.models import RejectionReason

    names = RejectionReason.objects.filter(is_active=True).values_list("name", flat=True)
    return [("", _("Choose a reason")), *((name, name) for name in names)]


class RejectionForm(forms.Form):
    """Why the work goes back: a reason of the office's list, and what has to be done."""

    reason = forms.ChoiceField(label=_("Reason"), choices=_offered_reasons)
    comment = forms.CharField(
        label=_("What has to change"),
        widget=forms.Textarea({"rows": 4}),
        max_length=4000,
        help_text=_("The author reads it with the reason: say where, and how it would be right."),
        error_messages={"required": _("Write what has to change: nobody can mend what is not said.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # An office that offers no reasons asks for words alone.
        self.fields["reason"].required = len(list(self.fields["reason"].choices)) > 1


class CommentForm(forms.Form):
    comment = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea({"rows": 2}), max_length=4000)


def approval_form(points: list[str]):
    """The class of the form of an approval: every point must be ticked; without points, a comment alone."""
    if not points:
        return CommentForm

    class ChecklistForm(CommentForm):
        ticked = forms.MultipleChoiceField(
            label=_("I checked"),
            choices=[(point, point) for point in points],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Tick every point of the checklist, or request changes.")},
        )
        field_order = ["ticked", "comment"]

        def clean_ticked(self):
            ticked = self.cleaned_data["ticked"]
            if len(ticked) < len(points):
                raise forms.ValidationError(_("Tick every point of the checklist, or request changes."))
            return ticked

    return ChecklistForm
