"""Collections of pieces: one's own or shown to the office, in an order, by hand or by many at once."""

import pytest
from django.urls import reverse

from media_assets.library import collections
from media_assets.models import CollectedPiece, Piece, PieceCollection
from tests import factories

pytestmark = pytest.mark.django_db
LIBRARY, COLLECTIONS = "/admin/piezas/", "/admin/colecciones/"


def collection_of(owner, *pieces, name="Muro", is_shared=False):
    made = PieceCollection.objects.create(owner=owner, name=name, is_shared=is_shared)
    for piece in pieces:
        collections.put_in(made, piece)
    return made


def bulk(action, pieces, **query):
    ids = "&".join(f"id={piece.pk}" for piece in pieces)
    extra = "".join(f"&{name}={value}" for name, value in query.items())
    return reverse("wagtail_bulk_action", args=["media_assets", "piece", action]) + f"?{ids}{extra}"


def order_of(collection):
    return list(collection.places.values_list("piece__title", flat=True))


def test_selected_pieces_go_into_a_new_collection_and_then_into_it_again(client, editor):
    client.force_login(editor)
    first, second, third = (factories.piece(title=title) for title in ("Uno", "Dos", "Tres"))
    client.post(bulk("collect", [first, second]), {"new": "Para la feria"})
    made = PieceCollection.objects.get()
    assert (made.owner, made.name, made.is_shared) == (editor, "Para la feria", False)
    client.post(bulk("collect", [second, third]), {"collection": made.pk})
    assert order_of(made) == ["Uno", "Dos", "Tres"]


def test_a_collection_is_chosen_or_named_and_not_both(client, designer):
    client.force_login(designer)
    mine, piece = collection_of(designer), factories.piece()
    for data in ({}, {"new": "Muro"}, {"new": "Otra", "collection": mine.pk}, {"collection": "9999"}):
        answer = client.post(bulk("collect", [piece]), data)
        assert answer.status_code == 200
        assert answer.context["form"].errors
    assert not CollectedPiece.objects.exists()


def test_pieces_are_not_put_into_the_collection_of_somebody_else(client, designer, editor):
    shared, piece = collection_of(editor, is_shared=True), factories.piece()
    client.force_login(designer)
    for action in ("collect", "take_out"):
        assert client.post(bulk(action, [piece]), {"collection": shared.pk}).context["form"].errors
    assert not shared.places.exists()


def test_a_piece_lies_in_several_collections_and_leaves_one_of_them(client, designer):
    piece = factories.piece()
    one, other = collection_of(designer, piece), collection_of(designer, piece, name="Otra")
    client.force_login(designer)
    client.post(bulk("take_out", [piece]), {"collection": one.pk})
    assert not one.places.exists()
    assert other.places.count() == 1


def test_collecting_changes_nothing_of_the_piece(client, designer):
    piece = factories.piece(live=True)
    before = Piece.objects.values().get(pk=piece.pk)
    client.force_login(designer)
    client.post(bulk("collect", [piece]), {"new": "Muro"})
    assert Piece.objects.values().get(pk=piece.pk) == before
    assert piece.revisions.count() == 1


def test_its_maker_orders_covers_and_clears_a_collection(client, designer):
    one, two, three = (factories.piece(title=title) for title in ("Uno", "Dos", "Tres"))
    made = collection_of(designer, one, two, three)
    client.force_login(designer)

    def act(piece, what):
        return client.post(f"{COLLECTIONS}{made.pk}/piezas/{piece.pk}/", {"act": what})

    act(three, "earlier")
    assert order_of(made) == ["Uno", "Tres", "Dos"]
    act(one, "earlier")
    act(one, "later")
    assert order_of(made) == ["Tres", "Uno", "Dos"]
    act(two, "cover")
    assert PieceCollection.objects.get().cover == two
    act(two, "out")
    assert order_of(made) == ["Tres", "Uno"]
    assert PieceCollection.objects.get().cover is None
    assert act(one, "explode").status_code == 400
    assert act(two, "out").status_code == 404


def test_a_private_collection_is_not_there_for_others_and_a_shared_one_is_only_to_be_seen(client, designer, editor):
    piece = factories.piece(title="Banner")
    private, shared = collection_of(editor, piece), collection_of(editor, piece, name="De todos", is_shared=True)
    client.force_login(designer)
    listing = client.get(COLLECTIONS).content.decode()
    assert "De todos" in listing
    assert "Muro" not in listing
    assert client.get(f"{COLLECTIONS}{private.pk}/").status_code == 404
    page = client.get(f"{COLLECTIONS}{shared.pk}/").content.decode()
    assert "Banner" in page
    assert 'name="act"' not in page
    for made in (private, shared):
        for address in ("editar/", "eliminar/"):
            assert client.get(f"{COLLECTIONS}{made.pk}/{address}").status_code == 404
            assert client.post(f"{COLLECTIONS}{made.pk}/{address}", {"name": "Mía"}).status_code == 404
        assert client.post(f"{COLLECTIONS}{made.pk}/piezas/{piece.pk}/", {"act": "out"}).status_code == 404
    assert CollectedPiece.objects.count() == 2


def test_a_collection_is_made_renamed_shared_and_deleted_by_its_maker(client, designer):
    client.force_login(designer)
    client.post(f"{COLLECTIONS}nueva/", {"name": "Muro", "description": "Para el lunes"})
    made = PieceCollection.objects.get()
    answer = client.post(f"{COLLECTIONS}nueva/", {"name": "Muro"})
    assert "Ya tiene una colección con este nombre." in answer.content.decode()
    client.post(f"{COLLECTIONS}{made.pk}/editar/", {"name": "Muro nuevo", "is_shared": "on"})
    made.refresh_from_db()
    assert (made.name, made.is_shared) == ("Muro nuevo", True)
    collections.put_in(made, factories.piece(title="Queda"))
    client.post(f"{COLLECTIONS}{made.pk}/eliminar/")
    assert not PieceCollection.objects.exists()
    assert Piece.objects.filter(title="Queda").exists()


def test_who_makes_changes_or_deletes_a_collection_reads_that_it_is_done(client, designer):
    client.force_login(designer)
    page = client.post("/admin/colecciones/nueva/", {"name": "Lluvias"}, follow=True).content.decode()
    assert "La colección «Lluvias» quedó creada." in page
    address = f"/admin/colecciones/{PieceCollection.objects.get().pk}/"
    page = client.post(f"{address}editar/", {"name": "Segunda lluvia"}, follow=True).content.decode()
    assert "La colección «Segunda lluvia» quedó guardada." in page
    page = client.post(f"{address}eliminar/", follow=True).content.decode()
    assert "La colección «Segunda lluvia» se eliminó; sus piezas siguen en la biblioteca." in page


def test_a_deleted_piece_leaves_its_collections(designer):
    piece = factories.piece()
    made = collection_of(designer, piece)
    PieceCollection.objects.update(cover=piece)
    piece.delete()
    made.refresh_from_db()
    assert made.cover is None
    assert not made.places.exists()


def test_collections_narrow_the_library(client, designer):
    inside, _outside = factories.piece(title="Dentro"), factories.piece(title="Fuera")
    made = collection_of(designer, inside)
    client.force_login(designer)
    response = client.get(f"{LIBRARY}?collection={made.pk}")
    assert {piece.title for piece in response.context["object_list"]} == {"Dentro"}


def test_lists_of_collections_ask_the_same_number_of_queries_however_many(
    client, designer, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(designer)
    made = collection_of(designer, factories.piece(), factories.piece())
    for address in (COLLECTIONS, f"{COLLECTIONS}{made.pk}/"):
        client.get(address)
        with django_assert_max_num_queries(25) as few:
            client.get(address)
        for n in range(6):
            other = collection_of(designer, name=f"{address}{n}")
            for piece in (factories.piece(), factories.piece()):
                collections.put_in(other, piece)
                collections.put_in(made, piece)
        with django_assert_num_queries(len(few.captured_queries)):
            client.get(address)
