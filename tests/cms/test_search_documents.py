"""What the documents say that pages offer: found and quoted while everybody may have them, and never before."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.models import SearchEntry
from cms.search import entries, healing
from cms.search.site_search import search_site
from media_assets.finding import tasks, words
from media_assets.models import DocumentText, EditorialDocument, FileMetadata, PublicState
from tests import factories
from tests.editorial import chain
from tests.media_assets.written import docx_saying, odt_saying, pdf_saying

pytestmark = pytest.mark.django_db

SAID = "Los ornitorrincos del zoológico"


def document(content=None, name="bases.pdf", **fields):
    """A document of the library, read as the worker reads it."""
    content = pdf_saying(SAID) if content is None else content
    kept = EditorialDocument.objects.create(title="Bases", file=ContentFile(content, name=name), **fields)
    tasks.read_document.call(kept.pk)
    return kept


def offering(kept, **fields):
    """A bulletin that offers the document."""
    body = [("paragraph", "<p>Nada.</p>"), ("download", {"document": kept, "label": ""})]
    return factories.bulletin(**{"title": "Convocatoria", "lead_text": "Nada.", "body": body} | fields)


def titles(query):
    return [hit.title for hit in search_site(query).page]


def said_anywhere(word="ornitorrinco"):
    """Whether an entry, or any public answer to the word beside it, says what only the document says."""
    stored = " ".join(" ".join(row) for row in SearchEntry.objects.values_list("title", "summary", "text", "documents"))
    client = Client()
    shown = [client.get(reverse("search"), {"q": "zoológico"}), client.get(reverse("library"), {"q": "zoológico"})]
    shown.append(client.get("/api/v3/pages/", {"search": "zoológico"}))
    return any(word in text.lower() for text in [stored, *(answer.content.decode() for answer in shown)])


# -- Found and quoted -----------------------------------------------------------


def test_the_page_that_offers_a_document_is_found_by_its_text_and_says_where_it_stands(client):
    offering(document())
    factories.bulletin(title="Otra cosa")
    assert titles("ornitorrinco zoologico") == ["Convocatoria"]
    answer = client.get(reverse("search"), {"q": "ornitorrincos"}).content.decode()
    assert "En un documento para descargar:" in answer
    assert "Los <mark>ornitorrincos</mark> del zoológico" in answer


def test_what_the_page_itself_says_is_quoted_before_its_documents():
    offering(document(), lead_text="Hay ornitorrincos nuevos.")
    (hit,) = search_site("ornitorrincos").page
    assert "nuevos" in hit.excerpt
    assert not hit.is_of_document


def test_a_document_linked_in_running_text_is_read_too():
    kept = document()
    link = f'<p>Lea <a linktype="document" id="{kept.pk}">las bases</a>.</p>'
    factories.bulletin(title="Con enlace", body=[("paragraph", link)])
    assert titles("ornitorrinco") == ["Con enlace"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bases.pdf", pdf_saying(SAID)),
        ("bases.docx", docx_saying(SAID)),
        ("bases.odt", odt_saying(SAID)),
        ("bases.txt", SAID.encode()),
        ("bases.csv", f"animal;lugar\n{SAID};aquí\n".encode("cp1252")),
    ],
)
def test_documents_of_every_kind_are_read(name, content):
    offering(document(content, name))
    assert titles("ornitorrincos zoológico") == ["Convocatoria"]


def test_markup_in_a_document_is_shown_and_never_run(client):
    offering(document(b"<script>alert(1)</script> ornitorrinco <img src=x onerror=alert(2)>", "bases.txt"))
    answer = client.get(reverse("search"), {"q": "ornitorrinco"}).content.decode()
    assert "&lt;script&gt;" in answer
    assert "<script>alert" not in answer
    assert "<img src=x" not in answer


def test_a_document_read_after_the_publication_is_found_without_saving_the_page():
    kept = EditorialDocument.objects.create(title="Bases", file=ContentFile(pdf_saying(SAID), name="bases.pdf"))
    offering(kept)
    assert titles("ornitorrinco") == []
    tasks.read_document.call(kept.pk)
    assert titles("ornitorrinco") == ["Convocatoria"]


def test_a_replaced_file_is_no_longer_found_by_what_it_said():
    kept = document()
    offering(kept)
    kept.file.save("nuevas.pdf", ContentFile(pdf_saying("Las capibaras")))
    assert titles("ornitorrinco") == []
    tasks.read_document.call(kept.pk)
    assert titles("capibara") == ["Convocatoria"]
    assert titles("ornitorrinco") == []


def test_documents_of_before_are_read_by_command():
    offering(document())
    DocumentText.objects.all().delete()
    entries.refresh_everything()
    assert titles("ornitorrinco") == []
    call_command("know_masters", verbosity=0)
    assert titles("ornitorrinco") == ["Convocatoria"]


def test_the_worker_is_asked_once_for_each_file(django_capture_on_commit_callbacks, monkeypatch):
    asked = []
    reading = tasks.read_document.module_path
    monkeypatch.setattr(
        type(tasks.read_document), "enqueue", lambda task, *args: task.module_path == reading and asked.append(args)
    )
    with django_capture_on_commit_callbacks(execute=True):
        kept = EditorialDocument.objects.create(title="Bases", file=ContentFile(pdf_saying(SAID), name="bases.pdf"))
    assert asked == [(kept.pk,)]
    tasks.read_document.call(kept.pk)
    with django_capture_on_commit_callbacks(execute=True):
        kept.title = "Bases del concurso"
        kept.save()
    assert asked == [(kept.pk,)]


# -- Only what everybody may have -------------------------------------------------


def test_the_document_of_a_draft_is_not_found():
    offering(document(), live=False)
    assert titles("ornitorrinco") == []
    assert not said_anywhere()


def test_a_document_that_stands_in_the_next_version_alone_is_not_found(editor):
    page = factories.bulletin(title="Pública")
    chain.edit(page, editor, body=[("download", {"document": document(), "label": ""})])
    assert titles("ornitorrinco") == []
    assert not said_anywhere()


def test_the_document_of_an_embargoed_bulletin_is_not_found():
    later = timezone.now() + timedelta(hours=2)
    page = offering(document(), live=False, embargo_until=later, go_live_at=later)
    page.save_revision().publish()
    assert titles("ornitorrinco") == []
    assert not said_anywhere()


def test_a_withdrawn_page_takes_its_documents_along():
    page = offering(document())
    assert titles("ornitorrinco") == ["Convocatoria"]
    page.unpublish()
    assert titles("ornitorrinco") == []
    assert not said_anywhere()


def test_a_page_whose_hour_is_over_is_not_found_by_its_documents():
    page = offering(document())
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save()
    assert titles("ornitorrinco") == []


def test_a_document_below_a_restricted_page_is_not_found():
    page = offering(document())
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert titles("ornitorrinco") == []
    assert not said_anywhere()


def test_a_private_collection_and_those_below_it_keep_their_documents(django_capture_on_commit_callbacks):
    above = Collection.get_first_root_node().add_child(name="Jurídica")
    below = above.add_child(name="Conceptos")
    offering(document(collection=below))
    assert titles("ornitorrinco") == ["Convocatoria"]
    restriction = CollectionViewRestriction.objects.create(
        collection=above, restriction_type=CollectionViewRestriction.LOGIN
    )
    assert titles("ornitorrinco") == []
    assert not said_anywhere()
    restriction.delete()
    assert titles("ornitorrinco") == ["Convocatoria"]


def test_a_document_moved_into_a_private_collection_is_not_found():
    private = Collection.get_first_root_node().add_child(name="Jurídica")
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)
    kept = document()
    offering(kept)
    kept.collection = private
    kept.save()
    assert titles("ornitorrinco") == []
    assert not said_anywhere()


def test_a_collection_moved_below_a_private_one_takes_its_documents_along(
    client, administrator, django_capture_on_commit_callbacks
):
    root = Collection.get_first_root_node()
    private, moved = root.add_child(name="Jurídica"), root.add_child(name="Conceptos")
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)
    offering(document(collection=moved))
    client.force_login(administrator)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("wagtailadmin_collections:edit", args=[moved.pk]), {"name": "Conceptos", "parent": private.pk}
        )
    moved.refresh_from_db()
    assert moved.is_descendant_of(Collection.objects.get(pk=private.pk))
    assert titles("ornitorrinco") == []
    assert not said_anywhere()


def test_a_document_of_which_readers_get_no_clean_copy_is_not_quoted():
    kept = document()
    FileMetadata.objects.filter(document=kept).update(public_state=PublicState.WITHHELD)
    offering(kept)
    assert titles("ornitorrinco") == []
    assert not said_anywhere()


# -- The office ---------------------------------------------------------------------


LISTING, CHOOSER = "wagtaildocs:index_results", "wagtaildocs_chooser:choose_results"


def found_in(door, user, query):
    """The documents that an admin listing shows somebody who searches it."""
    client = Client()
    client.force_login(user)
    return list(client.get(reverse(door), {"q": query}).context["page_obj" if door == LISTING else "results"])


@pytest.mark.parametrize("query", ["ornitorrincos", "zoologico", "ornito", "ornitorrincos zoológico"])
def test_the_office_finds_a_document_by_its_words_and_their_beginnings(query, designer, editor):
    kept = document()
    document(pdf_saying("Las capibaras"), "otras.pdf")
    assert found_in(LISTING, designer, query) == [kept]
    assert found_in(CHOOSER, editor, query) == [kept]


def test_the_listing_is_of_what_one_may_change_and_the_chooser_of_what_one_may_choose(editor):
    document()
    own = document(name="propias.pdf", uploaded_by_user=editor)
    assert found_in(LISTING, editor, "ornitorrincos") == [own]
    assert len(found_in(CHOOSER, editor, "ornitorrincos")) == 2


def test_beside_an_engine_the_office_finds_its_documents_as_before(search_engine, designer, editor):
    kept = document()
    assert found_in(LISTING, designer, "ornito") == [kept]
    assert found_in(CHOOSER, editor, "ornito") == [kept]


# -- Bounded ----------------------------------------------------------------------


def bomb():
    """A document of a megabyte that unpacks to a gigabyte."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package, package.open("word/document.xml", "w") as part:
        part.write(b'<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>')
        for _ in range(1024):
            part.write(b" " * 1024 * 1024)
    return made.getvalue()


BILLION = b"""<!DOCTYPE d [<!ENTITY a "ornitorrinco "><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c SYSTEM "file:///etc/passwd">]><w:document xmlns:w="w"><w:p><w:t>Antes &b;&c; despu\xc3\xa9s</w:t></w:p></w:document>"""


def packed(part, name="word/document.xml"):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(name, part)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", b"no es un paquete"),
        ("a.docx", packed(b"<w:document><w:p>sin cerrar")),
        ("a.docx", packed(b"", "../../etc/passwd")),
        ("a.odt", packed(b"\0\xff\xfe", "content.xml")),
        ("a.pdf", b"%PDF-1.7\n1 0 obj<<>>"),
        ("a.txt", b"\0\xff\xfe\xed\xa0\x80"),
        ("a.xlsx", packed(b"<sst/>", "xl/otro.xml")),
    ],
)
def test_a_broken_document_says_nothing_and_breaks_nothing(name, content):
    kept = document(content, name)
    offering(kept)
    assert DocumentText.objects.filter(document=kept).exists()
    assert titles("convocatoria") == ["Convocatoria"]


def test_entities_are_neither_unfolded_nor_fetched(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(packed(BILLION))
    with pytest.raises(ValueError):
        words.read(path, "docx")
    assert DocumentText.objects.get(document=document(path.read_bytes(), "a.docx")).text == ""


def test_a_document_that_unpacks_without_end_costs_one_bounded_reading():
    kept = document(bomb(), "bomba.docx")
    said = DocumentText.objects.get(document=kept)
    assert not said.is_whole
    assert len(said.text) <= words.CHARACTERS


# -- The engine -----------------------------------------------------


def test_the_engine_finds_a_page_by_its_documents(search_engine):
    offering(document())
    offering(document(pdf_saying("Las capibaras"), "otras.pdf"), title="Borrador", live=False)
    assert healing.heal()
    assert titles("ornitorrincos") == ["Convocatoria"]
    assert titles("capibaras") == []
