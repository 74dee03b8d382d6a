"""
Many files at once: a list that outlives its window, and a draft piece of each file that is complete.

Each file fails alone. What the files have in common is said once.
"""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.create import CreateAction

from media_assets.intake import FileFacts, IntakeRefused
from media_assets.library import collections
from media_assets.masters import add_master
from media_assets.metadata import prefilling
from media_assets.models import Piece, PieceFormat, Upload, UploadBatch, UploadItem, UploadState
from media_assets.storage import ensure_storage_answers

from . import delivering, receiving
from .assembled import assembled
from .guessing import channels_of, format_for, title_from
from .refusals import AlreadyUsed, NotUnderstood, UploadRefused

#: Files that one list takes.
MOST_FILES = 200
#: Fields of a batch that every piece made of it shares.
COMMON = (
    "department",
    "licence",
    "rights_owner",
    "rights_territory",
    "rights_from",
    "rights_until",
    "shows_people",
    "has_third_party_works",
)


class ListFull(UploadRefused):
    code, status = "list_full", 409

    @property
    def message(self):
        return _("The list takes %(count)d files: create those that are ready first.") % {"count": MOST_FILES}


def batch_of(user) -> UploadBatch:
    """The user's list, an empty one the first time."""
    return UploadBatch.objects.select_related("department", "collection").get_or_create(user=user)[0]


def items_of(batch):
    return batch.items.select_related("upload", "format").order_by("pk")


@transaction.atomic
def add(batch, files) -> list[UploadItem]:
    """
    Put files on the list; ``files`` are (name, bytes, time of change).

    One that is there already goes on where it stopped; one of the same name as a file
    that failed takes its place; one that cannot be taken is on the list with its problem.
    New ones cost as many queries whatever their number.
    """
    UploadBatch.objects.select_for_update().get(pk=batch.pk)
    listed = list(items_of(batch))
    whole = {item.upload.fingerprint: item for item in listed if not _has_failed(item)}
    failed = {item.name: item for item in listed if _has_failed(item)}
    found, new = [], {}
    for file in files:
        fingerprint = receiving.fingerprint_of(*file)
        if item := whole.get(fingerprint):
            found.append(item)
        elif item := failed.pop(file[0], None):
            found.append(_replaced(item, *file))
        else:
            new.setdefault(fingerprint, file)
    if len(listed) + len(new) > MOST_FILES:
        raise ListFull
    receiving.ensure_room(batch.user, sum(length for _name, length, _modified in new.values()), len(new))
    planned = [_planned(batch, *file, fingerprint) for fingerprint, file in new.items()]
    Upload.objects.bulk_create([item.upload for item in planned if item.upload])
    for item in planned:
        # The upload has got its key since it was given to the item.
        item.upload = item.upload
    UploadItem.objects.bulk_create(planned)
    return [*found, *planned]


def _has_failed(item):
    """Whether nothing can come of the file as it is: it was refused, or forgotten before it was whole."""
    return item.upload is None or item.upload.is_over or item.upload.state == UploadState.REFUSED


def _replaced(item, name, length, modified):
    try:
        return replace(item, name, length, modified)
    except IntakeRefused as refusal:
        item.length, item.problem = length, str(refusal.message)[:600]
        item.save(update_fields=["length", "problem"])
        return item


def _planned(batch, name, length, _modified, fingerprint):
    item = UploadItem(batch=batch, name=name[:255], length=length, title=title_from(name)[:160])
    try:
        item.upload = receiving.planned(batch.user, name, length, fingerprint=fingerprint)
    except IntakeRefused as refusal:
        item.problem = str(refusal.message)[:600]
    return item


def replace(item, name, length, modified) -> UploadItem:
    """Another file in the place of one that was refused or is not wanted; what was written of it stays."""
    fingerprint = receiving.fingerprint_of(name, length, modified)
    receiving.ensure_room(item.batch.user, length)
    upload = receiving.planned(item.batch.user, name, length, fingerprint=fingerprint)
    with transaction.atomic():
        _hold(item)
        former = item.upload
        upload.save(force_insert=True)
        if item.title == title_from(item.name):
            item.title = title_from(name)
        item.upload, item.name, item.length, item.problem = upload, name, length, ""
        if item.format_id and item.format.channel not in channels_of(name):
            item.format, item.format_is_guessed = None, True
        item.save()
    if former is not None:
        receiving.discard(former)
    return item


def _hold(item):
    """Read the item anew with its row held, so that two acts on one file take turns and neither undoes the other."""
    held = UploadItem.objects.select_for_update(of=("self",)).select_related("upload", "format").get(pk=item.pk)
    for name in ("name", "length", "title", "format", "format_is_guessed", "upload", "problem"):
        setattr(item, name, getattr(held, name))


def remove(item):
    """Take a file off the list, with what came of it."""
    upload = item.upload
    item.delete()
    if upload is not None:
        receiving.discard(upload)


def learn(upload):
    """Guess the format of a file of a list from what its examination measured, unless somebody has chosen."""
    item = UploadItem.objects.filter(upload=upload, format_is_guessed=True).first()
    if item is None or upload.state != UploadState.ACCEPTED:
        return
    facts = FileFacts.from_dict(upload.facts)
    item.format = format_for(upload.name, facts, PieceFormat.objects.filter(is_active=True))
    item.save(update_fields=["format"])


@transaction.atomic
def change(item, *, title, piece_format):
    """What its sender writes of one file. Raises ``NotUnderstood`` for a format that such a file cannot have."""
    _hold(item)
    if piece_format is not None and piece_format.channel not in channels_of(item.name):
        raise NotUnderstood(_("A file of this type is not delivered for that format."))
    if piece_format != item.format:
        item.format_is_guessed = False
    item.title, item.format = title.strip()[:160], piece_format
    item.save(update_fields=["title", "format", "format_is_guessed"])


def lacks(item) -> str:
    """What the file lacks to become a piece, in words; nothing where it is complete."""
    if item.problem:
        return item.problem
    upload = item.upload
    if upload is None or upload.state == UploadState.GONE or upload.is_over:
        return _("The file has to be chosen again.")
    if upload.state == UploadState.REFUSED:
        return upload.refusal
    if upload.state == UploadState.RECEIVING:
        return _("The file has not arrived whole yet.")
    if upload.state != UploadState.ACCEPTED:
        return _("The file is being examined.")
    if not item.title:
        return _("Write its title.")
    if item.format is None:
        return _("Choose its format.")
    return ""


def create_piece(item, user) -> Piece:
    """
    A draft piece of a complete file, and the file is off the list: all of it or nothing.

    Raises ``AlreadyUsed`` where another request made it first, ``IntakeRefused`` and
    ``StorageDown``.
    """
    batch, upload = item.batch, item.upload
    ensure_storage_answers()
    piece = Piece(
        title=item.title,
        format=item.format,
        channel=item.format.channel,
        created_by=user,
        live=False,
        has_unpublished_changes=True,
        **{name: getattr(batch, name) for name in COMMON},
    )
    prefilling.fill_piece(piece, (upload.facts or {}).get("metadata"))
    with transaction.atomic():
        if not UploadItem.objects.filter(pk=item.pk, upload=upload).delete()[0]:
            raise AlreadyUsed
        piece.full_clean(exclude=["slug"])
        piece.save()
        with assembled(upload) as file:
            piece.current_version = add_master(
                piece, file, filename=upload.name, user=user, also=partial(delivering.keep, upload)
            )
        CreateAction(piece, user=user, clean=False).execute(skip_permission_checks=True)
        if batch.collection is not None:
            collections.put_in(batch.collection, piece)
    return piece
