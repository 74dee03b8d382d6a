"""Who writes sees beside the text what it lacks, after each save, and is led to the place."""

import pytest
from django.urls import reverse

from editorial.models import BulletinIndexPage
from tests import factories
from tests.editorial import chain, doors
from tests.editorial.chain import piece_with_master
from tests.editorial.doors import fresh

pytestmark = pytest.mark.django_db


def list_of(page, label="wagtailcore.page"):
    return reverse("editorial_readiness", args=[label, page.pk])


@pytest.fixture
def draft(editor):
    return factories.bulletin(user=editor, live=False)


def test_the_editor_of_a_page_has_the_panel_with_the_list_in_it(draft, editor):
    text = doors.desk_of(editor).get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert 'data-side-panel="readiness"' in text
    assert list_of(draft) in text
    assert "Está todo lo que su publicación necesita" in text


def test_the_editor_of_a_piece_has_it_too(designer):
    piece = piece_with_master(user=designer, alt_text="", transcript="")
    url = reverse("wagtailsnippets_media_assets_piece:edit", args=[piece.pk])
    assert list_of(piece, "media_assets.piece") in doors.desk_of(designer).get(url).content.decode()


def test_the_list_follows_the_last_save_and_leads_to_the_block(draft, editor):
    client = doors.desk_of(editor)
    assert "rot-finding--" not in client.get(list_of(draft)).content.decode()
    image = factories.ImageFactory(description="")
    figure = {"image": image, "alt_text": "", "caption": "", "credit": ""}
    chain.edit(draft, editor, body=[("figure", figure)])
    block = fresh(draft).get_latest_revision_as_object().body[0]
    text = client.get(list_of(draft)).content.decode()
    assert f'data-rotativa-readiness-path="body.{block.id}"' in text
    assert f"#block-{block.id}-section" in text


def test_the_list_is_only_for_who_may_read_the_record(draft, legal_reviewer, client):
    assert doors.desk_of(legal_reviewer).get(list_of(draft)).status_code == 302
    assert client.get(list_of(draft)).status_code == 302


def test_the_list_is_cheap_enough_to_ask_for_after_each_save(draft, editor, django_assert_max_num_queries):
    client = doors.desk_of(editor)
    client.get(list_of(draft))
    with django_assert_max_num_queries(40):
        client.get(list_of(draft))


def test_the_panel_of_a_piece_leads_to_its_record(designer):
    piece = chain.piece_with_master(designer)
    html = doors.desk_of(designer).get(reverse(piece.snippet_viewset.get_url_name("edit"), args=[piece.pk])).content.decode()
    assert reverse("editorial_record", args=["media_assets.piece", piece.pk]) in html


def test_a_page_that_is_begun_has_the_place_of_its_list(editor):
    section = BulletinIndexPage.objects.get()
    response = doors.desk_of(editor).get(reverse("wagtailadmin_pages:add", args=["editorial", "bulletinpage", section.pk]))
    assert 'data-side-panel="readiness"' in response.content.decode()
