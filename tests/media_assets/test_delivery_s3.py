"""Deliveries on a real S3 server: packed from the bucket, kept in it, taken by a signed address."""

import hashlib
import urllib.request
from datetime import timedelta

import pytest
from django.utils import timezone

from media_assets.delivery import orders, packing, upkeep
from media_assets.models import Channel, Delivery, JobState
from tests.media_assets.deliveries import fresh, inside, ordered, out_piece, package_of, packed, page_of
from tests.media_assets.test_s3_storage import (  # noqa: F401
    address,
    bucket,
    server,
    status_of,
    take_away,
)

pytestmark = [pytest.mark.django_db, pytest.mark.s3]

CONTENT = b"%PDF-1.7 " + bytes(range(256)) * 40_000


@pytest.fixture
def delivery(bucket, designer):  # noqa: F811
    return packed([out_piece(Channel.PRINT, CONTENT, name="afiche.pdf", title="Afiche")], designer)


def test_a_package_is_made_of_the_bucket_and_kept_in_it_for_nobody_else(delivery, bucket, server):  # noqa: F811
    assert delivery.state == JobState.DONE, delivery.message
    assert inside(delivery)["01-afiche/afiche.bin"] == CONTENT
    assert bucket.exists(delivery.file.name)
    assert status_of(address(server, f"originals/{delivery.file.name}")) == 403


def test_it_is_taken_by_an_address_that_is_signed_for_a_minute(delivery, client):
    response = client.get(package_of(delivery))
    assert response.status_code == 302
    assert "X-Amz-Expires=60" in response.url
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    with urllib.request.urlopen(response.url, timeout=20) as answer:
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{delivery.filename}"'
        assert hashlib.sha256(answer.read()).hexdigest() == delivery.sha256
    taking = delivery.takings.get()
    assert taking.is_elsewhere
    assert taking.length == delivery.size


def test_a_part_is_asked_of_the_bucket_itself(delivery, client):
    response = client.get(package_of(delivery), headers={"range": "bytes=10-19"})
    taking = delivery.takings.get()
    assert (taking.first, taking.last) == (10, 19)
    asked = urllib.request.Request(response.url, headers={"Range": "bytes=10-19"})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        assert answer.status == 206
        assert answer.read() == delivery.file.open().read()[10:20]
    head = client.head(package_of(delivery))
    assert int(head["Content-Length"]) == delivery.size
    assert delivery.takings.count() == 1


def test_while_the_bucket_is_away_it_is_said_and_nothing_is_on_record(delivery, client, take_away):  # noqa: F811
    take_away()
    assert client.get(page_of(delivery)).status_code == 200
    response = client.get(package_of(delivery))
    assert response.status_code == 503
    assert not delivery.takings.exists()


def test_what_is_over_leaves_the_bucket_and_is_asked_again_when_that_was_away(delivery, bucket, take_away, settings):  # noqa: F811
    storages = settings.STORAGES
    Delivery.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    take_away()
    upkeep.tend()
    assert fresh(delivery).removed_at is None
    settings.STORAGES = storages
    upkeep.tend()
    assert fresh(delivery).removed_at
    assert not bucket.exists(delivery.file.name)


def test_what_is_cancelled_while_it_is_sent_leaves_nothing(bucket, designer, monkeypatch):  # noqa: F811
    delivery = ordered([out_piece(Channel.PRINT, CONTENT)], designer)
    replace = type(bucket).replace

    def cancelled_meanwhile(self, name, content):
        replace(self, name, content)
        orders.cancel(fresh(delivery))

    monkeypatch.setattr(type(bucket), "replace", cancelled_meanwhile)
    packing.carry_out(delivery.pk, "a")
    assert fresh(delivery).state == JobState.CANCELLED
    assert not fresh(delivery).file
    assert bucket.listdir(f"entregas/{delivery.pk}")[1] == []
