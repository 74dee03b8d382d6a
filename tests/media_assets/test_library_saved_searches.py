"""Saved searches: kept under a name, shared or not, and nobody else's business."""

import pytest
from django.http import QueryDict

from media_assets.models import PieceCollection, SavedSearch
from tests import factories

pytestmark = pytest.mark.django_db
LIBRARY, SEARCHES, NEW = "/admin/piezas/", "/admin/busquedas-guardadas/", "/admin/busquedas-guardadas/nueva/"


def kept(owner, name="Cuñas", query="channel=radio", is_shared=False):
    return SavedSearch.objects.create(owner=owner, name=name, query=query, is_shared=is_shared)


def test_what_is_asked_of_the_library_is_kept_and_leads_back_to_it(client, designer):
    client.force_login(designer)
    factories.piece("radio", title="Cuña del agua")
    factories.piece("web", title="Banner del agua")
    answer = client.post(f"{NEW}?channel=radio&q=agua&ordering=title&p=3", {"name": "Agua en la radio"})
    search = SavedSearch.objects.get()
    assert QueryDict(search.query) == QueryDict("q=agua&ordering=title&channel=radio")
    assert answer.url == f"{LIBRARY}?{search.query}"
    page = client.get(answer.url)
    assert {piece.title for piece in page.context["object_list"]} == {"Cuña del agua"}
    assert [(search.name, search.is_current) for search in page.context["searches"]] == [("Agua en la radio", True)]


@pytest.mark.parametrize(
    "query",
    ["", "p=2", "next=https://malicious.example/", "channel=smoke&format=99999", "_w_filter_fragment=1&layout=list"],
)
def test_nonsense_is_not_kept(client, designer, query):
    client.force_login(designer)
    answer = client.post(f"{NEW}?{query}", {"name": "Nada"})
    assert answer.status_code == 302
    assert answer.url == LIBRARY
    assert not SavedSearch.objects.exists()


def test_only_filters_that_the_library_knows_are_kept(client, designer, editor):
    client.force_login(designer)
    foreign = PieceCollection.objects.create(owner=editor, name="Ajena")
    query = f"channel=radio&channel=smoke&next=//malicious.example&collection={foreign.pk}&q=%00agua"
    client.post(f"{NEW}?{query}", {"name": "Radio"})
    assert QueryDict(SavedSearch.objects.get().query) in (
        QueryDict("q=agua&channel=radio"),
        QueryDict("q=%00agua&channel=radio"),
    )


def test_too_long_a_search_is_refused_and_fails_nowhere(client, designer):
    client.force_login(designer)
    assert client.post(f"{NEW}?q={'agua' * 900}", {"name": "Larga"}).status_code == 302
    assert not SavedSearch.objects.exists()


def test_a_name_is_given_once_by_each_person(client, designer, editor):
    kept(editor, "Cuñas")
    client.force_login(designer)
    client.post(f"{NEW}?channel=radio", {"name": "Cuñas"})
    answer = client.post(f"{NEW}?channel=tv", {"name": "Cuñas"})
    assert "Ya tiene una búsqueda con este nombre." in answer.content.decode()
    assert SavedSearch.objects.filter(owner=designer).count() == 1


def test_each_sees_their_own_and_what_is_shared(client, designer, editor):
    kept(editor, "De redacción, privada")
    kept(editor, "De redacción, para todos", is_shared=True)
    kept(designer, "De diseño")
    client.force_login(designer)
    for address in (LIBRARY, SEARCHES):
        page = client.get(address).content.decode()
        assert "De diseño" in page
        assert "De redacción, para todos" in page
        assert "De redacción, privada" not in page


@pytest.mark.parametrize("is_shared", [False, True])
def test_only_who_saved_a_search_renames_or_deletes_it(client, designer, superuser, is_shared):
    search = kept(designer, is_shared=is_shared)
    for stranger in (factories.UserFactory(role="Diseño"), superuser):
        client.force_login(stranger)
        for address in (f"{SEARCHES}{search.pk}/", f"{SEARCHES}{search.pk}/eliminar/"):
            assert client.get(address).status_code == 404
            assert client.post(address, {"name": "Mía"}).status_code == 404
    client.force_login(designer)
    client.post(f"{SEARCHES}{search.pk}/", {"name": "Cuñas de agua", "is_shared": "on"})
    search.refresh_from_db()
    assert (search.name, search.is_shared, search.query) == ("Cuñas de agua", True, "channel=radio")
    client.post(f"{SEARCHES}{search.pk}/eliminar/")
    assert not SavedSearch.objects.exists()


def test_who_changes_or_deletes_a_search_reads_that_it_is_done(client, designer):
    client.force_login(designer)
    address = f"{SEARCHES}{kept(designer).pk}/"
    page = client.post(address, {"name": "Cuñas del mes", "is_shared": "on"}, follow=True).content.decode()
    assert "La búsqueda «Cuñas del mes» quedó guardada." in page
    page = client.post(f"{address}eliminar/", follow=True).content.decode()
    assert "La búsqueda «Cuñas del mes» se eliminó." in page


def test_a_shared_search_tells_nobody_of_what_they_may_not_know(client, designer, editor):
    private = PieceCollection.objects.create(owner=editor, name="Privada")
    kept(editor, "Con colección", f"collection={private.pk}&channel=radio", is_shared=True)
    factories.piece("radio", title="Fuera de la colección")
    client.force_login(designer)
    page = client.get(f"{LIBRARY}?collection={private.pk}&channel=radio")
    assert "Privada" not in page.content.decode()
    assert {piece.title for piece in page.context["object_list"]} == {"Fuera de la colección"}


def test_searches_are_for_whoever_sees_the_library(client):
    outsider = factories.UserFactory()
    client.force_login(outsider)
    for address in (SEARCHES, f"{NEW}?channel=radio"):
        assert client.get(address).status_code in (302, 403)
    assert not SavedSearch.objects.exists()
