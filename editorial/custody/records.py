"""Writing and checking the chain of custody."""

import ast
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils import timezone

from editorial.custody.acting import acting_address
from editorial.review_fingerprints import fingerprint

GENESIS = "0" * 64
#: Which columns an entry's hash covers, in the order of the record.
SEALED_FIELDS = (
    "content_label",
    "object_id",
    "sequence",
    "title",
    "action",
    "actor_id",
    "actor_name",
    "revision_id",
    "revision_fingerprint",
    "at",
    "reason",
    "address",
    "detail",
    "previous_hash",
)


def subject_of(content) -> tuple[str, str]:
    """How the record names a content: its kind (``wagtailcore.page`` for pages of all types) and its key."""
    return content.get_base_content_type().app_label + "." + content.get_base_content_type().model, str(content.pk)


def entry_hash(entry) -> str:
    """SHA-256 of all that the entry says, and so of all entries before it."""
    said = {name: getattr(entry, name) for name in SEALED_FIELDS}
    said["at"] = said["at"].astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(said, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _is_as_written(entry) -> bool:
    """
    Whether the entry still says what its hash covers.

    Comments on a field were once put on record with all that Wagtail's log keeps of them: the hash
    covers those data, and the column holds them written out. Nobody may rewrite such an entry, so
    its data are read back here.
    """
    if entry_hash(entry) == entry.hash:
        return True
    if not (entry.action.startswith("wagtail.comments.") and entry.reason.startswith("{")):
        return False
    said = entry.reason
    try:
        entry.reason = ast.literal_eval(said)
        return entry_hash(entry) == entry.hash
    except (ValueError, SyntaxError):
        return False
    finally:
        entry.reason = said


def append(subject, action, *, title, user=None, revision=None, reason="", at=None, detail=None):
    """
    Add an entry about the subject, after its last one.

    Two that write at once about the same content take turns: the head of its chain
    is the lock, and the database refuses a number twice.
    """
    fields = {
        "title": title[:255],
        "action": action,
        "actor_id": user.pk if user else None,
        "actor_name": (user.get_full_name() or user.get_username()) if user else "",
        "revision_id": revision.pk if revision else None,
        "revision_fingerprint": fingerprint(revision) if revision else "",
        "at": at or timezone.now(),
        "reason": reason,
        "address": acting_address(),
        "detail": json.loads(json.dumps(detail or {}, cls=DjangoJSONEncoder)),
    }
    try:
        with transaction.atomic():
            return _append(*subject, fields)
    except IntegrityError:
        # Somebody else wrote the very first entry in the meantime; now there is one to wait for.
        with transaction.atomic():
            return _append(*subject, fields)


def _append(label, object_id, fields):
    from editorial.models import CustodyEntry, CustodyHead

    head = CustodyHead.objects.about(label, object_id).select_for_update().first()
    entry = CustodyEntry(
        content_label=label,
        object_id=object_id,
        # After its head, and not after whatever entry is there: one that was cut off leaves its gap for ever.
        sequence=head.sequence + 1 if head else 1,
        previous_hash=head.hash if head else GENESIS,
        **fields,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    return entry


@dataclass(frozen=True)
class Fault:
    """One place where the record is not what was written."""

    content_label: str
    object_id: str
    sequence: int
    what: str


def verify(against=None):
    """
    The faults of the whole record, in order; none when it is whole.

    Each chain must reach the head that the database keeps of it, and no further. ``against``
    are heads kept elsewhere, as ``heads()`` gave them: entries that were there then must
    still be there, also for somebody who could rewrite the heads in the database.
    """
    from editorial.models import CustodyEntry

    seen = {}
    # Read before the entries: what is added meanwhile lies beyond these, and never short of them.
    sealed = heads()
    kept = dict(against or {})
    for entry in CustodyEntry.objects.order_by("content_label", "object_id", "sequence").iterator(chunk_size=2000):
        key = (entry.content_label, entry.object_id)
        sequence, previous = seen.get(key, (0, GENESIS))
        if entry.sequence != sequence + 1:
            yield Fault(*key, entry.sequence, "entries are missing before this one")
        elif entry.previous_hash != previous:
            yield Fault(*key, entry.sequence, "it does not follow from the entry before it")
        if not _is_as_written(entry):
            yield Fault(*key, entry.sequence, "it was changed after it was written")
        if _denied_by(sealed, key, entry):
            yield Fault(*key, entry.sequence, "it is not the entry that the head of its chain names")
        if _denied_by(kept, key, entry):
            yield Fault(*key, entry.sequence, "it is not the entry that was kept elsewhere")
        seen[key] = (entry.sequence, entry.hash)
    for key in sorted({*seen, *sealed, *kept}):
        last = seen.get(key, (0, ""))[0]
        promised = max(ends.get(key, (0, ""))[0] for ends in (sealed, kept))
        if last < promised:
            yield Fault(*key, promised, "the end of the record was cut off")
        elif last > sealed.get(key, (0, ""))[0] and last > _head_now(key):
            yield Fault(*key, last, "no head of a chain bears it out")


def _denied_by(ends, key, entry) -> bool:
    sequence, digest = ends.get(key, (0, ""))
    return sequence == entry.sequence and digest != entry.hash


def _head_now(key) -> int:
    """Up to which number the database vouches for the chain now; 0 when it keeps no head of it."""
    from editorial.models import CustodyHead

    head = CustodyHead.objects.about(*key).first()
    return head.sequence if head else 0


def is_whole(entries) -> bool:
    """Whether these entries, from the first on, are as they were written, each after another, up to the kept end."""
    previous = GENESIS
    for number, entry in enumerate(entries, start=1):
        if entry.sequence != number or entry.previous_hash != previous or not _is_as_written(entry):
            return False
        previous = entry.hash
    return not entries or _reaches_its_head(entries[-1])


def _reaches_its_head(last) -> bool:
    """Whether no entry after this one was cut off: what was added since it was read is there to be seen."""
    from editorial.models import CustodyEntry, CustodyHead

    key = (last.content_label, last.object_id)
    head = CustodyHead.objects.about(*key).first()
    return (
        head is not None
        and head.sequence >= last.sequence
        and CustodyEntry.objects.about(*key).filter(sequence=head.sequence, hash=head.hash).exists()
    )


def heads():
    """``{(content_label, object_id): (sequence, hash)}`` of where the record of each content ends."""
    from editorial.models import CustodyHead

    rows = CustodyHead.objects.values_list("content_label", "object_id", "sequence", "hash")
    return {(label, pk): (sequence, digest) for label, pk, sequence, digest in rows}
