"""What a word finds that very many contents have: as much is weighed as is bounded, and nothing is lost."""

import pytest
from django.conf import settings
from django.db import connection

from cms.search import library, site_search
from media_assets import public_library
from media_assets.finding import matching, office
from media_assets.finding.office import Search
from media_assets.models import Piece
from tests import factories
from tests.cms.test_search import bulletin, published_piece, titles

pytestmark = pytest.mark.django_db


on_postgresql = pytest.mark.skipif(
    "postgres" not in settings.DATABASES["default"]["ENGINE"],
    reason="PostgreSQL alone weighs in two steps and keeps all vectors in one table.",
)


@on_postgresql
def test_of_more_than_are_weighed_those_that_say_it_in_the_title_are_weighed_first(monkeypatch):
    monkeypatch.setattr(site_search, "MOST_MATCHES", 1)
    monkeypatch.setattr(site_search, "SPARE", 0)
    bulletin(title="El tranvía vuelve")
    for n in range(3):
        bulletin(title=f"Otra cosa {n}", body=[("paragraph", "<p>El tranvía, y otra vez el tranvía.</p>")])
    assert titles("tranvía") == ["El tranvía vuelve"]


def test_the_office_leafs_through_more_than_it_knows_by_their_keys(monkeypatch):
    monkeypatch.setattr(office, "MOST_LISTED", 2)
    monkeypatch.setattr(office, "MOST_WEIGHED", 1)
    pieces = {factories.piece(title=f"Reciclaje {n}").pk for n in range(5)}
    factories.piece(title="Ciclovía")
    found = Search("reciclaje").ranked(Piece.objects.all())
    assert len(found) == 5
    assert {piece.pk for place in (0, 2, 4) for piece in found[place : place + 2]} == pieces


def test_readers_leaf_through_more_than_is_known_by_their_keys(client, monkeypatch):
    for module in (library, public_library):
        monkeypatch.setattr(module, "MOST_LISTED", 2)
    monkeypatch.setattr("media_assets.views.library.PAGE", 2)
    for n in range(3):
        published_piece(title=f"Reciclaje {n}")
    factories.piece(title="Reciclaje en borrador")
    pages = [client.get("/biblioteca/", {"q": "reciclaje", "pagina": page}) for page in (1, 2)]
    assert [page.context["total"] for page in pages] == [3, 3]
    shown = {piece.title for page in pages for piece in page.context["listing"]}
    assert shown == {"Reciclaje 0", "Reciclaje 1", "Reciclaje 2"}


def test_columns_are_told_in_the_order_of_the_rows():
    first, second = factories.piece(title="B"), factories.piece(title="A", channel="radio")
    rows = Piece.objects.order_by("title").values_list("pk", "channel")
    assert matching.columns_of(rows) == [(str(second.pk), "radio"), (str(first.pk), first.channel)]


def test_columns_of_nothing_are_none():
    assert matching.columns_of(Piece.objects.filter(title="Nada").values_list("pk")) == []
    assert matching.columns_of(Piece.objects.none().values_list("pk")) == []


@on_postgresql
def test_the_words_of_pieces_and_of_readers_entries_have_indexes_of_their_own():
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'wagtailsearch_indexentry'")
        names = {name for (name,) in cursor.fetchall()}
    assert names >= {"cms_search_words_of_entries", "cms_search_words_of_pieces", "cms_search_starts_of_pieces"}
