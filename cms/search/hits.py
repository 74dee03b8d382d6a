"""
The results of one page as a template shows them.

Read as plain columns, since whole pages, pieces and photographs would be ten times as
much; the pictures of results come back often and are remembered.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from wagtail.models import Page, Site

from cms.memory import memory
from cms.models import SearchEntry, SearchKind
from media_assets import renditions
from media_assets.models import DerivativeKind, EditorialImage, Piece, PieceDerivative

from .excerpts import Sought, excerpt, marked, said

#: As many pictures are remembered for results.
MOST_PICTURES = 500

COLUMNS = (
    *("pk", "kind", "title", "summary", "text", "documents", "date", "department__name", "image"),
    *("page", "page__url_path", "page__live", "page__expire_at"),
    *("piece__slug", "piece__live", "piece__expire_at", "piece__current_version"),
)


@dataclass(frozen=True, slots=True)
class SearchHit:
    """
    A result as a template shows it. ``image`` is an EditorialImage, ``still`` a PieceDerivative.

    ``is_of_document`` says that the excerpt is of a document which the page offers.
    """

    title: str
    marked_title: SafeString
    url: str
    kind: str
    kind_label: str
    excerpt: SafeString
    date: datetime | None
    department: str
    is_of_document: bool = False
    image: EditorialImage | None = None
    still: PieceDerivative | None = None


def read_hits(keys, sought: Sought, now, request=None) -> list[SearchHit]:
    """The results with those keys, in their order; what is no longer public by now is left out."""
    # The index may be behind: whether a piece is public is asked of the piece.
    public = Piece.objects.public(timezone.localdate(now)).filter(pk=OuterRef("piece"))
    entries = SearchEntry.objects.filter(Q(piece=None) | Exists(public), pk__in=keys)
    found = {row.pk: row for row in entries.values_list(*COLUMNS, named=True)}
    rows = [found[pk] for pk in keys if pk in found and _is_open(found[pk], now)]
    images = _remembered("images of results", {row.image for row in rows}, _read_images)
    stills = _remembered("stills of results", {row.piece__current_version for row in rows}, _read_stills)
    site = Site.find_for_request(request) if request else Site.objects.filter(is_default_site=True).first()
    return [_hit(row, sought, site, images, stills) for row in rows]


def _hit(row, sought, site, images, stills) -> SearchHit:
    of_documents = _passage_of_documents(row, sought)
    return SearchHit(
        title=row.title,
        marked_title=marked(row.title, sought),
        url=_address(row, site),
        kind=row.kind,
        kind_label=str(SearchKind(row.kind).label),
        excerpt=of_documents or excerpt(row.summary, row.text, sought),
        date=row.date,
        department=row.department__name or "",
        is_of_document=bool(of_documents),
        image=images.get(row.image),
        still=stills.get(row.piece__current_version),
    )


def _passage_of_documents(row, sought) -> str:
    """The passage of its documents, where they say something sought that the page does not."""
    if not row.documents:
        return ""
    page = said(sought, row.title) | said(sought, row.summary) | said(sought, row.text)
    return excerpt("", row.documents, sought) if said(sought, row.documents) - page else ""


def _is_open(row, now):
    live, expires = (row.page__live, row.page__expire_at) if row.page else (row.piece__live, row.piece__expire_at)
    return live and (expires is None or expires > now)


def _address(row, site):
    if not row.page:
        return reverse("piece", args=[row.piece__slug])
    root = site.root_page.url_path if site else None
    if root and row.page__url_path.startswith(root):
        return reverse("wagtail_serve", args=[row.page__url_path.removeprefix(root)])
    return Page.objects.get(pk=row.page).url


def _remembered(name, keys, read) -> dict:
    """Things by key, those not seen in this generation read now; ``read`` gives a dict."""
    known = memory.recall(name, dict)
    if missing := {key for key in keys if key and key not in known}:
        if len(known) > MOST_PICTURES:
            known.clear()
        # What is not there is remembered too, so that it is not looked for again.
        known.update(dict.fromkeys(missing) | read(missing))
    return known


def _read_images(keys):
    return EditorialImage.objects.prefetch_related(renditions.prefetch("", "card")).in_bulk(keys)


def _read_stills(keys):
    stills = PieceDerivative.objects.filter(version__in=keys, kind=DerivativeKind.THUMBNAIL, position=0)
    return {still.version_id: still for still in stills}
