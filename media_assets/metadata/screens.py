"""«What the file says»: the panel beside a piece, a picture, a document or a recording."""

from django import forms
from django.template.loader import render_to_string
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from media_assets.metadata import records
from media_assets.metadata.public_copies import private_labels
from media_assets.metadata.said import Said
from media_assets.models import EditorialImage

LABELS = {
    "headline": _("Headline"),
    "title": _("Title"),
    "description": _("Caption"),
    "alt_text": _("Alternative text"),
    "creators": _("Author"),
    "credit": _("Credit line"),
    "copyright": _("Copyright notice"),
    "usage_terms": _("Terms of use"),
    "web_statement": _("Page of its rights"),
    "keywords": _("Keywords"),
    "created": _("Made on"),
    "city": _("City"),
}
#: Which words fill which fields of the form, for who asks where a text came from.
FILLS = {
    "title": ("headline", "title"),
    "caption": ("description",),
    "summary": ("description",),
    "description": ("alt_text",),
    "alt_text": ("alt_text",),
    "credit": ("credit", "creators"),
    "credits": ("creators", "credit"),
    "rights_owner": ("copyright", "credit"),
    "tags": ("keywords",),
}
SOURCES = {
    "tags": _("labels of the recording"),
    "PDF": _("document information"),
    "BWF": _("broadcast wave"),
}


def context_of(owner) -> dict:
    """What the panel shows of a file; nothing is read of it that has not been read already."""
    record = records.of(owner) if owner is not None else None
    if record is None:
        return {"is_read": False}
    said = Said.from_dict(record.said)
    used = _used(record, said)
    rows = [
        {
            "label": label,
            "value": _shown(name, getattr(said, name)),
            "source": SOURCES.get(said.sources.get(name), said.sources.get(name, "")),
            "used": used.get(name, ""),
        }
        for name, label in LABELS.items()
        if getattr(said, name)
    ]
    labels = private_labels()
    return {
        "is_read": True,
        "rows": rows,
        "has_location": "location" in record.private,
        "private": [labels[name] for name in labels if name in record.private and name != "location"],
        "public_state": record.public_state,
        "is_image": isinstance(owner, EditorialImage),
    }


def _used(record, said):
    """For each word that filled a field, what people call the field."""
    used = {}
    for field in record.filled:
        name = next((each for each in FILLS.get(field, ()) if getattr(said, each)), None)
        if name:
            used[name] = _field_label(record.owner, field)
    return used


def _field_label(owner, field):
    work = getattr(owner, "piece", owner)
    if field == "credits":
        return _("credits")
    return work._meta.get_field(field).verbose_name


def _shown(name, value):
    if name == "created":
        moment = parse_datetime(value) if "T" in value else parse_date(value)
        return date_format(moment, "DATETIME_FORMAT" if "T" in value else "DATE_FORMAT") if moment else value
    return ", ".join(value) if isinstance(value, tuple) else value


class FileSays(forms.Widget):
    """Not to be written in: what the file of ``owner`` says."""

    def __init__(self, owner):
        super().__init__()
        self.owner = owner

    def __deepcopy__(self, memo):
        return FileSays(self.owner)

    def id_for_label(self, id_):
        return None

    def render(self, name, value, attrs=None, renderer=None):
        return render_to_string("media_assets/metadata/says.html", context_of(self.owner))


def add_file_says(form):
    """Show in the form of a stored file what the file says."""
    if form.instance.pk and form.instance.file:
        form.fields["file_says"] = forms.Field(
            required=False, disabled=True, label=_("What the file says"), widget=FileSays(form.instance)
        )


class MetadataPanel(Panel):
    """What the newest master of the piece says."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "media_assets/metadata/panel.html"

        def is_shown(self):
            return super().is_shown() and self.instance.pk is not None and self.version is not None

        @property
        def version(self):
            return self.instance.versions.select_related("metadata").first()

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | {"said": context_of(self.version)}
