"""An account whose name stands on record is not deleted by any door, and the refusal is said in Spanish."""

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.urls import reverse

from organization import roles
from tests import factories
from tests.media_assets.briefs import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db):
    named = factories.UserFactory(username="quien-pide", role=roles.EDITORS)
    asked(named)
    return named


def test_who_asked_for_pieces_is_not_deleted(person, superuser, client):
    client.force_login(superuser)
    response = client.post(reverse("wagtailusers_users:delete", args=[person.pk]))
    assert "cierre la cuenta" in str([str(message) for message in get_messages(response.wsgi_request)])
    assert User.objects.filter(pk=person.pk).exists()


def test_nor_many_at_once(person, superuser, client):
    client.force_login(superuser)
    stranger = factories.UserFactory()
    address = f"{reverse('wagtail_bulk_action', args=['auth', 'user', 'delete'])}?id={person.pk}&id={stranger.pk}"
    client.post(address)
    assert User.objects.filter(pk__in=[person.pk, stranger.pk]).count() == 2


def test_who_left_no_trace_is_deleted(superuser, client):
    client.force_login(superuser)
    stranger = factories.UserFactory()
    client.post(reverse("wagtailusers_users:delete", args=[stranger.pk]))
    assert not User.objects.filter(pk=stranger.pk).exists()
