"""Who keeps or plays a file of the bucket gets it from there, by an address that is signed for a while."""

import urllib.parse
import urllib.request

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import document_served

from media_assets.buckets import BucketStorage
from media_assets.models import Channel, EditorialDocument, Licence
from media_assets.views import serving
from tests import factories
from tests.media_assets.factories import add_version, published_piece
from tests.media_assets.test_s3_storage import (  # noqa: F401
    SOUND,
    address,
    body,
    bucket,
    server,
    status_of,
    take_away,
    until_refused,
)

pytestmark = [pytest.mark.django_db, pytest.mark.s3]


@pytest.fixture
def signed(monkeypatch):
    """The names of the files whose addresses were signed."""
    names = []
    url = BucketStorage.url

    def noted(self, name, *args, **kwargs):
        names.append(name)
        return url(self, name, *args, **kwargs)

    monkeypatch.setattr(BucketStorage, "url", noted)
    return names


@pytest.fixture
def draft(bucket):  # noqa: F811
    """The master of a spot that nobody outside the office knows of."""
    return add_version(factories.piece(Channel.RADIO), SOUND, name="cuña niñez.wav")


def to_keep(version):
    return f"{version.url}?descargar&original"


def taken(url, **headers):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20) as answer:
        return answer.status, answer.headers, answer.read()


def test_the_office_takes_a_master_from_the_bucket(client, designer, draft):
    client.force_login(designer)
    response = client.get(to_keep(draft))
    assert response.status_code == 302
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "X-Amz-Expires=60" in response.url
    _status, headers, content = taken(response.url)
    assert content == SOUND
    assert headers["Content-Type"] == draft.mime
    assert headers["Content-Disposition"] == "attachment; filename*=utf-8''cu%C3%B1a%20ni%C3%B1ez.wav"
    assert headers["Cache-Control"] == "private, no-store"


def test_the_bucket_gives_the_part_that_was_asked_for(client, designer, draft):
    client.force_login(designer)
    url = client.get(to_keep(draft), headers={"Range": "bytes=1000-1999"}).url
    status, headers, content = taken(url, Range="bytes=1000-1999")
    assert (status, content) == (206, SOUND[1000:2000])
    assert headers["Content-Range"] == f"bytes 1000-1999/{len(SOUND)}"


def test_without_its_signature_or_for_another_file_the_address_opens_nothing(client, designer, draft, bucket, server):  # noqa: F811
    client.force_login(designer)
    url = client.get(to_keep(draft)).url
    other = bucket.save("piezas/otra.txt", ContentFile(b"otra"))
    assert status_of(url.partition("?")[0]) == 403
    assert status_of(f"{address(server, f'originals/{other}')}?{url.partition('?')[2]}") == 403
    assert status_of(url.replace("Expires=60", "Expires=6000")) == 403


def test_the_signature_ends(bucket):  # noqa: F811
    name = bucket.save("notas/acta.txt", ContentFile(b"acta"))
    url = bucket.url(name, expire=1)
    assert status_of(url) == 200
    until_refused(url)
    assert status_of(url) == 403


def test_nothing_is_signed_for_who_may_not_have_the_file(client, django_user_model, draft, signed):
    for user in (None, django_user_model.objects.create_user("lectora")):
        if user:
            client.force_login(user)
        assert client.get(to_keep(draft)).status_code == 404
        assert client.get(draft.url).status_code == 404
        assert client.get(reverse("original", args=[draft.file.name]) + "?descargar").status_code == 404
    assert signed == []


def test_a_recording_that_was_withdrawn_is_signed_for_nobody_outside(client, bucket, signed):  # noqa: F811
    piece = published_piece(Channel.RADIO, licence=Licence.CC_BY)
    version = add_version(piece, SOUND)
    assert client.get(version.url).status_code == 302
    piece.unpublish()
    assert client.get(version.url).status_code == 404
    assert client.get(f"{version.url}?descargar").status_code == 404
    assert len(signed) == 1


def test_nothing_is_signed_for_what_is_gone_or_away(client, designer, draft, bucket, signed, take_away):  # noqa: F811
    client.force_login(designer)
    bucket.delete(draft.file.name)
    assert client.get(to_keep(draft)).status_code == 404
    take_away()
    assert client.get(to_keep(draft)).status_code == 503
    assert signed == []


def test_a_recording_is_played_from_the_bucket_for_an_hour_by_the_office(client, designer, draft):
    client.force_login(designer)
    response = client.get(draft.url, headers={"Range": "bytes=100-199"})
    assert response.status_code == 302
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "X-Amz-Expires=3600" in response.url
    status, headers, content = taken(response.url, Range="bytes=100-199")
    assert (status, content) == (206, SOUND[100:200])
    assert headers["Content-Type"] == draft.mime
    assert headers["Content-Disposition"].startswith("inline")
    assert headers["Cache-Control"] == "private, no-store"


def test_a_withdrawal_closes_the_bucket_as_soon_as_it_closes_caches(client, bucket):  # noqa: F811
    version = add_version(published_piece(Channel.RADIO), SOUND)
    assert f"X-Amz-Expires={serving.PUBLIC_SECONDS}" in client.get(version.url).url


def test_what_is_shown_and_what_is_only_measured_stays_at_the_house(client, designer, draft, signed):
    client.force_login(designer)
    banner = add_version(factories.piece(Channel.WEB), factories.picture_bytes(), name="aviso.jpg")
    shown = client.get(banner.url, headers={"Range": "bytes=0-99"})
    assert (shown.status_code, body(shown)) == (206, factories.picture_bytes()[:100])
    measured = client.head(to_keep(draft))
    assert (measured.status_code, measured["Content-Length"]) == (200, str(len(SOUND)))
    assert signed == []


def test_readers_keep_an_open_piece_from_the_bucket_and_a_reserved_one_not_at_all(client, bucket, signed):  # noqa: F811
    piece = factories.piece(Channel.RADIO, live=True, licence=Licence.CC_BY)
    version = add_version(piece, SOUND)
    assert taken(client.get(f"{version.url}?descargar").url)[2] == SOUND
    reserved = add_version(factories.piece(Channel.RADIO, live=True), SOUND)
    assert client.get(f"{reserved.url}?descargar").status_code == 404
    assert len(signed) == 1


def test_a_document_is_told_of_once_and_given_by_the_bucket(client, designer, bucket):  # noqa: F811
    document = EditorialDocument(title="Acta")
    document.file.save("acta.txt", ContentFile(b"acta"))
    document.save()
    served = []

    def note(instance, **_):
        served.append(instance.pk)

    document_served.connect(note)
    try:
        client.force_login(designer)
        response = client.get(document.url)
    finally:
        document_served.disconnect(note)
    assert response.status_code == 302
    assert taken(response.url)[2] == b"acta"
    assert served == [document.pk]
    assert urllib.parse.urlsplit(response.url).query.count("X-Amz-Signature=") == 1
