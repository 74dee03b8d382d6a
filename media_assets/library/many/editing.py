"""The same change to many pieces: a new draft of each, and never a word of what is public."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.actions.edit import EditAction
from wagtail.admin.widgets import AdminDateInput
from wagtail.locks import ScheduledForPublishLock
from wagtail.permissions import policy_registry

from media_assets.library.many.acts import ChangesPieces, NotDone
from media_assets.models import Channel, Licence, PieceCredit
from media_assets.rights import period_is_sane
from organization.decisions import ALLOWED, Decision, refused
from organization.models import Department
from organization.widgets import DepartmentSelect

#: What is changed of many at once, and which of it may be emptied.
FIELDS = (
    "department",
    "licence",
    "rights_owner",
    "rights_territory",
    "rights_from",
    "rights_until",
    "rights_media",
)
EMPTIED = {"rights_owner": "", "rights_territory": "", "rights_from": None, "rights_until": None, "rights_media": []}


def may_edit(user, piece) -> Decision:
    """Whether the user may save a new draft of the piece: their role, and nobody else's lock."""
    if not policy_registry.get(piece).user_has_permission_for_instance(user, "change", piece):
        return refused(_("You may not change this piece."))
    lock = piece.get_lock()
    if lock is not None and lock.for_user(user):
        if piece.locked:
            return refused(_("Somebody has locked it."))
        if isinstance(lock, ScheduledForPublishLock):
            return refused(_("It is approved and waits for its day."))
        return refused(_("It is in review: only its reviewers change it now."))
    return ALLOWED


def change(piece, user, values: dict, credit=None) -> bool:
    """
    Save a new draft of the piece with those values and one more credit; whether anything was new.

    Raises ``ValidationError`` where the piece would contradict itself, and ``PermissionDenied``.
    What is public stays as it is until its chain approves the draft.
    """
    draft = piece.get_latest_revision_as_object()
    changed = [name for name, value in values.items() if getattr(draft, name) != value]
    for name in changed:
        setattr(draft, name, values[name])
    is_new_credit = credit and credit not in {(each.role, each.name) for each in draft.credits.all()}
    if is_new_credit:
        draft.credits.add(PieceCredit(role=credit[0], name=credit[1]))
    if not changed and not is_new_credit:
        return False
    draft.clean_fields(exclude={field.name for field in draft._meta.fields} - set(changed))
    draft.clean()
    EditAction(draft, user=user).execute()
    return True


class ManyForm(forms.Form):
    """What is left empty stays as each piece has it; a tick empties it."""

    department = forms.ModelChoiceField(
        Department.objects.all(),
        required=False,
        label=_("Department"),
        widget=DepartmentSelect,
        empty_label=_("As it is"),
    )
    licence = forms.ChoiceField(choices=[("", _("As it is")), *Licence.choices], required=False, label=_("Licence"))
    rights_owner = forms.CharField(max_length=160, required=False, label=_("Owner of the rights"))
    rights_territory = forms.CharField(max_length=80, required=False, label=_("Territory"))
    rights_from = forms.DateField(required=False, label=_("Rights from"), widget=AdminDateInput)
    rights_until = forms.DateField(required=False, label=_("Rights until"), widget=AdminDateInput)
    rights_media = forms.MultipleChoiceField(
        choices=Channel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Media that the rights allow"),
    )
    empty_rights_owner = forms.BooleanField(required=False, label=_("Leave without owner"))
    empty_rights_territory = forms.BooleanField(required=False, label=_("Leave without territory"))
    empty_rights_from = forms.BooleanField(required=False, label=_("Leave without first day"))
    empty_rights_until = forms.BooleanField(required=False, label=_("Leave without end"))
    empty_rights_media = forms.BooleanField(required=False, label=_("Every medium"))
    credit_role = forms.CharField(max_length=80, required=False, label=_("Role"))
    credit_name = forms.CharField(max_length=160, required=False, label=_("Name"))

    def clean(self):
        cleaned = super().clean()
        for name in EMPTIED:
            if cleaned.get(name) and cleaned.get(f"empty_{name}"):
                self.add_error(name, _("Either write it, or leave it empty: not both."))
        if not (decision := period_is_sane(cleaned.get("rights_from"), cleaned.get("rights_until"))):
            self.add_error("rights_until", decision.reason)
        if bool(cleaned.get("credit_role")) != bool(cleaned.get("credit_name")):
            missing = "credit_name" if cleaned.get("credit_role") else "credit_role"
            self.add_error(missing, _("A credit says who did what: write both."))
        if not self.errors and not self.values and not self.credit:
            raise forms.ValidationError(_("Fill in what is to change, or go back."))
        return cleaned

    @property
    def values(self) -> dict:
        """What is to change, by the names of the fields of a piece."""
        written = {name: self.cleaned_data[name] for name in FIELDS if self.cleaned_data.get(name)}
        if media := written.get("rights_media"):
            written["rights_media"] = [channel for channel in Channel.values if channel in media]
        return written | {name: empty for name, empty in EMPTIED.items() if self.cleaned_data.get(f"empty_{name}")}

    @property
    def credit(self):
        role, name = self.cleaned_data.get("credit_role"), self.cleaned_data.get("credit_name")
        return (role, name) if role and name else None

    def pairs(self):
        """``(field, field that empties it)``, as the form stands."""
        return [(self[name], self[f"empty_{name}"] if name in EMPTIED else None) for name in FIELDS]


class EditMany(ChangesPieces):
    display_name = _("Edit")
    action_type = "edit"
    aria_label = _("Edit the selected pieces")
    action_priority = 10
    template_name = "media_assets/library_admin/edit_many.html"
    form_class = ManyForm
    title = _("Edit several pieces")
    button = _("Save the drafts")
    about = _(
        "Each piece gets a new draft with what you fill in here; the rest of it stays. What is published "
        "does not change until the draft is approved."
    )

    def may(self, piece):
        return may_edit(self.request.user, piece)

    def do(self, piece):
        if not (decision := self.may(piece)):
            raise NotDone(str(decision.reason))
        return change(piece, self.request.user, self.cleaned_form.values, self.cleaned_form.credit)

    def said(self, done):
        return ngettext("%(number)d piece has a new draft.", "%(number)d pieces have a new draft.", done) % {
            "number": done
        }
