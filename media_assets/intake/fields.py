"""
The form's side of intake: a refusal is a message at the field, what was learnt stays on the upload.

``clean_upload`` serves any form; the fields are for those that take files all the time.
"""

import logging

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from wagtail.documents.fields import WagtailDocumentField
from wagtail.images.fields import WagtailImageField

from media_assets.intake.inspection import inspect_upload
from media_assets.intake.names import safe_filename
from media_assets.intake.refusals import IntakeRefused
from media_assets.storage import StorageDown, ensure_storage_answers

logger = logging.getLogger(__name__)


def clean_upload(uploaded, allowed=None, *, channel=None, max_bytes=None):
    """
    The upload, accepted: with its ``facts``, under the plain name it will be stored by.

    Raises ``ValidationError`` in the language in force. A second look at the same
    upload costs nothing but the question whether the store answers.
    """
    if getattr(uploaded, "facts", None) is None:
        uploaded.facts = examined(uploaded, channel=channel, allowed=allowed, max_bytes=max_bytes)
    if getattr(uploaded, "sent_name", None) is None:
        uploaded.sent_name, uploaded.name = uploaded.name, safe_filename(uploaded.name)
        uploaded.content_type = uploaded.facts.mime
    refuse_while_storage_is_down()
    return uploaded


def examined(uploaded, **rules):
    """The facts of an upload; raises ``ValidationError`` where it is refused, or where the house cannot look at it."""
    try:
        return inspect_upload(uploaded, uploaded.name, **rules)
    except IntakeRefused as refusal:
        raise ValidationError(refusal.message, code=refusal.code) from refusal
    except OSError as fault:
        # No disk for its copy, no process for its decoder: that says nothing of the file.
        logger.error("%s could not be examined: %s", uploaded.name, fault)
        raise ValidationError(
            _("The server has no room to examine the file just now. Nothing was saved: try again in a few minutes."),
            code="not_examined",
        ) from fault


def refuse_while_storage_is_down():
    """Say at the field that a good file has nowhere to go, before anything is half saved."""
    try:
        ensure_storage_answers()
    except StorageDown as down:
        raise ValidationError(
            _("The file is good, but the file store does not answer. Nothing was saved: try again in a few minutes."),
            code="storage_down",
        ) from down


class InspectsUpload:
    """Mixin of a file field: the upload is examined before anything else looks at it."""

    allowed = None
    max_bytes = None

    def to_python(self, data):
        if isinstance(data, UploadedFile):
            clean_upload(data, self.allowed, max_bytes=self.max_bytes)
        return super().to_python(data)


class InspectedFileField(InspectsUpload, forms.FileField):
    """A file of some extensions (``allowed``), up to ``max_bytes``."""

    def __init__(self, *, allowed=None, max_bytes=None, **kwargs):
        super().__init__(**kwargs)
        self.allowed = allowed
        self.max_bytes = max_bytes


class InspectedImageField(InspectsUpload, WagtailImageField):
    """Wagtail's field for photographs, behind the library's door."""

    @property
    def allowed(self):
        return self.allowed_image_extensions

    @property
    def max_bytes(self):
        return self.max_upload_size

    def check_image_file_format(self, f):
        """Intake compared extension and content; Wagtail's own test would refuse ``.tif``."""


class InspectedDocumentField(InspectsUpload, WagtailDocumentField):
    """Wagtail's field for documents, behind the library's door."""

    @property
    def allowed(self):
        return settings.WAGTAILDOCS_EXTENSIONS

    @property
    def max_bytes(self):
        return self.max_upload_size
