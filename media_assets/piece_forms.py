"""The form of a piece: one choice of format, one place for the master, nothing lost on an error."""

from functools import partial
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from media_assets import held
from media_assets.intake import IntakeRefused, inspect_upload
from media_assets.intake.fields import refuse_while_storage_is_down
from media_assets.masters import add_master
from media_assets.models import Channel, PieceFormat
from media_assets.models.formats import MASTER_EXTENSIONS


class FormatsByChannel(forms.models.ModelChoiceIterator):
    """The formats in groups by channel, so that one choice says both."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        for channel, formats in groupby(self.queryset, key=lambda f: f.channel):
            yield (Channel(channel).label, [self.choice(piece_format) for piece_format in formats])


class FormatField(forms.ModelChoiceField):
    iterator = FormatsByChannel

    def label_from_instance(self, piece_format):
        requirements = ", ".join(str(requirement) for requirement in piece_format.requirements)
        return f"{piece_format.name} — {requirements}" if requirements else piece_format.name


class PieceForm(WagtailAdminModelForm):
    """
    A piece with the upload of its master.

    The channel comes with the format. A new master is inspected while the form is
    validated, so that a refusal is a message at the field, and added to the piece when
    the form is saved; the revision that follows is bound to it by ``current_version``.
    A good master of a form with other errors waits (``media_assets.held``).
    """

    format = FormatField(
        queryset=PieceFormat.objects.none(),
        label=_("Format"),
        empty_label=_("Choose a format"),
        help_text=_("It decides the channel and what the file must comply with."),
    )
    master_file = forms.FileField(
        required=False,
        label=_("Master file"),
        help_text=_("The final file, as it goes to the printer, the station or the site."),
        allow_empty_file=True,
    )
    master_note = forms.CharField(
        required=False,
        max_length=300,
        label=_("What changed in this version"),
        help_text=_("One sentence for who reviews it. For example: new date in the footer."),
    )
    rights_media = forms.MultipleChoiceField(
        choices=Channel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Media that the rights allow"),
        help_text=_("None chosen: every medium."),
    )
    held_master = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.master = None
        if "format" in self.fields:
            self.fields["format"].queryset = self._offered_formats()
        if "master_file" in self.fields:
            self.fields["master_file"].widget.attrs["accept"] = ",".join(f".{e}" for e in self._offered_extensions())

    def _offered_formats(self):
        formats = PieceFormat.objects.filter(is_active=True)
        if self.instance.format_id:
            formats |= PieceFormat.objects.filter(pk=self.instance.format_id)
        # A master belongs to its channel: in another channel it is another piece.
        if self.instance.channel and (self.instance.pk is None or self.instance.versions.exists()):
            formats = formats.filter(channel=self.instance.channel)
        return formats

    def _offered_extensions(self):
        if self.instance.channel:
            return MASTER_EXTENSIONS[Channel(self.instance.channel)]
        return dict.fromkeys(extension for kinds in MASTER_EXTENSIONS.values() for extension in kinds)

    def clean_captions(self):
        captions = self.cleaned_data.get("captions")
        if captions and self.add_prefix("captions") in self.files:
            self._inspect(captions, allowed=("vtt",))
        return captions

    def clean(self):
        cleaned = super().clean()
        piece_format = cleaned.get("format")
        if piece_format:
            self.instance.channel = piece_format.channel
        if upload := cleaned.get("master_file"):
            self._receive(upload, piece_format)
        elif token := cleaned.get("held_master"):
            self.master = held.recall(token, self.for_user)
            if self.master is None:
                self.add_error("master_file", _("The file that was received has expired: choose it again."))
        if self.master is not None:
            self._refuse_while_storage_is_down()
        return cleaned

    def _receive(self, upload, piece_format):
        channel = piece_format.channel if piece_format else None
        try:
            self._inspect(upload, channel=channel, allowed=None if channel else tuple(self._offered_extensions()))
        except ValidationError as refusal:
            self.add_error("master_file", refusal)
        else:
            self.master = upload

    def _refuse_while_storage_is_down(self):
        """The form goes back with a message at the field, and the master waits at the door meanwhile."""
        try:
            refuse_while_storage_is_down()
        except ValidationError as refusal:
            self.add_error("master_file", refusal)

    @staticmethod
    def _inspect(upload, **rules):
        """Keep what is learnt on the upload, where ``add_master`` finds it."""
        try:
            upload.facts = inspect_upload(upload, upload.name, **rules)
        except IntakeRefused as refusal:
            raise ValidationError(refusal.message, code=refusal.code) from refusal

    def keep_master_for_next_time(self):
        """Hold a good master of a form that goes back with errors, and say so at its field."""
        if self.master is None:
            return
        token_name = self.add_prefix("held_master")
        if not hasattr(self.master, "held_path"):
            self.data = self.data.copy()
            self.data[token_name] = held.hold(self.master, self.for_user)
        # The bound field has copied the help of its field by now.
        self["master_file"].help_text = _(
            "“%(name)s” has been received and will be stored with the piece. Choose another file only to replace it."
        ) % {"name": self.master.name}

    def save(self, commit=True):
        if self.instance.pk is None and self.instance.created_by_id is None:
            self.instance.created_by = self.for_user
        piece = super().save(commit=commit)
        if self.master is not None:
            note = self.cleaned_data.get("master_note", "")
            piece.current_version = add_master(
                piece, self.master, filename=self.master.name, user=self.for_user, note=note
            )
            if hasattr(self.master, "held_path"):
                transaction.on_commit(partial(held.release, self.master))
            if commit:
                piece.save(update_fields=["current_version", "updated_at"])
        return piece
