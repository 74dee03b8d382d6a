"""
All that a page shows to a reader, in as few queries as there are kinds of things.

A body is a stream of blocks, each of which would fetch its own photograph, piece
or recording. Here the page is read at once before its template runs: one query
for its small lists, one for all pictures with their sizes, one for recordings,
one for documents, two for pieces. ``editorial.blocks.choosers`` hands the blocks
what was read; outside of a reading (editor, preview, PDF) they ask the database.
"""

from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.db import connection
from django.db.models import Field, IntegerField, TextField, Value, prefetch_related_objects
from django.db.models.functions import Cast

from media_assets import renditions
from media_assets.models import EditorialDocument, EditorialImage, EditorialMedia, Piece

_material: ContextVar["Material | None"] = ContextVar("material", default=None)

#: What the fields of our blocks refer to, by the name of the field.
REFERENCES = {"image": EditorialImage, "piece": Piece, "media": EditorialMedia, "document": EditorialDocument}


def current() -> "Material | None":
    """What has been read for the page being prepared, or None outside of a reading."""
    return _material.get()


class Material:
    """The files and pieces of one page, by model and primary key."""

    def __init__(self):
        self.found = defaultdict(dict)

    def get(self, model, pk):
        return self.found[model].get(pk)

    def all(self, model):
        return self.found[model].values()

    def gather(self, wanted):
        """Fetch the wanted keys, given as ``{model: {keys}}``."""
        for model, keys in wanted.items():
            if not keys:
                continue
            if model is Piece:
                self.found[model] = {piece.pk: piece for piece in Piece.objects.filter(pk__in=keys).for_cards()}
            elif model is EditorialMedia:
                # With the record of the file: whether readers are given it.
                self.found[model] = model.objects.select_related("metadata").in_bulk(keys)
            else:
                self.found[model] = model.objects.in_bulk(keys)
        return self


@contextmanager
def _reading(material):
    token = _material.set(material)
    try:
        yield
    finally:
        _material.reset(token)


def read(page, *bodies, images=()):
    """
    Prepare a page that comes from the database for its template.

    ``bodies`` are names of StreamFields, ``images`` names of foreign keys to images.
    Nothing is read twice; what a block refers to and is gone stays empty.
    """
    streams = [getattr(page, name) for name in bodies]
    wanted = defaultdict(set)
    for stream in streams:
        _references(list(stream.raw_data), wanted)
    material = Material().gather(wanted)
    with_sizes([*material.all(EditorialImage), *(image for name in images if (image := getattr(page, name)))])
    with _reading(material):
        for stream in streams:
            for child in stream:
                child.value  # noqa: B018 - the blocks are made now, from the material


def _references(raw, wanted):
    """Collect into ``wanted`` the keys that stored blocks refer to."""
    if isinstance(raw, list):
        for item in raw:
            _references(item, wanted)
    elif isinstance(raw, dict):
        for name, value in raw.items():
            if name in REFERENCES and isinstance(value, int):
                wanted[REFERENCES[name]].add(value)
            elif isinstance(value, list | dict):
                _references(value, wanted)


def with_sizes(images, *crops):
    """The images with the prepared sizes that ``{% picture %}`` will read, in one query for all."""
    if images:
        prefetch_related_objects(images, renditions.prefetch("", *(crops or ("",))))
    return images


def attach_pictures(pages, *names, crops=("card",)):
    """
    Give each page of several lists its images with their sizes, in one query for all.

    Those that the pages did not come joined with cost one more.
    """
    fields = [(page, field) for page in pages for field in page._meta.concrete_fields if field.name in names]
    if absent := {getattr(page, field.attname) for page, field in fields if not field.is_cached(page)} - {None}:
        found = EditorialImage.objects.in_bulk(absent)
        for page, field in fields:
            if not field.is_cached(page):
                setattr(page, field.name, found.get(getattr(page, field.attname)))
    with_sizes([image for page, field in fields if (image := getattr(page, field.name))], *crops)


def read_lists(page, **lists):
    """
    The small lists of a page (contacts, credits, topics…), in one query for all.

    ``lists`` names the fields to read of each relation, the text of which is all
    that a template shows: ``read_lists(page, contacts=("name", "role"))``.
    """
    statement, parameters = _statement(type(page), tuple(lists.items()), connection.vendor)
    rows = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(statement, [page.pk if value == _THIS_PAGE else value for value in parameters])
        for name, order, pk, *values in cursor:
            rows[name].append((order, pk, values))
    for name, fields in lists.items():
        model = page._meta.get_field(name).related_model
        setattr(page, name, [_instance(model, pk, fields, values) for _, pk, values in sorted(rows[name])])


#: Stands for the page's key in a statement that is written once.
_THIS_PAGE = -1


@cache
def _statement(model, lists, vendor):
    """The union of the lists of a page type. Django takes longer to write it than the database to answer it."""
    width = max(len(fields) for _, fields in lists)
    first, *rest = (_rows(model, name, fields, width) for name, fields in lists)
    return first.union(*rest, all=True).query.sql_with_params() if rest else first.query.sql_with_params()


def _rows(model, name, fields, width):
    relation = model._meta.get_field(name)
    if relation.many_to_many:
        through = relation.remote_field.through.objects.filter(**{relation.m2m_field_name(): _THIS_PAGE})
        to = relation.m2m_reverse_field_name()
        order, key, paths = Value(0, output_field=IntegerField()), f"{to}_id", [f"{to}__{field}" for field in fields]
    else:
        through = relation.related_model.objects.filter(page=_THIS_PAGE)
        order, key, paths = Cast("sort_order", IntegerField()), "pk", fields
    columns = [Cast(path, TextField()) for path in paths]
    columns += [Value("", output_field=TextField())] * (width - len(fields))
    return through.order_by().values_list(
        Value(name, output_field=TextField()), order, Cast(key, IntegerField()), *columns
    )


def _instance(model, pk, fields, values):
    instance = model(pk=pk)
    for name, value in zip(fields, values, strict=False):
        field: Field = model._meta.get_field(name)
        setattr(instance, name, field.to_python(value))
    return instance
