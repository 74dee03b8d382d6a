"""The factories build things that the product accepts and serves."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", ["bulletin", "publication", "edition", "campaign", "programme", "episode"])
def test_a_page_of_each_type_is_live_in_its_place(make):
    page = getattr(factories, make)()
    assert page.live
    assert page.url.startswith("/")
    page.full_clean()


def test_a_piece_is_a_draft_until_it_is_published():
    assert factories.piece().state == "draft"
