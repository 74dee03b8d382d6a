"""The forms of a brief: what is asked for, what is said in its thread, what an act needs to know."""

from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput
from wagtail.models import Page

from media_assets.briefs.acts import name_of
from media_assets.briefs.attachments import FilesField, HandsInFiles, KeptFilesField
from media_assets.briefs.deadlines import days_needed, earliest, no_day_of_work
from media_assets.models import Channel, PieceFormat
from organization import roles
from organization.business_hours import today

#: Rooms that have campaigns offer them by this hook: a function of the user that returns pages.
CAMPAIGNS_HOOK = "register_brief_campaigns"


def formats_by_channel() -> list:
    """Every active format below its channel, and for each channel the choice to leave it to the designer."""
    formats = PieceFormat.objects.filter(is_active=True).order_by("channel", "name")
    known = {channel: list(of_channel) for channel, of_channel in groupby(formats, key=lambda f: f.channel)}
    choices = [("", _("Choose what you need"))]
    for channel in Channel:
        advised = (channel.value, _("%(channel)s: let the designer advise the format") % {"channel": channel.label})
        named = [(f"{channel.value}/{found.pk}", found.name) for found in known.get(channel.value, ())]
        choices.append((channel.label, [advised, *named]))
    return choices


class WantedForm(WagtailAdminModelForm):
    """One wanted piece: its channel and format in one choice."""

    what = forms.ChoiceField(label=gettext_lazy("Piece"), choices=formats_by_channel)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.channel:
            self.initial["what"] = _key(self.instance)
            # A format that is not offered any more stays chosen where it was.
            if self.instance.format_id and not self.instance.format.is_active:
                self.fields["what"].choices = [
                    *self.fields["what"].choices,
                    (_key(self.instance), self.instance.format.name),
                ]

    def clean(self):
        cleaned = super().clean()
        if chosen := cleaned.get("what"):
            channel, _slash, pk = chosen.partition("/")
            self.instance.channel = channel
            self.instance.format_id = int(pk) if pk else None
        return cleaned


def _key(wanted) -> str:
    return f"{wanted.channel}/{wanted.format_id}" if wanted.format_id else wanted.channel


class CampaignField(forms.ModelChoiceField):
    def label_from_instance(self, page):
        return page.draft_title or page.title


class BriefForm(HandsInFiles, WagtailAdminModelForm):
    """
    What a department asks for, with its files.

    The deadline is held against the shortest honest one for what is asked; who needs it
    earlier says why, in writing.
    """

    campaign = CampaignField(
        Page.objects.none(),
        required=False,
        label=gettext_lazy("Campaign"),
        empty_label=gettext_lazy("None, or not decided"),
        help_text=gettext_lazy("The campaign that the pieces belong to, if there is one."),
    )
    kept_files = KeptFilesField()
    files = FilesField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sender = self.for_user
        self.offer_kept_files()
        if "campaign" in self.fields:
            self.fields["campaign"].queryset = self._campaigns()
        choices = formats_by_channel()
        for form in self.formsets["wanted"].forms if "wanted" in self.formsets else ():
            if not (form.instance.format_id and not form.instance.format.is_active):
                form.fields["what"].choices = choices

    def _campaigns(self):
        offered = Page.objects.none()
        for campaigns in hooks.get_hooks(CAMPAIGNS_HOOK):
            offered = campaigns(self.for_user)
        if self.instance.campaign_id:
            offered = Page.objects.filter(pk__in=offered.order_by().values("pk")) | Page.objects.filter(
                pk=self.instance.campaign_id
            )
        return offered.order_by("title")

    def clean(self):
        cleaned = super().clean()
        self.look_into_files()
        if (deadline := cleaned.get("deadline")) and self._asks_anew():
            self._judge(deadline, timezone.now())
        return cleaned

    def _asks_anew(self):
        """What was asked before and stays as it was is not judged again by a later day."""
        return self.instance.pk is None or "deadline" in self.changed_data or self.formsets["wanted"].has_changed()

    def _judge(self, deadline, now):
        if deadline <= today(now):
            self.add_error("deadline", _("Choose a day that is still to come."))
        elif why := no_day_of_work(deadline):
            self.add_error("deadline", why)
        elif wanted := self._wanted():
            first = earliest(wanted, now)
            if deadline >= first:
                # What is in time needs no excuse.
                self.cleaned_data["urgent_reason"] = ""
            elif not self.cleaned_data.get("urgent_reason", "").strip():
                self.add_error("deadline", too_early(wanted, first))

    def _wanted(self):
        formset = self.formsets["wanted"]
        if not formset.is_valid():
            return []
        rows = (form for form in formset.forms if form not in formset.deleted_forms and form.cleaned_data.get("what"))
        return [(form.instance.channel, form.cleaned_data.get("quantity") or 1) for form in rows]


def too_early(wanted, first):
    number = days_needed(wanted)
    return ValidationError(
        ngettext(
            "For these pieces the office needs %(number)d business day: the earliest is %(day)s. "
            "Choose it, or write below why it cannot wait.",
            "For these pieces the office needs %(number)d business days: the earliest is %(day)s. "
            "Choose it, or write below why it cannot wait.",
            number,
        )
        % {"number": number, "day": date_format(first, "l j \\d\\e F")},
        code="too_early",
    )


class MessageForm(HandsInFiles, forms.Form):
    """A message of the thread, with files; either will do."""

    text = forms.CharField(
        label=gettext_lazy("Message"),
        required=False,
        max_length=4000,
        widget=AdminAutoHeightTextInput(attrs={"rows": 3}),
        help_text=gettext_lazy("Write @ and a user name to call somebody who may see the brief."),
    )
    kept_files = KeptFilesField()
    files = FilesField()

    def __init__(self, *args, sender, **kwargs):
        super().__init__(*args, **kwargs)
        self.sender = sender
        self.offer_kept_files()

    def clean(self):
        cleaned = super().clean()
        self.look_into_files()
        if not cleaned.get("text", "").strip() and not self.handed_in and not self.errors:
            self.add_error("text", _("Write a message or choose a file."))
        return cleaned


class RemoveFileForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Both sides of the brief read it. It stays on record, with the name of the file."),
    )


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return name_of(user)


class ActForm(forms.Form):
    """What an act asks: a designer, a day, a reason."""

    assignee = PersonField(queryset=None, label=gettext_lazy("Designer"), empty_label=gettext_lazy("Choose a designer"))
    deadline = forms.DateField(label=gettext_lazy("New day"), widget=AdminDateInput)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, act, brief, **kwargs):
        super().__init__(*args, **kwargs)
        if act.asks != "assignee":
            del self.fields["assignee"]
        else:
            people = roles.people(roles.DESIGNERS).exclude(pk=brief.assigned_to_id)
            self.fields["assignee"].queryset = people.order_by("first_name", "last_name", "username")
        if act.asks != "deadline":
            del self.fields["deadline"]
        if not act.needs_reason:
            del self.fields["reason"]
