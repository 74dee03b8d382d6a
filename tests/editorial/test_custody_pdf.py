"""The record as a document that can be filed: whole, tagged, and honest about what was tampered with."""

import io

import pikepdf
import pypdfium2
import pytest
from django.urls import reverse

from editorial.custody import pdf
from editorial.custody.records import append, is_whole, subject_of, verify
from editorial.models import CustodyEntry
from tests import factories
from tests.editorial import chain, doors
from tests.editorial.test_custody import tamper

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned(editor, style_reviewer):
    page = factories.bulletin(user=editor, live=False, title="Abre la convocatoria")
    chain.submit(page, editor)
    chain.reject(page, style_reviewer, comment="Falta la #fuente *de* $x$ \\ [esto].")
    return page


def ask(page, user):
    return doors.desk_of(user).get(reverse("editorial_record_pdf", args=["wagtailcore.page", page.pk]))


def words_of(document):
    with pypdfium2.PdfDocument(document) as opened:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in opened).split())


def test_it_says_all_that_the_record_says_as_it_was_written(returned, editor):
    response = ask(returned, editor)
    assert response["Content-Type"] == "application/pdf"
    text = words_of(response.content)
    for said in ("Cadena de custodia", "Abre la convocatoria", "Falta la #fuente *de* $x$ \\ [esto].", "está íntegro"):
        assert said in text
    assert CustodyEntry.objects.about("wagtailcore.page", returned.pk).last().hash[:40] in text.replace(" ", "")


def test_it_is_tagged_for_those_who_listen(returned, editor):
    with pikepdf.open(io.BytesIO(ask(returned, editor).content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "es"
        assert b"pdfuaid" in document.Root.Metadata.read_bytes()


def test_it_says_that_the_end_of_a_record_was_cut_off(returned):
    entries = list(CustodyEntry.objects.about("wagtailcore.page", returned.pk))
    tamper("DELETE FROM editorial_custodyentry WHERE id = %s", entries[-1].pk)
    assert not is_whole(entries[:-1])


def test_only_who_may_read_the_record_gets_it(returned, legal_reviewer, client):
    assert ask(returned, legal_reviewer).status_code == 302
    assert client.get(reverse("editorial_record_pdf", args=["wagtailcore.page", returned.pk])).status_code == 302


def test_it_says_that_a_record_is_not_whole(returned, editor):
    entries = list(CustodyEntry.objects.about("wagtailcore.page", returned.pk))
    assert is_whole(entries)
    assert not is_whole(entries[1:])
    entries[0].reason = "Otra cosa"
    assert not is_whole(entries)


def test_a_long_record_is_bounded_and_says_so(returned, superuser, monkeypatch):
    monkeypatch.setattr(pdf, "MOST_ENTRIES", 1)
    text = words_of(ask(returned, superuser).content)
    assert "las 1 más recientes" in text
    assert "está íntegro" in text


def test_an_old_entry_about_a_comment_is_as_whole_on_paper_as_for_the_command(returned, editor):
    """Its hash covers the data that Wagtail kept of it, and the column those data written out."""
    told = {"text": "Falta la fuente."}
    entry = append(subject_of(returned), "wagtail.comments.create", title="Abre", user=editor, reason=told)
    entry = CustodyEntry.objects.get(pk=entry.pk)
    assert entry.reason == str(told)
    assert is_whole(list(CustodyEntry.objects.about("wagtailcore.page", returned.pk)))
    assert list(verify()) == []
