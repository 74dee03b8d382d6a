"""
The files of a brief: handed in with it or with a message, private, kept when a form comes back.

A file is inspected at the door like any other of the library and stored at once; it is
nobody's but its sender's until a brief or a message is saved with it.
"""

from datetime import timedelta
from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from media_assets.briefs import telling
from media_assets.briefs.acts import SHORTEST_REASON, BriefRefused, take_hold, write_down
from media_assets.briefs.rules import may_remove_file
from media_assets.intake import safe_filename
from media_assets.intake.fields import clean_upload
from media_assets.models import BriefAttachment
from media_assets.storage import StorageDown

#: What a department hands in: texts, tables, logos, photographs, recordings.
ALLOWED = tuple(
    "pdf docx odt txt xlsx ods csv pptx odp jpg jpeg png webp tif tiff heic svg mp3 m4a wav mp4 mov".split()
)
LARGEST = 50 * 1024 * 1024
MOST_AT_ONCE = 10
#: For how long a file waits for its form.
PATIENCE = timedelta(days=1)
IN_ONE_ROUND = 50


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.Field):
    """Any number of files; ``HandsInFiles`` looks into them, because a good one is kept when another is not."""

    widget = FilesInput

    def __init__(self, **kwargs):
        kwargs.setdefault("label", gettext_lazy("Files"))
        kwargs.setdefault(
            "help_text",
            gettext_lazy(
                "Texts, logos, photographs, recordings: up to 10 files of 50 MB. Only who may see the brief opens them."
            ),
        )
        super().__init__(required=False, **kwargs)
        self.widget.attrs |= {"accept": ",".join(f".{extension}" for extension in ALLOWED), "multiple": True}

    def clean(self, value):
        return [upload for upload in value or [] if upload]


class KeptFilesField(forms.ModelMultipleChoiceField):
    """The files that came with the form before it went back; one that is not ticked is dropped."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self):
        super().__init__(
            BriefAttachment.objects.none(),
            required=False,
            label=gettext_lazy("Files received"),
            help_text=gettext_lazy(
                "They are kept: there is no need to choose them again. Untick what is not to go along."
            ),
        )

    def label_from_instance(self, attachment):
        return attachment.original_name


class HandsInFiles:
    """
    Of a form with the fields ``files`` and ``kept_files``, of a ``sender``.

    ``look_into_files`` belongs into ``clean``; ``handed_in`` are the stored files then.
    """

    handed_in = ()

    def offer_kept_files(self):
        self.fields["kept_files"].queryset = waiting_of(self.sender)

    def look_into_files(self):
        kept = list(self.cleaned_data.get("kept_files") or [])
        for upload in self.cleaned_data.get("files") or []:
            if len(kept) >= MOST_AT_ONCE:
                self.add_error("files", _("There are more than %(most)d files.") % {"most": MOST_AT_ONCE})
                break
            try:
                kept.append(receive(upload, self.sender))
            except ValidationError as refusal:
                self.add_error("files", f"«{upload.name}»: {' '.join(refusal.messages)}")
        self.handed_in = kept

    def show_kept_files(self):
        """Of a form that goes back: tick what is kept."""
        keys = [attachment.pk for attachment in self.handed_in]
        self.fields["kept_files"].queryset = BriefAttachment.objects.filter(pk__in=keys)
        self.data = self.data.copy()
        self.data.setlist(self.add_prefix("kept_files"), [str(key) for key in keys])

    @property
    def has_kept_files(self):
        return bool(self.handed_in)


def waiting_of(user):
    """What the user sent and no brief has yet."""
    return BriefAttachment.objects.filter(uploaded_by=user, brief=None, uploaded_at__gt=timezone.now() - PATIENCE)


def receive(upload, user) -> BriefAttachment:
    """Inspect and store one upload. Raises ``ValidationError`` with what to tell its sender."""
    _forget_stale(user)
    # The name that its owner knows; what it is stored by is plain.
    name = upload.name
    facts = clean_upload(upload, ALLOWED, max_bytes=LARGEST).facts
    attachment = BriefAttachment(
        original_name=name[-160:], mime=facts.mime, size=facts.size, sha256=facts.sha256, uploaded_by=user
    )
    upload.seek(0)
    # The file goes first: a row never speaks of a file that is not there.
    attachment.file.save(f"{safe_filename(name).rpartition('.')[0]}.{facts.extension}", upload, save=False)
    try:
        attachment.save(force_insert=True)
    except BaseException:
        attachment.file.storage.delete(attachment.file.name)
        raise
    return attachment


def hand_in(attachments, brief, message=None):
    """Give received files to a brief, with a message of its thread if they came with one."""
    keys = [attachment.pk for attachment in attachments]
    BriefAttachment.objects.filter(pk__in=keys, brief=None).update(brief=brief, message=message)


def remove(attachment, user, reason):
    """
    Take back a file that was sent: nobody opens it any more, its name and the reason stay on record.

    Raises ``BriefRefused``.
    """
    reason = reason.strip()
    with transaction.atomic():
        held = take_hold(attachment.brief)
        attachment = BriefAttachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
        if not (decision := may_remove_file(user, attachment)):
            raise BriefRefused(str(decision.reason))
        if len(reason) < SHORTEST_REASON:
            raise BriefRefused(_("Write the reason in a sentence: it stays on record."), "reason")
        attachment.removed_at, attachment.removed_by, attachment.removed_reason = timezone.now(), user, reason
        attachment.save(update_fields=["removed_at", "removed_by", "removed_reason"])
        said = f"«{attachment.original_name}». {reason}"
        write_down(held, "remove_file", user, to=held.state, reason=said, tells=telling.both_sides)
        transaction.on_commit(partial(_delete_bytes, attachment))


def delete_what_was_removed() -> int:
    """Delete the bytes of removed files that a store which was down still holds; returns how many are gone."""
    left = BriefAttachment.objects.filter(removed_at__isnull=False).exclude(file="")
    return sum(_delete_bytes(attachment) for attachment in left[:IN_ONE_ROUND])


def _delete_bytes(attachment) -> bool:
    try:
        attachment.file.storage.delete(attachment.file.name)
    except (OSError, StorageDown):
        # The scheduler comes round again.
        return False
    BriefAttachment.objects.filter(pk=attachment.pk).update(file="")
    return True


def _forget_stale(user):
    stale = BriefAttachment.objects.filter(uploaded_by=user, brief=None, uploaded_at__lte=timezone.now() - PATIENCE)
    for attachment in stale:
        attachment.delete()
        attachment.file.storage.delete(attachment.file.name)
