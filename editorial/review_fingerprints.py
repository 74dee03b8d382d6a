"""
What a reviewer answered for: fingerprints of a revision, whole and by aspect.

An approval binds to the fingerprint of what its step covers. A later revision
with the same fingerprint keeps the approval; one that differs has lost it, also
when the editor overwrote the revision in place.
"""

import hashlib
import json
import re
from enum import StrEnum

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.fields import StreamField


class Aspect(StrEnum):
    """The sides of a content that different reviewers answer for."""

    TEXT = "text"
    DESIGN = "design"
    RIGHTS = "rights"
    SCHEDULE = "schedule"


EVERYTHING = frozenset(Aspect)

#: Kept by Wagtail and by the house beside the content; no reviewer looks at them.
HOUSEKEEPING = frozenset(
    """
    pk id path depth numchild url_path translation_key locale content_type owner alias_of draft_title live
    has_unpublished_changes first_published_at last_published_at live_revision latest_revision
    latest_revision_created_at expired locked locked_at locked_by wagtail_admin_comments number year
    created_at updated_at created_by index_entries consents_stand consents_from consents_until brief
    """.split()
)
DESIGN_FIELDS = frozenset(
    """
    lead_image cover media print_piece pieces current_version channel format captions
    trim_width_mm trim_height_mm page_count binding print_run print_specification
    """.split()
)
RIGHTS_FIELDS = frozenset(
    """
    licence rights_owner rights_territory rights_media rights_from rights_until shows_people has_third_party_works
    """.split()
)
#: Fields younger than the first approvals: while empty they are as if absent, so that those approvals stand.
YOUNGER_FIELDS = frozenset({"rights_media"})
SCHEDULE_FIELDS = frozenset({"go_live_at", "expire_at", "embargo_until"})
DESIGN_BLOCKS = frozenset({"figure", "gallery", "piece", "audio", "video", "download"})
_HOUSEKEEPING_OF_CHILDREN = frozenset({"pk", "id", "sort_order", "page"})


def fingerprint(revision, aspects=EVERYTHING) -> str:
    """SHA-256, in hexadecimal, of those aspects of the revision's content."""
    wanted = [aspect for aspect in Aspect if aspect in aspects]
    sides = _sides(revision)
    text = json.dumps([[aspect, sides[aspect]] for aspect in wanted], cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def changed_aspects(before, after) -> frozenset[Aspect]:
    """The aspects in which two revisions differ."""
    old, new = _sides(before), _sides(after)
    return frozenset(aspect for aspect in Aspect if old[aspect] != new[aspect])


def _sides(revision) -> dict[Aspect, dict]:
    """The content of the revision sorted into its aspects, in a form that compares."""
    model = revision.content_type.model_class()
    streams = {field.name for field in model._meta.get_fields() if isinstance(field, StreamField)}
    sides = {aspect: {} for aspect in Aspect}
    # The encoder makes dates of an unsaved revision the same text that the database gives back.
    content = json.loads(without_block_keys(json.dumps(revision.content, cls=DjangoJSONEncoder)))
    for name, value in content.items():
        if name in HOUSEKEEPING or (name in YOUNGER_FIELDS and not value):
            continue
        if name in streams:
            sides[Aspect.TEXT][name], sides[Aspect.DESIGN][name] = _split_stream(value)
        else:
            sides[aspect_of(name)][name] = _without_housekeeping(value)
    return sides


def same_text(before, after) -> bool:
    """Whether two values of a StreamField say the same, whatever pictures they show it with."""
    return _split_stream(_plain_stream(before))[0] == _split_stream(_plain_stream(after))[0]


def _plain_stream(value):
    return json.loads(without_block_keys(json.dumps(value.get_prep_value(), cls=DjangoJSONEncoder)))


def changed_in_block(kind, before, after) -> frozenset[Aspect]:
    """The aspects in which two stored values of one block differ; ``None`` is a block that is not there."""
    sides = [_split_stream([{"type": kind, "value": value}] if value is not None else []) for value in (before, after)]
    compared = zip((Aspect.TEXT, Aspect.DESIGN), *sides, strict=True)
    return frozenset(aspect for aspect, was, now in compared if was != now)


def without_block_keys(text):
    """Rich text without the keys that the editor's widget gives its paragraphs when it first sees them."""
    return re.sub(r' data-block-key=\\*"[^"\\]*\\*"', "", text)


def aspect_of(name) -> Aspect:
    if name in DESIGN_FIELDS:
        return Aspect.DESIGN
    if name in RIGHTS_FIELDS:
        return Aspect.RIGHTS
    if name in SCHEDULE_FIELDS:
        return Aspect.SCHEDULE
    return Aspect.TEXT


def _without_housekeeping(value):
    """Children of a page by their order, without the keys that the first publication gives them."""
    if not isinstance(value, list) or not all(isinstance(child, dict) for child in value):
        return value
    ordered = sorted(value, key=lambda child: child.get("sort_order") or 0)
    return [{key: child[key] for key in child if key not in _HOUSEKEEPING_OF_CHILDREN} for child in ordered]


def _split_stream(value):
    """A body as (text, design): media belong to design, the words around them to text."""
    blocks = json.loads(value) if isinstance(value, str) else value or []
    text, design = [], []
    for block in blocks:
        if block.get("type") in DESIGN_BLOCKS:
            design.append([block["type"], block.get("value")])
            text.append(_words(block.get("value")))
        else:
            text.append([block.get("type"), block.get("value")])
    return text, design


def _words(value):
    """The text inside a block of media, such as its caption and its credit."""
    if isinstance(value, dict):
        return {key: _words(inner) for key, inner in value.items() if key != "id"}
    if isinstance(value, list):
        return [_words(inner) for inner in value]
    return value if isinstance(value, str) else None
