"""
Pictures, documents and recordings that came while the store of files was down.

Their form has been examined and filled in; there is only nowhere to put the file. It
waits on the disk of the house as an upload of its sender, and is brought into the
library, by the same form and with the same values, when the store answers again.
"""

import logging

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from wagtail.documents.forms import get_document_form
from wagtail.images.forms import get_image_form
from wagtail.models import Collection
from wagtailmedia.forms import get_media_form

from media_assets import held
from media_assets.models import (
    EditorialDocument,
    EditorialImage,
    EditorialMedia,
    Licence,
    Upload,
    UploadState,
    WaitingFile,
)
from media_assets.storage import StorageDown, ensure_storage_answers
from media_assets.uploading import receiving
from media_assets.uploading.assembled import opened
from media_assets.uploading.refusals import NoRoom, UploadGone

logger = logging.getLogger(__name__)

MODELS = {
    WaitingFile.Kind.IMAGE: EditorialImage,
    WaitingFile.Kind.DOCUMENT: EditorialDocument,
    WaitingFile.Kind.MEDIA: EditorialMedia,
}


class NotStored(StorageDown):
    """The store fell silent while the file of a form was being stored."""

    def __init__(self, form):
        super().__init__()
        self.form = form

    def keep(self) -> bool:
        """Keep the file, once the view's transaction has been taken back; False where there is no room here either."""
        try:
            keep(self.form)
        except (OSError, NoRoom):
            logger.exception("A file could not be kept for when the store is back")
            return False
        return True


def of(user):
    """What waits of a user, the oldest first."""
    waiting = WaitingFile.objects.filter(upload__user=user).exclude(
        upload__state__in=(UploadState.KEPT, UploadState.GONE)
    )
    return waiting.select_related("upload")


@transaction.atomic
def keep(form) -> WaitingFile:
    """Keep the examined file of a form with what was written beside it; the same file again only changes that."""
    file = form.files[form.add_prefix("file")]
    kind = kind_of(form.instance)
    fields = _values(form)
    known = _same(form.user, kind, file.facts.sha256).first()
    if known is not None:
        known.fields, known.target_id, known.problem = fields, form.instance.pk, ""
        known.save(update_fields=["fields", "target_id", "problem"])
        return known
    upload = held.hold(file, form.user)
    return WaitingFile.objects.create(upload=upload, kind=kind, target_id=form.instance.pk, fields=fields)


def settle(user, instance, facts):
    """The file has come into the library by another way: nobody waits for it any more."""
    for waiting in _same(user, kind_of(instance), facts.sha256).select_related("upload"):
        _forget(waiting)


def bring_in_all() -> int:
    """Bring in what waits, if the store answers; returns how many files that was."""
    waiting = WaitingFile.objects.filter(problem="", upload__state=UploadState.ACCEPTED)
    keys = list(waiting.values_list("pk", flat=True))
    if not keys:
        return 0
    try:
        ensure_storage_answers()
    except StorageDown:
        return 0
    return sum(bring_in(pk) for pk in keys)


def bring_in(pk) -> bool:
    """Put one waiting file into the library, once, whoever asks and how often."""
    try:
        with transaction.atomic():
            waiting = WaitingFile.objects.select_for_update(of=("self",)).select_related("upload__user").get(pk=pk)
            if waiting.upload.state != UploadState.ACCEPTED:
                return False
            with opened(waiting.upload) as assembled:
                form = _accepted_form(waiting, assembled)
                if form is None:
                    return False
                form.save()
            _forget(waiting)
    except WaitingFile.DoesNotExist:
        return False
    except StorageDown:
        logger.warning("The file %s goes on waiting for the store", pk)
        return False
    except UploadGone:
        logger.warning("The file that waits as %s does not lie on this machine", pk)
        return False
    return True


def _accepted_form(waiting, assembled):
    """
    The form with its values, or with the least that a file needs where they hold no longer; None where that fails too.

    A collection or what the file was to replace may be gone by now.
    """
    for fields, target_id in ((waiting.fields, waiting.target_id), (_least(waiting), None)):
        form = _form(waiting, assembled, fields, target_id)
        if form is not None and form.is_valid():
            return form
    words = "; ".join(message for messages in form.errors.values() for message in messages)
    WaitingFile.objects.filter(pk=waiting.pk).update(problem=words[:600])
    return None


def _form(waiting, assembled, fields, target_id):
    model = MODELS[waiting.kind]
    if target_id is None:
        instance = model(uploaded_by_user=waiting.upload.user)
        if waiting.kind == WaitingFile.Kind.MEDIA:
            instance.type = fields.get("type", ["audio"])[0]
    elif (instance := model.objects.filter(pk=target_id).first()) is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    makers = {"image": get_image_form, "document": get_document_form, "media": get_media_form}
    return makers[waiting.kind](model)(data, {"file": _as_sent(assembled)}, instance=instance, user=waiting.upload.user)


class FromHere(UploadedFile):
    """A file that waited, as a browser sends it."""


def _as_sent(assembled):
    """That examination need not see it again, it brings its facts."""
    file = FromHere(assembled.file, name=assembled.name, size=assembled.size, content_type=assembled.facts.mime)
    file.facts = assembled.facts
    file.temporary_file_path = assembled.temporary_file_path
    return file


def _least(waiting):
    name = waiting.upload.name.rpartition(".")[0] or waiting.upload.name
    least = {"title": [name[:255]], "collection": [str(Collection.get_first_root_node().pk)], "licence": [Licence.OWN]}
    return least | ({"type": waiting.fields["type"]} if "type" in waiting.fields else {})


def _values(form):
    """What was written beside the file, as a browser sends it and without the prefix of its screen."""
    values = {}
    for name, field in form.fields.items():
        if field.disabled or field.widget.needs_multipart_form:
            continue
        value = form[name].data
        if value not in (None, ""):
            values[name] = [str(each) for each in (value if isinstance(value, list | tuple) else [value])]
    if isinstance(form.instance, EditorialMedia):
        values["type"] = [form.instance.type]
    return values


def kind_of(instance):
    return next(kind for kind, model in MODELS.items() if isinstance(instance, model))


def _same(user, kind, sha256):
    return WaitingFile.objects.filter(
        Q(upload__facts__sha256=sha256), upload__user=user, upload__state=UploadState.ACCEPTED, kind=kind
    )


def _forget(waiting):
    upload = waiting.upload
    waiting.delete()
    # The row of the upload is left for those who ask, and its bytes go when all is on record.
    if Upload.objects.move(upload, UploadState.KEPT, among=[UploadState.ACCEPTED]):
        transaction.on_commit(lambda: receiving.throw_away(upload))
