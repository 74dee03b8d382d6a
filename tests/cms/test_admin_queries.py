"""What the desk costs: a fixed number of queries, however much there is."""

import pytest
from django.urls import reverse

from editorial.models import BulletinContact, BulletinIndexPage, BulletinPage
from tests import factories

pytestmark = pytest.mark.django_db


def full_bulletin(user):
    """A bulletin as the newsroom writes them: photographs, a gallery, sound, a piece, spokespersons, a contact."""
    photographs = [factories.ImageFactory() for _n in range(4)]
    body = [
        ("heading", {"text": "Lo que cambia", "level": "2"}),
        ("paragraph", "<p>Desde el lunes.</p>"),
        ("figure", {"image": photographs[0]}),
        ("gallery", {"title": "", "items": [{"image": photograph} for photograph in photographs]}),
        ("piece", {"piece": factories.piece(live=True)}),
        ("audio", {"media": factories.MediaFactory()}),
    ]
    bulletin = factories.bulletin(user=user, live=False, body=body, lead_image=photographs[1])
    BulletinContact.objects.create(page=bulletin, name="Prensa")
    bulletin.refresh_from_db()
    bulletin.save_revision(user=user)
    return bulletin


@pytest.mark.parametrize("role", ["editor", "approver"])
def test_editor_of_a_full_bulletin_asks_at_most_sixty_six_queries(role, client, request, django_assert_max_num_queries):
    user = request.getfixturevalue(role)
    bulletin = full_bulletin(user)
    client.force_login(user)
    address = f"/admin/pages/{bulletin.pk}/edit/"
    client.get(address)
    with django_assert_max_num_queries(66):
        assert client.get(address).status_code == 200


def test_listing_of_pages_asks_at_most_thirty_two_queries_however_many_pages(
    client, editor, django_assert_max_num_queries, django_assert_num_queries
):
    client.force_login(editor)
    address = f"/admin/pages/{BulletinIndexPage.objects.get().pk}/"
    factories.bulletin(user=editor)
    client.get(address)
    with django_assert_max_num_queries(32) as few:
        client.get(address)
    for _n in range(8):
        factories.bulletin(user=editor)
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(address)


def test_editor_of_a_piece_asks_at_most_seventy_eight_queries(client, designer, django_assert_max_num_queries):
    client.force_login(designer)
    address = f"/admin/piezas/edit/{factories.piece(user=designer).pk}/"
    client.get(address)
    with django_assert_max_num_queries(78):
        client.get(address)


@pytest.mark.parametrize("block", ["figure", "gallery", "piece", "audio", "quote", "figures", "table", "contact"])
def test_every_block_shows_what_it_will_look_like(block, client, editor):
    factories.ImageFactory()
    factories.MediaFactory()
    factories.piece(live=True)
    child = BulletinPage.body.field.stream_block.child_blocks[block]
    client.force_login(editor)
    assert child.is_previewable
    response = client.get(reverse("wagtailadmin_block_preview"), {"id": child.definition_prefix})
    assert response.status_code == 200
    assert "rotativa/css/components.css" in response.content.decode()
