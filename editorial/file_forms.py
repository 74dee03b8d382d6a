"""The library's forms of files, with the question whether somebody answers for the file as it is."""

from editorial.answered_files import can_change
from media_assets.forms import EditorialDocumentForm, EditorialImageForm, EditorialMediaForm


class StaysAsAnsweredFor:
    """Mixed into the form of a file: what a public or approved page shows is not exchanged behind its back."""

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and not (decision := can_change(self.user, self.instance, self.changed_data)):
            self.add_error("file" if "file" in self.changed_data else None, str(decision.reason))
        return cleaned


class AnsweredImageForm(StaysAsAnsweredFor, EditorialImageForm):
    pass


class AnsweredDocumentForm(StaysAsAnsweredFor, EditorialDocumentForm):
    pass


class AnsweredMediaForm(StaysAsAnsweredFor, EditorialMediaForm):
    pass
