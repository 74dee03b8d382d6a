"""
Upload forms of images, documents and recordings, named in the settings of Wagtail and wagtailmedia.

Every screen that takes a file uses them: the library's, the choosers and the
screens for many files at once.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm
from wagtailmedia.models import ALLOWED_EXTENSIONS_THUMBNAIL
from wagtailmedia.settings import wagtailmedia_settings

from media_assets import recordings, waiting
from media_assets.intake.fields import InspectedDocumentField, InspectedFileField, InspectedImageField
from media_assets.metadata import prefilling
from media_assets.metadata.screens import add_file_says
from media_assets.storage import StorageDown

KEPT = _(
    "The file is good, but the file store does not answer. It has been kept and will enter the library by itself, with "
    "what you wrote, as soon as the store is back: you need not upload it again."
)


def inspect_field(form, name, field_class, **rules):
    """Put the field ``name`` behind the library's door, as the form had drawn it."""
    if name not in form.fields:
        return
    drawn = form.fields[name]
    form.fields[name] = field_class(
        label=drawn.label, required=drawn.required, widget=drawn.widget, max_length=drawn.max_length, **rules
    )
    form.fields[name].help_text = drawn.help_text


class WaitsForStorage:
    """Mixin of the form of a file: a good file is not lost because the store does not answer."""

    def __init__(self, *args, user=None, **kwargs):
        self.user = user
        super().__init__(*args, user=user, **kwargs)

    def full_clean(self):
        super().full_clean()
        if self.user is not None and self.is_bound and self.has_error("file", "storage_down"):
            self._keep_for_later()

    def _keep_for_later(self):
        if not waiting.NotStored(self).keep():
            # The message stays that nothing was saved.
            return
        del self._errors["file"]
        self.add_error("file", ValidationError(KEPT, code="kept_for_later"))

    def save(self, commit=True):
        facts = getattr(self.cleaned_data.get("file"), "facts", None)
        try:
            # The worker is told at the end, when the sizes of a replaced file are gone
            # and cannot pass for those of the new one.
            with transaction.atomic():
                saved = super().save(commit=commit)
                if facts is not None and not commit:
                    # Whoever saves the object afterwards could not keep what the store does not take.
                    saved.file.save(saved.file.name, saved.file.file, save=False)
                if self.user is not None and facts is not None:
                    waiting.settle(self.user, saved, facts)
                return saved
        except StorageDown as down:
            if self.user is None or facts is None or isinstance(self.files[self.add_prefix("file")], waiting.FromHere):
                raise
            raise waiting.NotStored(self) from down


class TellsOfItself:
    """Mixin of the form of a file: what the file says fills what is empty, and is shown beside it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "licence" in self.fields:
            # The screen for many files sends a title and a file; without this nothing else would be read of it.
            self.fields["licence"].required = False

    def clean_licence(self):
        return self.cleaned_data["licence"] or self.instance.licence

    def _post_clean(self):
        super()._post_clean()
        uploaded = self.cleaned_data.get("file")
        values = getattr(getattr(uploaded, "facts", None), "metadata", None)
        if values is None or "file" not in self.changed_data:
            return
        self.instance.read_metadata = values
        self.instance.uploaded_name = uploaded.sent_name
        filled = prefilling.fill_file(self.instance, values)
        if not self.cleaned_data.get("tags") and (keywords := prefilling.tags_of(values)):
            # The screen for many files saves no field of tags: the object brings them along.
            self.cleaned_data["tags"] = self.instance.keywords_of_file = keywords
            filled.append("tags")


class EditorialImageForm(WaitsForStorage, TellsOfItself, BaseImageForm):
    """Upload of photographs and drawings."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        inspect_field(self, "file", InspectedImageField)
        add_file_says(self)


class EditorialDocumentForm(WaitsForStorage, TellsOfItself, BaseDocumentForm):
    """Upload of documents to download."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        inspect_field(self, "file", InspectedDocumentField)
        add_file_says(self)


class EditorialMediaForm(WaitsForStorage, TellsOfItself, BaseMediaForm):
    """Upload of sound and video for pages and episodes; what can be measured is not asked."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        audio = self.instance.type == "audio"
        allowed = wagtailmedia_settings.AUDIO_EXTENSIONS if audio else wagtailmedia_settings.VIDEO_EXTENSIONS
        inspect_field(self, "file", InspectedFileField, allowed=allowed)
        inspect_field(self, "captions", InspectedFileField, allowed=["vtt"])
        inspect_field(self, "thumbnail", InspectedFileField, allowed=ALLOWED_EXTENSIONS_THUMBNAIL)
        add_file_says(self)

    def _post_clean(self):
        super()._post_clean()
        facts = getattr(self.cleaned_data.get("file"), "facts", None)
        if facts is not None:
            self.instance.duration = facts.duration or 0
            self.instance.width = facts.width
            self.instance.height = facts.height
            if "thumbnail" not in self.changed_data and recordings.has_made_still(self.instance):
                # A still of the film that was replaced; the worker takes one of the new.
                self.instance.thumbnail = ""
