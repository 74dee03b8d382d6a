"""
Keeps the search entries in step with what is public, in the request that changes it.

Content is always read back from the database: the object that a signal brings may be a
draft in memory, of which nothing may be found.
"""

from datetime import datetime, time, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page
from wagtail.search.index import RelatedFields, SearchField

from cms.models import SearchEntry, SearchKind
from editorial.models import (
    BulletinPage,
    CampaignPage,
    EditionPage,
    EpisodePage,
    HomePage,
    ProgrammePage,
    PublicationPage,
)
from editorial.models.listing import ListingPage
from media_assets.finding import documents
from media_assets.finding.fields import OfficeField
from media_assets.finding.texts import published_text
from media_assets.models import EditorialDocument, Piece

KINDS = {
    BulletinPage: SearchKind.BULLETIN,
    PublicationPage: SearchKind.PUBLICATION,
    EditionPage: SearchKind.EDITION,
    CampaignPage: SearchKind.CAMPAIGN,
    ProgrammePage: SearchKind.PROGRAMME,
    EpisodePage: SearchKind.EPISODE,
}
#: Pages that only list others: what they list is found by itself.
LISTS = (HomePage, ListingPage)

#: The longest text that is searched, in characters: a book of 30 pages, and far below PostgreSQL's limit.
LONGEST = 200_000
#: As much of what its documents say, each of them with an equal share.
LONGEST_OF_DOCUMENTS = 120_000


def refresh_pages(pages):
    """Write the entries of those pages that are public, and take away those of the rest."""
    wanted = list(pages.order_by().values_list("pk", flat=True))
    public = Page.objects.filter(pk__in=wanted).live().public().specific()
    public = [page for page in public if not isinstance(page, LISTS) and type(page) is not Page]
    offered = {page.pk: documents_of(page) for page in public}
    said = documents.for_readers(set().union(*offered.values()))
    entries = {page.pk: entry_of_page(page, [said[key] for key in offered[page.pk] if key in said]) for page in public}
    _replace(SearchEntry.objects.filter(page__in=wanted), "page_id", entries)


def refresh_pieces(pieces):
    """The same for pieces. Rights and consents that begin or end later are dates on the entry."""
    wanted = list(pieces.order_by().values_list("pk", flat=True))
    public = Piece.objects.filter(pk__in=wanted).live().consented().filter(current_version__isnull=False)
    public = public.select_related("department", "format").prefetch_related("credits", "texts_inside")
    entries = {piece.pk: entry_of_piece(piece) for piece in public}
    _replace(SearchEntry.objects.filter(piece__in=wanted), "piece_id", entries)


def refresh_everything():
    """Make all entries anew, for what changed without a signal."""
    SearchEntry.objects.filter(Q(page__isnull=True) & Q(piece__isnull=True)).delete()
    refresh_pages(Page.objects.all())
    refresh_pieces(Piece.objects.all())


def fill_when_empty(**kwargs):
    """Make the entries of what migrations planted or an older house published; run after every ``migrate``."""
    if SearchEntry._meta.db_table in connection.introspection.table_names() and not SearchEntry.objects.exists():
        refresh_everything()


def documents_of(page) -> list[int]:
    """
    The documents that the page offers, in its order.

    Asked of its own fields: Wagtail's index of references may hear of a publication later than this one does.
    """
    found = {}
    for field in page._meta.get_fields():
        if hasattr(field, "extract_references"):
            for model, key, *_path in field.extract_references(field.value_from_object(page)):
                if model is EditorialDocument:
                    found[int(key)] = None
    return list(found)


def entry_of_page(page, texts_of_documents=()) -> SearchEntry:
    published = page.first_published_at or page.last_published_at
    day = getattr(page, "edition_date", None) or getattr(page, "broadcast_date", None)
    date = _start_of(day) if day else published
    return SearchEntry(
        page_id=page.pk,
        kind=KINDS.get(type(page), SearchKind.PAGE),
        title=page.title,
        summary=getattr(page, "lead", "") or page.search_description,
        text=searched_text(page),
        documents=_shared_out(texts_of_documents),
        date=date,
        year=getattr(page, "year", None) or (timezone.localdate(date).year if date else None),
        department_id=getattr(page, "department_id", None),
        image_id=getattr(page, "lead_image_id", None) or getattr(page, "cover_id", None),
        closes_at=page.expire_at,
    )


def entry_of_piece(piece) -> SearchEntry:
    date = piece.first_published_at or piece.created_at
    first, last = piece.first_day_of_use, piece.last_day_of_use
    ends = _start_of(last + timedelta(days=1)) if last else None
    return SearchEntry(
        piece_id=piece.pk,
        kind=SearchKind.PIECE,
        title=piece.title,
        summary=piece.description or piece.alt_text,
        text=f"{searched_text(piece)} {' '.join(published_text(piece).split())}".strip()[:LONGEST],
        date=date,
        year=timezone.localdate(date).year,
        department_id=piece.department_id,
        opens_at=_start_of(first) if first else None,
        closes_at=min(filter(None, (ends, piece.expire_at)), default=None),
    )


def searched_text(content) -> str:
    """All that the model names as searched beside its title, once, as plain text."""
    found = dict.fromkeys(part for part in _texts(content, content.get_search_fields()) if part)
    found.pop(getattr(content, "title", ""), None)
    return " ".join(" ".join(found).split())[:LONGEST]


def _texts(content, fields):
    for field in fields:
        if isinstance(field, OfficeField):
            continue
        if isinstance(field, SearchField):
            yield from _flat(field.get_value(content))
        elif isinstance(field, RelatedFields):
            related = field.get_value(content)
            if related is not None:
                for one in related.all() if hasattr(related, "all") else [related]:
                    yield from _texts(one, field.fields)


def _flat(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _flat(item)
    elif value is not None:
        yield str(value)


def _shared_out(texts) -> str:
    share = LONGEST_OF_DOCUMENTS // max(1, len(texts))
    return " ".join(" ".join(text.split())[:share] for text in texts)


def _start_of(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@transaction.atomic
def _replace(present, key, entries):
    """
    Make ``present`` into ``entries``, by the value of ``key``; modelsearch indexes each as it is saved.

    Rows keep their number, so that a search that runs meanwhile loses nothing, and one
    that says the same as before is left as it is.
    """
    stored = {getattr(entry, key): entry for entry in present}
    for content, entry in stored.items():
        if content not in entries:
            entry.delete()
    for content, entry in entries.items():
        before = stored.get(content)
        entry.pk = before.pk if before else None
        if before is None or any(getattr(before, name) != getattr(entry, name) for name in SAID):
            entry.save()


#: What an entry says, by the names of its columns.
SAID = [field.attname for field in SearchEntry._meta.concrete_fields if not field.primary_key]
