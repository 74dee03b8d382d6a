"""
The values of fields in the words of people, for a reader who compares two versions.

Rich text keeps its paragraphs and says where its links lead; moments are those of Bogotá;
a record is called by its name, and all names are read at once.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin.compare import (
    ChildRelationComparison,
    ForeignObjectComparison,
    M2MFieldComparison,
    RichTextFieldComparison,
    TextFieldComparison,
)

from editorial.review_diff import compare_texts, exchange, to_html
from editorial.rich_text import typeset_blocks


@dataclass(frozen=True, slots=True)
class Part:
    """One value that changed inside a change; ``label`` is empty when the change is of that value alone."""

    label: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Change:
    """
    What a reader sees of one field, block or child: what happened to it (``what``, if it came, went or moved),
    the values that differ, and a ``note`` where the words are the same.
    """

    label: str
    what: str = ""
    parts: tuple[Part, ...] = ()
    note: str = ""


class Names:
    """The names of all records that the comparisons speak of, in one query for each kind."""

    def __init__(self, comparisons):
        wanted = defaultdict(set)
        for comparison in _flattened(comparisons):
            if isinstance(comparison, ForeignObjectComparison):
                wanted[comparison.field.related_model] |= {comparison.val_a, comparison.val_b} - {None}
        self._of = {model: model._default_manager.in_bulk(keys) for model, keys in wanted.items()}

    def __call__(self, model, key) -> str:
        if key is None:
            return ""
        found = self._of[model].get(key)
        return str(found) if found else _("deleted (%(key)s)") % {"key": key}


def change(comparison, names) -> Change:
    """A field or a relation to children that differs."""
    if isinstance(comparison, ChildRelationComparison):
        return Change(str(comparison.field_label()), parts=tuple(_children(comparison, names)))
    before, after = _said(comparison, comparison.val_a, names), _said(comparison, comparison.val_b, names)
    part = marked(before, after, by_words=_is_text(comparison))
    return Change(str(comparison.field_label()), parts=(part,), note=note_on(before, after))


def change_of_master(before, after) -> Change:
    """Another master of a piece; its checksum tells it from one of the same name."""
    before, after = (f"{version}, SHA-256 {version.sha256[:16]}…" if version else "" for version in (before, after))
    return Change(_("Master"), parts=(marked(before, after, by_words=False),))


def marked(before, after, label="", *, by_words=True) -> Part:
    """What differs between two values in words; a name or a date is exchanged as a whole."""
    return Part(str(label), to_html(compare_texts(before, after) if by_words else exchange(before, after)))


def note_on(before, after) -> str:
    return _("The words are the same: what changed is how they are set.") if before == after else ""


def field_name(comparison) -> str:
    field = getattr(comparison, "field", None) or comparison.relation
    return getattr(field, "related_name", None) or field.name


def readable(rich_text) -> str:
    """Rich text as lines, the address of a link behind its words."""
    return "\n".join(
        line for block in typeset_blocks(rich_text, settings.WAGTAILADMIN_BASE_URL) for line in _lines(block)
    )


def plainly(value) -> str:
    """A value without a field: moments by the clock of the office, yes and no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(localtime(value), "j M Y, H:i").lower()
    if isinstance(value, date):
        return date_format(value, "j M Y").lower()
    return str(value)


def _lines(block):
    if block["type"] != "list":
        return [_run(block["runs"])]
    return [
        f"{f'{number}.' if block['ordered'] else '-'} {_run(runs)}" for number, runs in enumerate(block["items"], 1)
    ]


def _run(runs):
    return "".join(f"{run['text']} [{run['href']}]" if run.get("href") else run["text"] for run in runs)


def _is_text(comparison):
    return isinstance(comparison, TextFieldComparison)


def _said(comparison, value, names) -> str:
    if isinstance(comparison, ForeignObjectComparison):
        return names(comparison.field.related_model, value)
    if isinstance(comparison, M2MFieldComparison):
        return ", ".join(str(item) for item in value)
    if isinstance(comparison, RichTextFieldComparison):
        return readable(value)
    choices = dict(comparison.field.flatchoices) if getattr(comparison.field, "choices", None) else {}
    if isinstance(value, list | tuple):
        return ", ".join(str(choices.get(item, item)) for item in value)
    return str(choices[value]) if value in choices else plainly(value)


def _children(relation, names):
    """Those that came, went or say something else, each with the words that say which."""
    for number, child in enumerate(relation.get_child_comparisons(), 1):
        fields = child.get_field_comparisons()
        came, went = bool(child.is_addition()), bool(child.is_deletion())
        if not (came or went or child.has_changed()):
            if child.get_position_change():
                what = " · ".join(filter(None, (_said(f, f.val_b, names) for f in fields)))
                yield Part(f"{number} · {_('Moved')}", to_html(compare_texts(what, what)))
            continue
        for field in fields:
            before = "" if came else _said(field, field.val_a, names)
            after = "" if went else _said(field, field.val_b, names)
            if before != after:
                yield marked(before, after, f"{number} · {field.field_label()}", by_words=_is_text(field))


def _flattened(comparisons):
    for comparison in comparisons:
        if isinstance(comparison, ChildRelationComparison):
            for child in comparison.get_child_comparisons():
                yield from _flattened(child.get_field_comparisons())
        else:
            yield comparison
