"""The form of a piece: one choice of format, one place for the master, nothing lost on an error."""

from functools import partial
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from media_assets import held
from media_assets.intake import IntakeRefused
from media_assets.intake.fields import examined, refuse_while_storage_is_down
from media_assets.masters import add_master
from media_assets.metadata import prefilling
from media_assets.metadata.said import Said
from media_assets.models import Channel, PieceFormat, UploadState
from media_assets.models.formats import MASTER_EXTENSIONS
from media_assets.storage import StorageDown, ensure_storage_answers
from media_assets.uploading import delivering
from media_assets.uploading.assembled import assembled
from media_assets.uploading.refusals import UploadGone
from media_assets.uploading.widgets import MasterInput


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
    A good master of a form with other errors waits (``media_assets.held``); so does one
    that came in parts before the form. What cannot be stored yet, because it is being
    examined or the store is down, follows its piece by itself (``arriving``).
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
        widget=MasterInput,
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
        self.master = self.arriving = None
        if "format" in self.fields:
            self.fields["format"].queryset = self._offered_formats()
        if "master_file" in self.fields:
            widget = self.fields["master_file"].widget
            widget.attrs["accept"] = ",".join(f".{e}" for e in self._offered_extensions())
            widget.token_name = self.add_prefix("held_master")

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
            refuse_while_storage_is_down()
        return captions

    def clean(self):
        cleaned = super().clean()
        piece_format = cleaned.get("format")
        if piece_format:
            self.instance.channel = piece_format.channel
        try:
            if file := cleaned.get("master_file"):
                self.master = self._received_now(file, piece_format)
            elif token := cleaned.get("held_master"):
                self._recall(token, piece_format)
        except ValidationError as refusal:
            self.add_error("master_file", refusal)
        if self.master is not None:
            self._let_it_wait_while_storage_is_down()
        return cleaned

    def _received_now(self, file, piece_format):
        channel = piece_format.channel if piece_format else None
        self._inspect(file, channel=channel, allowed=None if channel else tuple(self._offered_extensions()))
        return file

    def _recall(self, token, piece_format):
        """What came before this form: to be stored with it, or to follow its piece."""
        upload = held.recall(token, self.for_user)
        try:
            if piece_format:
                delivering.check_channel(upload, piece_format.channel)
            if upload.state == UploadState.ACCEPTED:
                self.master = assembled(upload)
            else:
                self.arriving = upload
        except (IntakeRefused, UploadGone) as refusal:
            raise ValidationError(str(refusal.message), code=refusal.code) from refusal

    def _let_it_wait_while_storage_is_down(self):
        """The draft is saved all the same; its master follows when the store answers again."""
        try:
            ensure_storage_answers()
        except StorageDown:
            self.arriving = self._held_master()
            self.master = None

    @staticmethod
    def _inspect(upload, **rules):
        """Keep what is learnt on the upload, where ``add_master`` finds it."""
        upload.facts = examined(upload, **rules)

    def _held_master(self):
        """The upload of the master, which is held now where it came with this very form."""
        return getattr(self.master, "upload", None) or held.hold(self.master, self.for_user)

    def keep_master_for_next_time(self):
        """Hold a good master of a form that goes back with errors, and say so at its field."""
        if self.master is None and self.arriving is None:
            return
        self.propose_title()
        upload = self.arriving or self._held_master()
        self.data = self.data.copy()
        self.data[self.add_prefix("held_master")] = str(upload.key)
        # The bound field has copied the help of its field by now.
        self["master_file"].help_text = _(
            "“%(name)s” has been received and will be stored with the piece. Choose another file only to replace it."
        ) % {"name": upload.name}

    def _metadata(self):
        """What the file of this form says of itself, as far as it has been examined."""
        if self.arriving is not None:
            return (self.arriving.facts or {}).get("metadata")
        return getattr(getattr(self.master, "facts", None), "metadata", None)

    def _is_first_master(self):
        return bool(self._metadata()) and (self.instance.pk is None or not self.instance.versions.exists())

    def propose_title(self):
        """Where nobody wrote a title, the form goes back with the one that the file proposes."""
        proposed = prefilling.title_of(Said.from_dict(self._metadata()))
        if "title" in self.errors and proposed and not self.data.get(self.add_prefix("title"), "").strip():
            self.data = self.data.copy()
            self.data[self.add_prefix("title")] = proposed
            self["title"].help_text = _("It is the title that the file gives. Change it, or save it as it is.")

    def save(self, commit=True):
        """Raises ``AlreadyUsed`` where the same file became a version by another request meanwhile."""
        if self.instance.pk is None and self.instance.created_by_id is None:
            self.instance.created_by = self.for_user
        is_first = self._is_first_master()
        if is_first:
            prefilling.fill_piece(self.instance, self._metadata())
        piece = super().save(commit=commit)
        if is_first:
            # The form has put its own credits in the place of all others.
            piece.filled_from_file = [name for name in piece.filled_from_file if name != "credits"]
            if prefilling.fill_credits(piece, self._metadata()) and commit:
                piece.credits.commit()
        note = self.cleaned_data.get("master_note", "")
        if self.master is not None:
            upload = getattr(self.master, "upload", None)
            piece.current_version = add_master(
                piece,
                self.master,
                filename=self.master.name,
                user=self.for_user,
                note=note,
                also=partial(delivering.keep, upload) if upload else None,
            )
            if commit:
                piece.save(update_fields=["current_version", "updated_at"])
        elif self.arriving is not None:
            delivering.give_to(self.arriving, piece, note)
        return piece
