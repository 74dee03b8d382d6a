"""Parts that go from the browser straight into the bucket, on a real S3 server."""

import hashlib
import io
import urllib.error
import urllib.request
import wave

import pytest
from django.core.files.storage import default_storage

from media_assets.models import Piece, Upload, UploadState
from media_assets.uploading import in_bucket, upkeep
from media_assets.uploading.tasks import look_after
from tests import factories
from tests.media_assets import test_s3_storage
from tests.media_assets.test_admin_piece_editor import ADD, form
from tests.media_assets.uploading import TUS, UPLOADS, post_json

pytestmark = [pytest.mark.django_db, pytest.mark.s3]

MEBIBYTE = in_bucket.MEBIBYTE

# The server and its bucket, started once for all tests of it.
server, bucket, take_away = test_s3_storage.server, test_s3_storage.bucket, test_s3_storage.take_away


@pytest.fixture
def at_work(client, designer, bucket):
    client.force_login(designer)
    return client


@pytest.fixture
def small_parts(monkeypatch):
    """Parts as small as S3 allows, so that a few megabytes are several."""
    monkeypatch.setattr(in_bucket, "SMALLEST_PART", 5 * MEBIBYTE)


@pytest.fixture(scope="module")
def film():
    """A real sound file of twelve megabytes, silence at 48 kHz: three parts."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(48000)
        sound.writeframes(bytes(12 * MEBIBYTE))
    return buffer.getvalue()


def begin(client, content, name="cuña larga.wav"):
    return post_json(client, f"{UPLOADS}abrir/", name=name, size=len(content), modified=7).json()


def put(client, told, content, numbers):
    """As a browser does: asks for addresses and sends the parts there."""
    addresses = post_json(client, told["sign_url"], parts=list(numbers)).json()["addresses"]
    for number in numbers:
        part = content[(number - 1) * told["part_size"] : number * told["part_size"]]
        request = urllib.request.Request(addresses[str(number)], data=part, method="PUT")
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert answer.status == 200


def is_under_way(told):
    """Whether the bucket holds parts of the upload that are no object yet."""
    listed = default_storage.client.list_multipart_uploads(Bucket="rotativa").get("Uploads", [])
    return any(told["key"].replace("-", "") in each["Key"] for each in listed)


def test_parts_reach_the_bucket_without_passing_the_house_and_become_a_master(at_work, small_parts, film):
    told = begin(at_work, film)
    assert (told["place"], told["parts"], told["received"]) == ("bucket", [], 0)
    put(at_work, told, film, [2])
    # The window was closed: choosing the same file again tells what is there.
    again = begin(at_work, film)
    assert (again["key"], again["parts"], again["received"]) == (told["key"], [2], told["part_size"])
    assert post_json(at_work, f"{told['url']}terminar/").status_code == 409
    put(at_work, told, film, [1, 3])
    finished = post_json(at_work, f"{told['url']}terminar/").json()
    assert finished["state"] == "received"
    # Told twice, since the answer may be lost.
    assert post_json(at_work, f"{told['url']}terminar/").status_code == 200
    upload = Upload.objects.get()
    look_after.func(upload.pk)
    upload.refresh_from_db()
    assert upload.state == UploadState.ACCEPTED
    assert upload.facts["sha256"] == hashlib.sha256(film).hexdigest()

    radio = form(format=factories.piece_format("radio").pk, held_master=told["key"])
    at_work.post(ADD, radio)
    version = Piece.objects.get().current_version
    # The object stays where the parts made it.
    assert version.file.name == upload.stored_as
    assert version.file.name.endswith(".wav")
    with version.file.open() as stored:
        assert hashlib.file_digest(stored, "sha256").hexdigest() == version.sha256


def test_a_bad_file_of_the_bucket_is_refused_and_taken_away(at_work, small_parts):
    content = b"MZ" + bytes(6 * MEBIBYTE)
    told = begin(at_work, content)
    put(at_work, told, content, [1, 2])
    post_json(at_work, f"{told['url']}terminar/")
    upload = Upload.objects.get()
    look_after.func(upload.pk)
    upload.refresh_from_db()
    assert upload.state == UploadState.REFUSED
    assert "programa" in upload.refusal
    assert not default_storage.exists(upload.stored_as)


@pytest.mark.parametrize("other", [b"de mas", None])
def test_a_part_of_another_weight_has_not_come_and_is_sent_again(other, at_work, small_parts):
    content = bytes(6 * MEBIBYTE)
    told = begin(at_work, content)
    put(at_work, told, content + other if other else content[:-1], [1, 2])
    assert post_json(at_work, f"{told['url']}terminar/").status_code == 409
    assert not default_storage.exists(Upload.objects.get().stored_as)
    assert begin(at_work, content)["parts"] == [1]
    put(at_work, told, content, [2])
    assert post_json(at_work, f"{told['url']}terminar/").status_code == 200
    with default_storage.open(Upload.objects.get().stored_as) as stored:
        assert stored.read() == content


def test_an_upload_that_is_ended_or_stale_leaves_no_parts(at_work, small_parts, film):
    told = begin(at_work, film)
    put(at_work, told, film, [1])
    assert is_under_way(told)
    assert at_work.delete(told["url"], headers=TUS).status_code == 204
    assert not is_under_way(told)
    told = begin(at_work, film)
    put(at_work, told, film, [1])
    upload = Upload.objects.get(key=told["key"])
    Upload.objects.update(touched_at=upload.touched_at - Upload.PATIENCE)
    assert upkeep.forget_stale() == 1
    assert not is_under_way(told)


def test_an_address_is_good_for_its_part_alone_and_nobody_reads_by_it(at_work, small_parts, film):
    told = begin(at_work, film)
    address = post_json(at_work, told["sign_url"], parts=[1]).json()["addresses"]["1"]
    assert "X-Amz-Expires=3600" in address
    assert test_s3_storage.status_of(address) != 200
    tampered = urllib.request.Request(address.replace("partNumber=1", "partNumber=2"), data=b"x", method="PUT")
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(tampered, timeout=30)
    assert refusal.value.code == 403
    # Only parts that the file has are signed.
    assert post_json(at_work, told["sign_url"], parts=[0, 99, -1]).json()["addresses"] == {}
    assert post_json(at_work, told["sign_url"], parts=["1"]).status_code == 400


def test_a_silent_bucket_is_told_and_what_came_is_there_when_it_speaks_again(
    at_work,
    small_parts,
    film,
    take_away,
    settings,
    monkeypatch,
    server,
):
    told = begin(at_work, film)
    put(at_work, told, film, [1])
    take_away()
    answer = at_work.get(told["url"])
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "El almacén de archivos no responde" in answer.json()["message"]
    test_s3_storage.keep_files_on(server.endpoint, settings, monkeypatch)
    assert at_work.get(told["url"]).json()["parts"] == [1]


def test_a_file_of_any_weight_has_at_most_ten_thousand_parts():
    for length in (1, in_bucket.SMALLEST_PART, 5 * 1024**3, 5 * 1024**4):
        size = in_bucket.part_size_of(length)
        assert size >= 5 * MEBIBYTE
        assert -(-length // size) <= in_bucket.MOST_PARTS
