"""What files say is found: by the office at once, by readers when that master is the published one."""

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cms.models import SearchEntry
from cms.search.site_search import search_site
from media_assets.finding import tasks, words
from media_assets.finding.office import Search
from media_assets.models import Channel, DerivativeKind, Piece, TextInside
from tests import factories
from tests.media_assets.factories import add_derivative, add_version, published_piece
from tests.media_assets.written import CAPTIONS, pdf_saying

pytestmark = pytest.mark.django_db


def with_master(piece, content, name="afiche.pdf", current=True):
    """A master of the piece as the background work leaves it."""
    version = add_version(piece, content, current=current)
    version.file.save(name, ContentFile(content))
    tasks.know_version.call(version.pk)
    return version


def for_readers(query):
    listed = Client().get(reverse("library"), {"q": query}).context["listing"]
    return {hit.title for hit in search_site(query).page}, {piece.title for piece in listed}


def for_the_office(query):
    return {piece.title for piece in Search(query).ranked(Piece.objects.all())[:20]}


def test_words_inside_a_published_pdf_are_found_by_readers_and_by_the_office():
    piece = published_piece(Channel.PRINT, title="Plegable")
    with_master(piece, pdf_saying("Los ornitorrincos del zoológico", "y su cuidado"))
    assert for_readers("ornitorrinco zoologico cuidado") == ({"Plegable"}, {"Plegable"})
    assert for_the_office("ornitorrinco cuidados") == {"Plegable"}


def test_a_newer_master_says_nothing_to_readers_until_it_is_published():
    piece = published_piece(Channel.PRINT, title="Plegable")
    with_master(piece, pdf_saying("La tarifa anterior"))
    newer = with_master(piece, pdf_saying("Los ornitorrincos secretos"), current=False)
    assert for_readers("ornitorrincos") == (set(), set())
    assert "ornitorrinco" not in " ".join(SearchEntry.objects.values_list("text", flat=True))
    assert for_the_office("ornitorrincos") == {"Plegable"}
    assert for_readers("tarifa") == ({"Plegable"}, {"Plegable"})
    piece.current_version = newer
    piece.save()
    assert for_readers("ornitorrincos") == ({"Plegable"}, {"Plegable"})
    assert for_readers("tarifa") == (set(), set())


def test_the_words_of_what_is_withdrawn_are_forgotten_for_readers():
    piece = published_piece(Channel.PRINT, title="Plegable")
    with_master(piece, pdf_saying("Los ornitorrincos"))
    piece.live = False
    piece.save()
    assert for_readers("ornitorrincos") == (set(), set())
    assert for_the_office("ornitorrincos") == {"Plegable"}


def test_a_piece_that_was_never_public_is_found_by_its_file_in_the_office_alone(client, designer):
    with_master(factories.piece(Channel.PRINT, title="Borrador secreto"), pdf_saying("Los ornitorrincos"))
    assert for_readers("ornitorrincos") == (set(), set())
    client.force_login(designer)
    found = client.get("/admin/piezas/", {"q": "ornitorrincos"}).context["object_list"]
    assert [piece.title for piece in found] == ["Borrador secreto"]


def test_captions_of_a_film_and_captions_that_somebody_wrote_are_found():
    piece = published_piece(Channel.TV, title="Comercial")
    made = add_derivative(piece.current_version, DerivativeKind.CAPTIONS, CAPTIONS, mime="text/vtt")
    made.file.save("subtitulos.vtt", ContentFile(CAPTIONS))
    made.save()
    tasks.know_version.call(piece.current_version_id)
    assert for_readers("ornitorrincos duermen") == ({"Comercial"}, {"Comercial"})
    spot = published_piece(Channel.TV, title="Otro comercial")
    spot.captions.save("otro.vtt", ContentFile(b"WEBVTT\n\n00:01.000 --> 00:02.000\nLos guayacanes florecen\n"))
    tasks.read_captions.call(spot.pk)
    assert for_readers("guayacanes") == ({"Otro comercial"}, {"Otro comercial"})


def test_captions_of_a_draft_are_for_the_office_alone():
    piece = published_piece(Channel.TV, title="Comercial")
    piece.captions = ContentFile(CAPTIONS, name="nuevos.vtt")
    piece._meta.get_field("captions").pre_save(piece, add=False)
    piece.save_revision()
    tasks.read_captions.call(piece.pk)
    assert TextInside.objects.get(piece=piece, version=None).text
    assert for_readers("ornitorrincos") == (set(), set())
    assert for_the_office("ornitorrincos") == {"Comercial"}


def test_a_file_is_read_once_and_a_repeated_task_changes_nothing(monkeypatch):
    piece = published_piece(Channel.PRINT, title="Plegable")
    version = with_master(piece, pdf_saying("Los ornitorrincos"))
    monkeypatch.setattr("media_assets.finding.texts.read_file", lambda file: pytest.fail("read twice"))
    tasks.know_version.call(version.pk)
    assert TextInside.objects.filter(version=version).count() == 1


@pytest.mark.parametrize("content", [b"%PDF-1.7 broken", b"", pdf_saying("oculto")[:200]])
def test_a_file_that_cannot_be_read_says_nothing_and_breaks_nothing(content):
    piece = published_piece(Channel.PRINT)
    version = with_master(piece, content)
    assert TextInside.objects.get(version=version).text == ""


def test_older_masters_are_read_by_the_command():
    piece = published_piece(Channel.PRINT, title="Plegable")
    version = add_version(piece)
    version.file.save("afiche.pdf", ContentFile(pdf_saying("Los ornitorrincos")))
    call_command("know_masters", verbosity=0)
    assert for_readers("ornitorrincos") == ({"Plegable"}, {"Plegable"})
    assert TextInside.objects.filter(piece=piece).count() == piece.versions.count()


# -- The words themselves ---------------------------------------------------------


def saved(tmp_path, content, name):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_reading_stops_at_its_bounds_and_says_so(tmp_path, monkeypatch):
    path = saved(tmp_path, pdf_saying(*(f"página {n}" for n in range(1, 6))), "a.pdf")
    monkeypatch.setattr(words, "PAGES", 2)
    assert words.read(path, "pdf") == {"text": "página 1\npágina 2", "is_whole": False}
    monkeypatch.setattr(words, "CHARACTERS", 4)
    assert words.read(path, "pdf") == {"text": "pági", "is_whole": False}


def test_a_document_that_is_opened_anew_in_between_is_read_to_its_end(tmp_path, monkeypatch):
    path = saved(tmp_path, pdf_saying(*(f"página {n}" for n in range(1, 6))), "a.pdf")
    monkeypatch.setattr(words, "PAGES_AT_ONCE", 2)
    said = "\n".join(f"página {n}" for n in range(1, 6))
    assert words.read(path, "pdf") == {"text": said, "is_whole": True}


def test_captions_are_read_without_their_times_names_and_notes(tmp_path):
    path = saved(tmp_path, CAPTIONS, "a.vtt")
    assert words.read(path, "vtt") == {"text": "Los ornitorrincos\nnadan & duermen", "is_whole": True}


def test_a_word_divided_at_the_end_of_a_line_is_one_word():
    assert words._cut("ornito\x02\r\nrrinco\0 y\xad\r\n  fin \ud800", True)["text"] == "ornitorrinco yfin"
