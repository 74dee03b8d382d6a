"""The form of a piece: one choice of format, one place for the master, nothing lost on an error."""

from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from media_assets.intake import IntakeRefused, inspect_upload
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
        requirements = piece_format.requirements
        # The size is in most names already; what follows it is what people forget.
        return f"{piece_format.name} — {', '.join(str(r) for r in requirements)}" if requirements else piece_format.name


class PieceForm(WagtailAdminModelForm):
    """
    A piece with the upload of its master.

    The channel comes with the format. A new master is inspected while the form is
    validated, so that a refusal is a message at the field, and added to the piece when
    the form is saved; the revision that follows is bound to it by ``current_version``.
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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._limit_formats()
        self._offer_kinds_of_file()
        if self.instance.pk and "department" in self.fields:
            self.fields["department"].empty_label = None

    def _limit_formats(self):
        field = self.fields.get("format")
        if field is None:
            return
        formats = PieceFormat.objects.filter(is_active=True)
        if self.instance.format_id:
            formats |= PieceFormat.objects.filter(pk=self.instance.format_id)
        if self.instance.pk and self._has_versions():
            # A master belongs to its channel: another channel is another piece.
            formats = formats.filter(channel=self.instance.channel)
        elif self.instance.channel and not self.instance.pk:
            formats = formats.filter(channel=self.instance.channel)
        field.queryset = formats

    def _has_versions(self):
        return self.instance.current_version_id is not None or self.instance.versions.exists()

    def _offer_kinds_of_file(self):
        field = self.fields.get("master_file")
        if field is None:
            return
        extensions = MASTER_EXTENSIONS.get(self.instance.channel)
        if extensions is None:
            extensions = tuple(dict.fromkeys(e for kinds in MASTER_EXTENSIONS.values() for e in kinds))
        field.widget.attrs["accept"] = ",".join(f".{extension}" for extension in extensions)

    def clean_captions(self):
        captions = self.cleaned_data.get("captions")
        if captions and "captions" in self.files:
            self._inspect(captions, allowed=("vtt",))
        return captions

    def clean(self):
        cleaned = super().clean()
        piece_format = cleaned.get("format")
        if piece_format:
            self.instance.channel = piece_format.channel
        upload = cleaned.get("master_file")
        if upload and piece_format:
            try:
                self._inspect(upload, channel=piece_format.channel)
            except ValidationError as refusal:
                self.add_error("master_file", refusal)
        return cleaned

    @staticmethod
    def _inspect(upload, **rules):
        """Keep what is learnt on the upload, where ``add_master`` finds it."""
        try:
            upload.facts = inspect_upload(upload, upload.name, **rules)
        except IntakeRefused as refusal:
            raise ValidationError(refusal.message, code=refusal.code) from refusal

    def save(self, commit=True):
        if self.instance.pk is None and self.instance.created_by_id is None:
            self.instance.created_by = self.for_user
        piece = super().save(commit=commit)
        if upload := self.cleaned_data.get("master_file"):
            piece.current_version = add_master(
                piece,
                upload,
                filename=upload.name,
                user=self.for_user,
                note=self.cleaned_data.get("master_note", ""),
            )
            if commit:
                piece.save(update_fields=["current_version", "updated_at"])
        return piece
