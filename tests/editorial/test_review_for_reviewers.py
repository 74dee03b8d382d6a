"""Who reviews without being an editor reaches what a review needs: the draft as readers will see it, and its record."""

import re

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from tests import factories
from tests.editorial import chain, doors

pytestmark = pytest.mark.django_db

#: Wagtail keeps its own history, comparison and use for those who edit; the record says the same to reviewers.
OF_EDITORS = re.compile(r"/(history|usage|workflow_history)/|/revisions/|/workflow/status/")


@pytest.fixture
def bulletin(editor):
    page = factories.bulletin(user=editor, live=False)
    chain.submit(page, editor)
    return page


@pytest.fixture
def piece(designer, approver):
    piece = chain.piece_with_master(designer, has_third_party_works=True)
    chain.submit(piece, designer)
    chain.approve(piece, approver)
    return piece


def test_a_reviewer_sees_the_draft_as_readers_will(bulletin, style_reviewer):
    desk, address = doors.desk_of(style_reviewer), reverse("wagtailadmin_pages:preview_on_edit", args=[bulletin.pk])
    assert desk.post(address, doors.bulletin_form(bulletin)).json() == {"is_valid": True, "is_available": True}
    assert bulletin.title in desk.get(address).content.decode()


def test_who_neither_edits_nor_reviews_sees_no_draft(bulletin, legal_reviewer, designer):
    for user in (legal_reviewer, designer):
        answer = doors.desk_of(user).get(reverse("wagtailadmin_pages:preview_on_edit", args=[bulletin.pk]))
        assert answer.status_code == 302
        assert answer["Location"] == "/admin/"


def test_a_reviewer_of_a_piece_sees_it_as_readers_will(piece, legal_reviewer, editor):
    assert chain.step(piece) == "Revisión jurídica"
    address = reverse("wagtailsnippets_media_assets_piece:preview_on_edit", args=[piece.pk])
    form = nested_form_data(
        {
            "title": piece.title,
            "channel": piece.channel,
            "format": piece.format_id,
            "department": piece.department_id,
            "licence": piece.licence,
            "credits": inline_formset([]),
        }
    )
    desk = doors.desk_of(legal_reviewer)
    assert desk.post(address, form).json() == {"is_valid": True, "is_available": True}
    assert piece.title in desk.get(address).content.decode()
    assert doors.desk_of(editor).post(address, form).status_code == 302


@pytest.mark.parametrize("place", ["desk", "editor", "record", "changes"])
def test_no_link_of_the_review_leads_a_reviewer_to_a_closed_door(place, bulletin, editor, style_reviewer):
    chain.reject(bulletin, style_reviewer)
    chain.submit(bulletin, editor)
    of_page = ["wagtailcore.page", bulletin.pk]
    address = {
        "desk": reverse("wagtailadmin_home"),
        "editor": reverse("wagtailadmin_pages:edit", args=[bulletin.pk]),
        "record": reverse("editorial_record", args=of_page),
        "changes": reverse("editorial_changes", args=of_page),
    }[place]
    desk = doors.desk_of(style_reviewer)
    answer = desk.get(address)
    assert answer.status_code == 200
    closed = []
    for link in sorted(set(re.findall(r'<a [^>]*href="(/[^"#]*)', answer.content.decode()))):
        if OF_EDITORS.search(link) or "logout" in link:
            continue
        reached = desk.get(link.replace("&amp;", "&"))
        if reached.status_code >= 400 or reached.headers.get("Location") == "/admin/":
            closed.append(link)
    assert closed == []


