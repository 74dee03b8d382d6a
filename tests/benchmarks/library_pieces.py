"""The pieces of the benchmark of the library: some as the library keeps them, and so many more of each."""

from datetime import timedelta

SUBJECTS = """agua vivienda cultura movilidad salud deporte educación empleo turismo seguridad ambiente mujeres
    juventud infancia memoria lectura música teatro reciclaje energía impuestos vacunación parques ciclovía metro
    bibliotecas ferias flores barrios comunas emprendimiento innovación inclusión discapacidad vejez""".split()
VERBS = "proteja celebre conozca visite cuide participe inscríbase pague aprenda camine recorra siembre".split()
PLACES = """Aranjuez Belén Buenos-Aires Castilla Guayabal La-América Laureles Manrique Poblado Popular Robledo
    Santa-Cruz Villa-Hermosa San-Javier Altavista Palmitas""".split()


def fill(number, departments, chance):
    """Make so many pieces as the library keeps them: master, stills, report, colours, likeness, index entries."""
    from django.utils import timezone

    from media_assets import models

    now, formats = timezone.now(), list(models.PieceFormat.objects.all())
    pieces = models.Piece.objects.bulk_create(
        _piece(n, departments, formats, now, chance) for n in range(1, number + 1)
    )
    versions = models.PieceVersion.objects.bulk_create([_version(piece, chance) for piece in pieces])
    for piece, version in zip(pieces, versions, strict=True):
        piece.current_version = version
    models.Piece.objects.bulk_update(pieces, ["current_version"], batch_size=500)
    models.PieceDerivative.objects.bulk_create(
        models.PieceDerivative(
            version=version, kind=kind, file=f"piezas/{version.piece_id}/v1/vistas/{kind}.webp",
            mime="image/webp", width=640, height=452, position=int(kind == "page"),
        )
        for version in versions for kind in ("thumbnail", "cover", "page")
    )  # fmt: skip
    facts = {"pages": [{"number": n, "boxes": [0, 0, 595, 842]} for n in range(20)]}
    models.InspectionReport.objects.bulk_create(
        models.InspectionReport(version=version, state="done", engine="1", finished_at=now, facts=facts)
        for version in versions
    )
    models.PieceColour.objects.bulk_create(
        models.PieceColour(version=version, family=family, share=30)
        for version in versions
        for family in chance.sample(models.ColourFamily.values, 3)
    )
    models.TextInside.objects.bulk_create(
        models.TextInside(piece=each.piece, version=each, name=each.file.name, text=_words(chance, 60))
        for each in versions
    )
    models.Likeness.objects.bulk_create([_likeness(version, chance) for version in versions])
    _index(pieces)


#: Tables in the order in which they are copied, and what a copy has of its own: {k} is the number
#: of the copy, {n} how many rows there are of each.
COPIED = {
    "Piece": {
        "slug": "'pieza-' || t.id + {k} * {n}",
        "title": "t.title || '-' || {k}",
        "description": "replace(t.description, 'muestra', 'x' || {k} || 'muestra')",
        "created_at": "t.created_at - {k} * interval '7 minutes'",
        "last_published_at": "t.last_published_at - {k} * interval '7 minutes'",
    },
    "PieceVersion": {"sha256": "md5(random()::text) || md5(random()::text)", "file": "t.file || {k}"},
    "PieceDerivative": {},
    "InspectionReport": {},
    "PieceColour": {},
    "TextInside": {"name": "t.name || {k}"},
    "Likeness": {
        "mark": "t.mark # ({k} * 1234567890123)",
        **{f"band_{n}": f"(((t.mark # ({{k}} * 1234567890123)) >> {n * 16}) & 65535)::int" for n in range(4)},
    },
    "SearchEntry": {"text": "replace(t.text, 'muestra', 'x' || {k} || 'muestra')"},
}


def multiply(times):
    """Make each piece so many times in the database itself, with words and marks of their own."""
    from django.apps import apps
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection, transaction

    index, spans = apps.get_model("media_assets", "Piece")._meta.get_field("index_entries").related_model, {}
    with transaction.atomic(), connection.cursor() as cursor:
        models = [apps.get_model("cms" if name == "SearchEntry" else "media_assets", name) for name in COPIED]
        for model in models:
            cursor.execute(f"SELECT max(id) - min(id) + 1 FROM {model._meta.db_table}")
            spans[model] = cursor.fetchone()[0]
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for model in models:
            own = {"id": f"t.id + {{k}} * {spans[model]}", **COPIED[model.__name__]}
            for field in model._meta.concrete_fields:
                if (target := spans.get(field.related_model)) and field.column not in own:
                    own[field.column] = f"t.{field.column} + {{k}} * {target}"
            only = "WHERE t.piece_id IS NOT NULL" if model is models[-1] else ""
            _copy(cursor, model, own, times, spans[model], only)
        for model in (models[0], models[-1]):
            kind = ContentType.objects.get_for_model(model).pk
            own = {
                "id": f"nextval(pg_get_serial_sequence('{index._meta.db_table}', 'id'))",
                "object_id": f"(t.object_id::int + {{k}} * {spans[model]})::text",
                "body": "replace(t.body::text, 'muestra', 'x' || {k} || 'muestra')::tsvector",
                "autocomplete": "replace(t.autocomplete::text, 'muestra', 'x' || {k} || 'muestra')::tsvector",
            }
            of_pieces = "SELECT id::text FROM cms_searchentry WHERE piece_id IS NOT NULL"
            only = f"AND t.object_id IN ({of_pieces})" if model is models[-1] else ""
            _copy(cursor, index, own, times, spans[model], f"WHERE t.content_type_id = {kind} {only}")


def _copy(cursor, model, own, times, number, only=""):
    columns = [field.column for field in model._meta.concrete_fields]
    values = [own.get(column, f"t.{column}").format(k="k", n=number) for column in columns]
    cursor.execute(
        f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {', '.join(values)} "
        f"FROM {model._meta.db_table} t, generate_series(1, {times - 1}) k {only}"
    )


def _piece(n, departments, formats, now, chance):
    from media_assets.models import Piece

    format = chance.choice(formats)
    live = chance.random() < 0.6
    made = now - timedelta(minutes=chance.randrange(5 * 365 * 24 * 60))
    # One word of its own for every fifty pieces, whatever the size of the library.
    rare = f"muestra{n // 50}"
    return Piece(
        pk=n, slug=f"pieza-{n}", title=f"{chance.choice(VERBS)} {chance.choice(SUBJECTS)} en {chance.choice(PLACES)} {n}",
        channel=format.channel, format=format, department=chance.choice(departments), live=live,
        description=f"{_words(chance, 12)} {rare}", alt_text=_words(chance, 8), licence=chance.choice(["own", "cc-by"]),
        first_published_at=made if live else None, last_published_at=made if live else None,
        has_unpublished_changes=not live, created_at=made, updated_at=made,
    )  # fmt: skip


def _words(chance, number):
    """So many words of a language of some thousands, which the titles do not have."""
    syllables = "ba ce di fo gu la me ni po ru sa te vi lo ma".split()
    return " ".join("".join(chance.choices(syllables, k=3)) for _n in range(number))


def _version(piece, chance):
    from media_assets.models import PieceVersion

    return PieceVersion(
        piece=piece, number=1, file=f"piezas/{piece.pk}/v1/pieza.pdf", original_name="pieza.pdf",
        mime="application/pdf", kind="pdf", size=1_000_000, sha256=f"{chance.getrandbits(256):064x}",
        width=1000, height=707, pages=1, processing="done",
    )  # fmt: skip


def _likeness(version, chance):
    from media_assets.models import Likeness

    likeness = Likeness(version=version, kind="picture", ratio=1.414)
    likeness.bits = chance.getrandbits(64)
    return likeness


def _index(pieces):
    """Write their places in the index of the office and, of those that are public, in that of readers."""
    from wagtail.search.backends import get_search_backend

    from cms.models import SearchEntry
    from cms.search import entries
    from media_assets.models import Piece

    backend, keys = get_search_backend(), [piece.pk for piece in pieces]
    backend.add_bulk(Piece, list(Piece.get_indexed_objects().filter(pk__in=keys)))
    public = Piece.objects.filter(pk__in=keys, live=True).select_related("department", "format")
    made = [entries.entry_of_piece(piece) for piece in public.prefetch_related("credits", "texts_inside")]
    backend.add_bulk(SearchEntry, SearchEntry.objects.bulk_create(made))
